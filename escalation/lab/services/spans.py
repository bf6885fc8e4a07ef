"""What may be asked: over which days, and which grid."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from coordination.kit.refusals import Refusal
from escalation.ladder.naming import amount
from escalation.ladder.services.facts import LadderFacts

from ..models import ProcessVariant
from ..queries.grids import ALL, Grid, Point, variant_at
from ..queries.grounds import are_known, imported
from ..wording import number
from .variants import checked_variant

MOST_DAYS, MOST_POINTS, MOST_FLIP_WEEKS = 1100, 10_000, 26


@dataclass(frozen=True)
class SpanFacts:
    """Over which days, with the figures known when, and by which process changes are settled.

    With `in_force` it is held against the versions of those days instead of one ladder.
    """

    first: date
    last: date
    known_at: datetime | None = None
    flip_weeks: int = 2
    process: ProcessVariant | None = None
    in_force: bool = False


def refuse_span(facts: SpanFacts, indicators: Iterable[str], at: datetime) -> None:
    """Refuses a span that ends before it starts, is too long, or of which nothing is known."""
    if facts.last < facts.first:
        raise Refusal(_("The span ends before it starts."), field="last")
    if (facts.last - facts.first).days >= MOST_DAYS:
        sentence = _("A span holds at most %(most)s days.") % {"most": number(MOST_DAYS)}
        raise Refusal(sentence, field="last")
    if not 1 <= facts.flip_weeks <= MOST_FLIP_WEEKS:
        sentence = _("Say a number of weeks from 1 to %(most)d.") % {"most": MOST_FLIP_WEEKS}
        raise Refusal(sentence, field="flip_weeks")
    if facts.known_at is not None and facts.known_at > at:
        raise Refusal(_("Figures cannot be known later than now."), field="known_at")
    for code in sorted(indicators):
        _refuse_unknown(facts, code)


def _refuse_unknown(facts: SpanFacts, code: str) -> None:
    if are_known(code, facts.first, facts.last, facts.known_at):
        return
    ever, found = imported([code]), imported([code], facts.known_at)
    if ever is None:
        sentence = _("There are no figures of %(code)s at all. Read them in first.")
        raise Refusal(sentence % {"code": code}, field="first")
    if found is None:
        sentence = _("No figure of %(code)s was known then; leave this empty, or say a later one.")
        raise Refusal(sentence % {"code": code}, field="known_at")
    sentence = _("There are no figures of %(code)s in this span; they run from %(a)s to %(b)s.")
    said = {"code": code, "a": day_in_words(found[0]), "b": day_in_words(found[1])}
    raise Refusal(sentence % said, field="first")


def day_in_words(day: date) -> str:
    return date_format(day, "j F Y")


def check_grid(grid: Grid, ladder: LadderFacts) -> None:
    """The corners are looked at: between them nothing can be wrong that is right in both."""
    bounds = {
        f"{one.indicator}/{level.rank}" for level in ladder.levels[1:] for one in level.bounds
    }
    if grid.which not in {ALL, *bounds}:
        raise Refusal(_("Choose one of the list."), field="which")
    if grid.lowest < 0:
        raise Refusal(_("A threshold is 0 or more."), field="lowest")
    if grid.step <= 0:
        raise Refusal(_("A step is more than 0."), field="step")
    if grid.highest < grid.lowest:
        raise Refusal(_("The range ends below where it starts."), field="highest")
    if grid.size > MOST_POINTS:
        sentence = _("This grid has %(count)s points; at most %(most)s. Take larger steps.")
        said = {"count": number(grid.size), "most": number(MOST_POINTS)}
        raise Refusal(sentence % said, field="step")
    stickiest = max(grid.hysteresis)
    for value, field in ((grid.lowest, "lowest"), (grid.values[-1], "highest")):
        for window in grid.windows:
            for weeks in (*grid.weeks_up, *grid.weeks_down):
                point = Point(value, window, weeks, weeks, stickiest)
                _check_point(grid, point, ladder, field)


def _check_point(grid: Grid, point: Point, ladder: LadderFacts, field: str) -> None:
    axes = {"window_days": "windows", "weeks_up": "weeks_up", "hysteresis": "hysteresis"}
    try:
        checked_variant(variant_at(grid, point, ladder, "x"))
    except Refusal as refusal:
        where = axes.get(refusal.field or "", field)
        sentence = _("At %(value)s: %(sentence)s")
        said = {"value": amount(point.value), "sentence": refusal.sentence}
        raise Refusal(sentence % said, field=where) from refusal
