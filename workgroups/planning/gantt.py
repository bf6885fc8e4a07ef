"""A plan as a drawing: a bar per row, a mark per milestone, a column per month."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .models import ProductState
from .queries.plans import Plan, PlannedMilestone, PlannedProduct

WIDTH, LEFT, TOP, ROW = 1120, 372, 30, 26
LONGEST = 52
MOST_MONTHS = 36
NEAR = dt.timedelta(days=31)


@dataclass(frozen=True)
class Mark:
    """A milestone: a diamond where it goes to a body, a ring for an interim product, else a dot."""

    x: float
    kind: str
    late: bool
    reached: bool
    words: str

    @property
    def at_edge(self) -> bool:
        """Words behind it would fall off; they stand before it."""
        return self.x > WIDTH - 80


@dataclass
class Row:
    """One line of the drawing; a heading has a label and nothing else."""

    y: int
    label: str
    whole: str
    heading: bool = False
    x: float = 0
    width: float = 0
    done: bool = False
    undated: bool = False
    marks: list[Mark] = field(default_factory=list)

    @property
    def late(self) -> Mark | None:
        return next((mark for mark in self.marks if mark.late), None)


@dataclass(frozen=True)
class Month:
    x: float
    words: str


@dataclass
class Gantt:
    """Places in a box of WIDTH by `height`; `today` is None where it lies outside the drawing."""

    rows: list[Row]
    months: list[Month]
    today: float | None
    height: int
    width: int = WIDTH
    left: int = LEFT
    top: int = TOP


@dataclass(frozen=True)
class _Scale:
    first: dt.date
    last: dt.date

    def x(self, day: dt.date) -> float:
        share = (day - self.first).days / max((self.last - self.first).days, 1)
        return round(LEFT + min(max(share, 0), 1) * (WIDTH - LEFT - 12), 1)


def draw_plan(plan: Plan, *, today: dt.date) -> Gantt | None:
    """The plan of a team, a heading per action line; None where nothing has a date yet."""
    groups = [
        (str(line.line), [(one.product.title, one) for one in line.products])
        for line in plan.lines
        if line.products
    ]
    return _draw(groups, today)


def draw_coming(rows: Sequence[PlannedMilestone], *, today: dt.date) -> Gantt | None:
    """A row per product over teams, in the order of the list."""
    products: dict[object, PlannedProduct] = {}
    for one in rows:
        product = one.row.product
        products.setdefault(product.pk, PlannedProduct(product)).milestones.append(one)
    labelled = [
        (f"{one.product.line.team.code} · {one.product.title}", one) for one in products.values()
    ]
    return _draw([("", labelled)], today)


def _draw(
    groups: Iterable[tuple[str, list[tuple[str, PlannedProduct]]]], today: dt.date
) -> Gantt | None:
    groups = list(groups)
    products = [one for _head, rows in groups for _label, one in rows]
    days = [day for one in products for day in (one.starts_on, one.due_on) if day]
    if not days:
        return None
    scale = _scale(min(days), max(days), today)
    rows: list[Row] = []
    for head, labelled in groups:
        if head:
            rows.append(Row(_y(rows), _short(head), head, heading=True))
        for label, one in labelled:
            rows.append(_row(_y(rows), label, one, scale))
    inside = scale.first <= today <= scale.last
    return Gantt(
        rows, _months(scale), scale.x(today) if inside else None, TOP + ROW * len(rows) + 6
    )


def _scale(first: dt.date, last: dt.date, today: dt.date) -> _Scale:
    """Whole months, three years at most, with today where it is near."""
    if first - NEAR <= today <= last + NEAR:
        first, last = min(first, today), max(last, today)
    start = first.replace(day=1)
    end = _next_month(last)
    furthest = start.replace(year=start.year + MOST_MONTHS // 12)
    return _Scale(start, min(end, furthest))


def _row(y: int, label: str, one: PlannedProduct, scale: _Scale) -> Row:
    row = Row(y, _short(label), label, done=one.product.is_done)
    if one.starts_on is None or one.due_on is None:
        row.undated = True
        return row
    row.x = scale.x(one.starts_on)
    row.width = round(max(scale.x(one.due_on + dt.timedelta(days=1)) - row.x, 6), 1)
    row.marks = [_mark(one, mark, scale) for mark in one.milestones if mark.row.due_on]
    return row


def _mark(one: PlannedProduct, milestone: PlannedMilestone, scale: _Scale) -> Mark:
    row = milestone.row
    assert row.due_on is not None
    kind = "diamond" if row.body_id else "ring" if one.product.interim else "dot"
    reached = row.reached_at is not None or one.product.state == ProductState.DELIVERED
    return Mark(scale.x(row.due_on), kind, milestone.is_late, reached, in_words(milestone))


def in_words(milestone: PlannedMilestone) -> str:
    """A milestone as it is read aloud."""
    row = milestone.row
    span = row.span
    parts = [row.title, span.label if span else _("not planned yet")]
    if row.body:
        parts.append(_("to %(body)s") % {"body": row.body.code})
    if milestone.is_late:
        parts.append(_("late"))
    return ", ".join(filter(None, parts))


def _months(scale: _Scale) -> list[Month]:
    """The first of each month; the year stands with January and with the first."""
    found, day = [], scale.first
    while day < scale.last:
        shown = "M Y" if day.month == 1 or day == scale.first else "M"
        found.append(Month(scale.x(day), date_format(day, shown)))
        day = _next_month(day)
    return found


def _next_month(day: dt.date) -> dt.date:
    return (day.replace(day=28) + dt.timedelta(days=4)).replace(day=1)


def _y(rows: list[Row]) -> int:
    return TOP + ROW * len(rows)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"
