"""What a planning from a file would change, row by row, before anything is changed."""

import hashlib
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from coordination.actions.queries.owners import find_owner
from coordination.actions.terms import Owner
from coordination.kit.refusals import Refusal
from coordination.people.models import Body
from workgroups.teams.models import Team

from .agreeing import Agreement
from .facts import MilestoneFacts
from .judging import judged, milestone_in
from .models import DONE, ProductState
from .previewing import Kind, Line, Preview, Wanted
from .queries.plans import Plan, PlannedProduct
from .reading import FileRow
from .services.saving import within
from .spans import Span, read_span
from .waiting import mark_waits, read_needs

YES = {"ja", "yes", "x", "j", "y", "1", "true", "waar"}
NO = {"nee", "no", "n", "0", "false", "onwaar"}
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
    agreement = Agreement(standing)
    titles = {one.line.position: one.line.title for one in plan.lines}
    lines, named = [], set()
    for row in rows:
        wanted = _read(plan.team, row, standing, bodies, owners, user)
        key = agreement.judge(wanted)
        named.add(key)
        line = judged(wanted, standing.get(key))
        _keep_name(line, titles.get(wanted.position, ""))
        lines.append(line)
    read_needs(lines, plan, user)
    mark_waits(lines)
    gone = [one.product for key, one in standing.items() if key not in named]
    return Preview(
        lines,
        [one for one in gone if one.state not in DONE],
        [one for one in gone if one.state in DONE],
    )


def _keep_name(line: Line, title: str) -> None:
    """An action line that stands is not renamed by a file; where that says otherwise, say so."""
    typed = line.wanted.row.line_title if line.wanted else ""
    if not title or not typed or typed.casefold() == title.casefold() or line.kind == Kind.WRONG:
        return
    line.said.append(_("the action line keeps its name, “%(title)s”") % {"title": title})
    line.kind = Kind.STAYS if line.kind == Kind.SAME else line.kind


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
    if interim and interim not in YES | NO:
        sentence = _("Interim product is yes or no, not “%(word)s”.")
        wanted.problems.append(sentence % {"word": wanted.row.interim})
    wanted.interim = interim in YES if interim else None
    if state not in STATES:
        sentence = _("“%(word)s” is no state. Choose planned, under way, delivered or dropped.")
        wanted.problems.append(sentence % {"word": wanted.row.state})
    wanted.state = STATES.get(state)


def _read_milestone(
    team: Team, wanted: Wanted, present: PlannedProduct | None, bodies: dict[str, Body]
) -> None:
    """Its days and its body; an empty cell, and words that stand already, leave what stood."""
    row = wanted.row
    stands = milestone_in(present, row.milestone)
    span, body = (stands.span, stands.body) if stands else (None, None)
    if row.body:
        body = bodies.get(row.body.casefold())
        if body is None:
            sentence = _("%(name)s is no body that you may see. Type the code of one, like MCC.")
            wanted.problems.append(sentence % {"name": row.body})
    try:
        if row.due and not (span and row.due == written(span)):
            span = within(team, read_span(row.due, on=team.starts_on))
    except Refusal as refusal:
        wanted.problems.append(str(refusal.sentence))
    if row.milestone or row.due or row.body:
        wanted.facts = MilestoneFacts(row.milestone, span, body)


def written(span: Span | None) -> str:
    """A span as it stands in the file."""
    return "" if span is None else span.words or f"{span.due_on:%d-%m-%Y}"
