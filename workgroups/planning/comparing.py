"""What a planning from a file would change, row by row, before anything is changed."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from coordination.actions.queries.owners import find_owner
from coordination.actions.terms import Owner
from coordination.kit.refusals import Refusal
from coordination.people.models import Body
from workgroups.teams.models import Team

from .facts import MilestoneFacts
from .models import DONE, Milestone, Product, ProductState
from .previewing import Kind, Line, Preview, Wanted
from .queries.listing import find_product
from .queries.plans import Plan, PlannedProduct
from .reading import FileRow
from .services.depending import all_needs, before, circular, dropped
from .services.saving import within
from .spans import Span, read_span

YES = {"ja", "yes", "x", "j", "y", "1", "true", "waar"}
NO = {"", "nee", "no", "n", "0", "false", "onwaar"}
STATES = {
    "": None,
    "gepland": ProductState.PLANNED,
    "planned": ProductState.PLANNED,
    "in uitvoering": ProductState.UNDER_WAY,
    "under way": ProductState.UNDER_WAY,
    "opgeleverd": ProductState.DELIVERED,
    "delivered": ProductState.DELIVERED,
    "vervallen": ProductState.DROPPED,
    "dropped": ProductState.DROPPED,
}


def state_of(plan: Plan) -> str:
    """A seal over the versions of everything in the plan, to know that it has not changed."""
    parts = [f"{line.line.pk}:{line.line.version}" for line in plan.lines]
    for one in plan.products:
        parts.append(f"{one.product.pk}:{one.product.version}")
        parts += [f"{late.row.pk}:{late.row.version}" for late in one.milestones]
        parts += [f"{one.product.pk}>{needs.pk}" for needs in one.waits_for]
    return hashlib.sha256("\n".join(sorted(parts)).encode()).hexdigest()


def compare(plan: Plan, rows: Sequence[FileRow], user: Any) -> Preview:
    """The preview of these rows against the plan, for who imports them."""
    standing = _by_key(plan)
    bodies = {one.code.casefold(): one for one in Body.objects.visible_to(user).order_by("code")}
    owners: dict[str, Owner | None] = {}
    seen: dict[tuple[int, str, str], int] = {}
    lines, named = [], set()
    for row in rows:
        wanted = _read(plan.team, row, standing, bodies, owners, user)
        key = (wanted.position, row.product.casefold(), row.milestone.casefold())
        if key in seen:
            wanted.problems.append(_("Row %(row)d says the same.") % {"row": seen[key]})
        seen.setdefault(key, row.number)
        named.add(key[:2])
        lines.append(_line(wanted, standing))
    _read_needs(lines, plan, user)
    _mark_circles(lines)
    gone = [one.product for key, one in standing.items() if key not in named]
    return Preview(
        lines,
        [one for one in gone if one.state not in DONE],
        [one for one in gone if one.state in DONE],
    )


def _by_key(plan: Plan) -> dict[tuple[int, str], PlannedProduct]:
    return {
        (line.line.position, one.product.title.casefold()): one
        for line in plan.lines
        for one in line.products
    }


def _read(
    team: Team,
    row: FileRow,
    standing: dict[tuple[int, str], PlannedProduct],
    bodies: dict[str, Body],
    owners: dict[str, Owner | None],
    user: Any,
) -> Wanted:
    wanted = Wanted(row)
    if row.line.isdecimal() and len(row.line) < 5 and 1 <= int(row.line) <= 99:
        wanted.position = int(row.line)
    else:
        wanted.problems.append(_("Number the action line from 1 to 99."))
    if not row.product:
        wanted.problems.append(_("Give the product a title."))
    _read_owner(wanted, owners, user)
    _read_words(wanted)
    present = standing.get((wanted.position, row.product.casefold()))
    _read_milestone(team, wanted, present, bodies)
    return wanted


def _read_owner(wanted: Wanted, owners: dict[str, Owner | None], user: Any) -> None:
    typed = wanted.row.owner
    if not typed:
        return
    if typed not in owners:
        owners[typed] = find_owner(typed, reader=user)
    wanted.owner = owners[typed]
    if wanted.owner is None:
        sentence = _("%(name)s is not known. Type @ and a code, like @VWS.")
        wanted.problems.append(sentence % {"name": typed})


def _read_words(wanted: Wanted) -> None:
    interim, state = wanted.row.interim.casefold(), wanted.row.state.casefold()
    if interim not in YES | NO:
        sentence = _("Interim product is yes or no, not “%(word)s”.")
        wanted.problems.append(sentence % {"word": wanted.row.interim})
    wanted.interim = interim in YES
    if state not in STATES:
        sentence = _("“%(word)s” is no state. Choose planned, under way, delivered or dropped.")
        wanted.problems.append(sentence % {"word": wanted.row.state})
    wanted.state = STATES.get(state)


def _read_milestone(
    team: Team, wanted: Wanted, present: PlannedProduct | None, bodies: dict[str, Body]
) -> None:
    """Its days; words that stand already keep the days they had."""
    row = wanted.row
    body = bodies.get(row.body.casefold()) if row.body else None
    if row.body and body is None:
        sentence = _("%(name)s is no body that you may see. Type the code of one, like MCC.")
        wanted.problems.append(sentence % {"name": row.body})
    stands = _milestone_in(present, row.milestone)
    span = stands.span if stands else None
    try:
        if row.due and not (span and row.due == written(span)):
            span = within(team, read_span(row.due, on=team.starts_on))
        elif not row.due:
            span = None
    except Refusal as refusal:
        wanted.problems.append(str(refusal.sentence))
    if row.milestone or row.due or row.body:
        wanted.facts = MilestoneFacts(row.milestone, span, body)


def _milestone_in(present: PlannedProduct | None, title: str) -> Milestone | None:
    rows = [one.row for one in present.milestones] if present else []
    return next((row for row in rows if row.title.casefold() == title.casefold()), None)


def written(span: Span | None) -> str:
    """A span as it stands in the file."""
    return "" if span is None else span.words or f"{span.due_on:%d-%m-%Y}"


def _line(wanted: Wanted, standing: dict[tuple[int, str], PlannedProduct]) -> Line:
    row = wanted.row
    what = " · ".join(filter(None, [row.line, row.product, row.milestone]))
    present = standing.get((wanted.position, row.product.casefold()))
    if wanted.problems:
        return Line(Kind.WRONG, row.number, what, wanted.problems, wanted)
    if present is None:
        if wanted.owner is None:
            return Line(Kind.WRONG, row.number, what, [_("Say who owns this new product.")], wanted)
        return Line(Kind.NEW, row.number, what, [_("new product")], wanted)
    milestone = _milestone_in(present, row.milestone)
    line = Line(Kind.SAME, row.number, what, [], wanted, present.product, milestone)
    _judge(line, present.product)
    return line


def _judge(line: Line, product: Product) -> None:
    """What changes; of what is done nothing does."""
    wanted = line.wanted
    assert wanted is not None
    said = list(_differs(wanted, product, line.milestone))
    if product.state in DONE:
        if said or (wanted.state and wanted.state != product.state):
            line.kind = Kind.STAYS
            state = {"state": product.get_state_display()}
            line.said = [_("is %(state)s, so it stays as it is") % state]
        return
    if wanted.state == ProductState.DELIVERED and product.needs_version and not product.paper_id:
        line.kind, line.said = Kind.WRONG, [_("Supply the version that is delivered first.")]
        return
    if wanted.state and wanted.state != product.state:
        said.append(_("becomes %(state)s") % {"state": wanted.state.label})
    reached = line.milestone is not None and line.milestone.reached_at is not None
    if reached and any(_moves(wanted, line.milestone)):
        line.kind, line.said = Kind.STAYS, [_("the milestone was reached, so it stays")]
        return
    if said:
        line.kind, line.said = Kind.CHANGED, said


def _differs(wanted: Wanted, product: Product, milestone: Milestone | None) -> Iterator[str]:
    if wanted.owner and wanted.owner != product.owner:
        yield _("owner becomes %(owner)s") % {"owner": wanted.owner.label}
    if wanted.interim != product.interim:
        yield (
            _("becomes an interim product") if wanted.interim else _("no interim product any more")
        )
    if milestone is None:
        if wanted.facts is not None:
            yield _("new milestone")
        return
    yield from _moves(wanted, milestone)


def _moves(wanted: Wanted, milestone: Milestone | None) -> Iterator[str]:
    facts = wanted.facts
    if facts is None or milestone is None:
        return
    if facts.span != milestone.span:
        old, new = (one.label if one else "–" for one in (milestone.span, facts.span))
        yield _("from %(old)s to %(new)s") % {"old": old, "new": new}
    if (facts.body.pk if facts.body else None) != milestone.body_id:
        yield _("goes to %(body)s") % {"body": facts.body.code if facts.body else "–"}


def _read_needs(lines: list[Line], plan: Plan, user: Any) -> None:
    """What products wait for: another title of this plan, or `LT1: title` of another team."""
    here = {one.product.title.casefold(): one.product for one in plan.products}
    coming = {line.wanted.row.product.casefold() for line in lines if line.wanted}
    waits: dict[Any, set[Any]] = defaultdict(set)
    for one in plan.products:
        waits[one.product.pk] = {needs.pk for needs in one.waits_for}
    for line in lines:
        wanted = line.wanted
        if wanted is None or not wanted.row.needs or line.kind == Kind.WRONG:
            continue
        stood, found = waits[line.product.pk] if line.product else set(), []
        for title in filter(None, (one.strip() for one in wanted.row.needs.split(";"))):
            needs = here.get(title.casefold()) or find_product(title, plan.team, user)
            if needs is None and title.casefold() not in coming:
                line.kind = Kind.WRONG
                line.said = [_("There is no product “%(title)s” to wait for.") % {"title": title}]
                break
            if needs and needs.state == ProductState.DROPPED and needs.pk not in stood:
                line.kind, line.said = Kind.WRONG, [dropped()]
                break
            found.append(needs or title)
        wanted.needs = tuple(found)
        if line.kind == Kind.WRONG or line.product is None or line.product.state in DONE:
            continue
        new = [one for one in found if isinstance(one, str) or one.pk not in stood]
        if new:
            named = ", ".join(one if isinstance(one, str) else one.title for one in new)
            line.said.append(_("waits for %(titles)s") % {"titles": named})
            line.kind = Kind.CHANGED


def _mark_circles(lines: list[Line]) -> None:
    """No product waits for itself, by whatever way round, in the plan with these rows."""
    needs = all_needs() if any(line.wanted and line.wanted.needs for line in lines) else {}
    for line in lines:
        wanted = line.wanted
        if wanted is None or line.kind not in (Kind.NEW, Kind.CHANGED):
            continue
        mine = line.product.pk if line.product else wanted.row.product.casefold()
        for one in wanted.needs:
            other = one.casefold() if isinstance(one, str) else one.pk
            if mine == other or mine in before(other, needs):
                title = one if isinstance(one, str) else one.title
                line.kind, line.said = Kind.WRONG, [circular(title)]
                break
            needs[mine].append(other)
