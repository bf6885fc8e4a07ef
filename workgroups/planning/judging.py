"""What becomes of each row of a planning from a file, beside the product that stands there."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from coordination.kit.templatetags.ui import full_day

from .models import DONE, Milestone, Product, ProductState
from .previewing import Kind, Line, Wanted
from .queries.plans import PlannedProduct


def judged(wanted: Wanted, present: PlannedProduct | None) -> Line:
    """The row of the preview, beside the product of its title where that stands in the plan."""
    row = wanted.row
    what = " · ".join(filter(None, [row.line, row.product, row.milestone]))
    if wanted.problems:
        return Line(Kind.WRONG, row.number, what, wanted.problems, wanted)
    if present is None:
        if wanted.owner is None:
            return Line(Kind.WRONG, row.number, what, [_("Say who owns this new product.")], wanted)
        return Line(Kind.NEW, row.number, what, [_("new product"), *_read_as(wanted)], wanted)
    milestone = milestone_in(present, row.milestone)
    line = Line(Kind.SAME, row.number, what, [], wanted, present.product, milestone)
    _judge(line, present.product)
    return line


def _read_as(wanted: Wanted) -> Iterator[str]:
    """Of a new row how it was read: its owner, its last day where that was not typed, its body."""
    facts = wanted.facts
    if wanted.owner:
        yield wanted.owner.label
    if facts and facts.span:
        said = {"words": facts.span.label, "day": full_day(facts.span.due_on)}
        yield _("%(words)s, so by %(day)s") % said if facts.span.words else said["day"]
    if facts and facts.body:
        yield _("to %(body)s") % {"body": facts.body.code}


def _judge(line: Line, product: Product) -> None:
    """What changes; of what is done nothing does."""
    wanted, milestone = line.wanted, line.milestone
    assert wanted is not None
    said, moved = list(_differs(wanted, product)), list(_moves(wanted, milestone))
    if product.state in DONE:
        if said or moved or (wanted.state and wanted.state != product.state):
            line.kind = Kind.STAYS
            state = {"state": product.state_label}
            line.said = [_("is %(state)s, so it stays as it is") % state]
        return
    if wanted.state == ProductState.DELIVERED and product.needs_version and not product.paper_id:
        line.kind, line.said = Kind.WRONG, [_("Supply the version that is delivered first.")]
        return
    if wanted.state and wanted.state != product.state:
        said.append(_("becomes %(state)s") % {"state": wanted.state.label})
    if moved and milestone is not None and milestone.reached_at is not None:
        wanted.facts = None
        line.kind = Kind.CHANGED if said else Kind.STAYS
        line.said = [*said, _("the milestone was reached, so it stays")]
    elif said or moved:
        line.kind, line.said = Kind.CHANGED, [*said, *moved]


def _differs(wanted: Wanted, product: Product) -> Iterator[str]:
    if wanted.owner and wanted.owner != product.owner:
        yield _("owner becomes %(owner)s") % {"owner": wanted.owner.label}
    if wanted.interim is not None and wanted.interim != product.interim:
        yield (
            _("becomes an interim product") if wanted.interim else _("no interim product any more")
        )


def _moves(wanted: Wanted, milestone: Milestone | None) -> Iterator[str]:
    facts = wanted.facts
    if facts is None:
        return
    if milestone is None:
        yield _("new milestone")
        return
    if facts.span != milestone.span:
        old, new = (one.label if one else "–" for one in (milestone.span, facts.span))
        yield _("from %(old)s to %(new)s") % {"old": old, "new": new}
    if (facts.body.pk if facts.body else None) != milestone.body_id:
        yield _("goes to %(body)s") % {"body": facts.body.code if facts.body else "–"}


def milestone_in(present: PlannedProduct | None, title: str) -> Milestone | None:
    rows = [one.row for one in present.milestones] if present else []
    return next((row for row in rows if row.title.casefold() == title.casefold()), None)
