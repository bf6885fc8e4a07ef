"""A plan as a drawing: a bar per row, a mark per milestone, a column per month.

Each part draws itself as a piece of SVG: in a template fifty rows take a thousand nodes, and with
them a third of the time of their page.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from .queries.plans import Plan, PlannedMilestone, PlannedProduct

WIDTH, LEFT, TOP, ROW, LETTER = 1120, 372, 30, 26, 7
LONGEST = 52
MOST_MONTHS = 36
NEAR = dt.timedelta(days=31)
SHAPES = {
    "diamond": '<path d="M0-8 8 0 0 8-8 0z"/>',
    "ring": '<circle class="is-open" r="5.5"/>',
    "dot": '<circle r="4"/>',
}


@dataclass(frozen=True)
class Mark:
    """A milestone: a diamond where it goes to a body, a ring for an interim product, else a dot."""

    x: float
    kind: str
    late: bool
    words: str

    @property
    def svg(self) -> str:
        shade = " gantt-mark--late" if self.late else ""
        return (
            f'<g transform="translate({self.x} 13)" class="gantt-mark{shade}">'
            f"<title>{escape(self.words)}</title>{SHAPES[self.kind]}</g>"
        )


@dataclass
class Row:
    """One line of the drawing; a heading has a label and nothing else.

    `said` is that it is late and which cycles it misses, beside its last milestone.
    """

    y: int
    label: str
    whole: str
    heading: bool = False
    x: float = 0
    width: float = 0
    done: bool = False
    undated: bool = False
    said: str = ""
    marks: list[Mark] = field(default_factory=list)

    @property
    def svg(self) -> str:
        shade = "is-strong" if self.heading else "is-done" if self.done else ""
        words = f"{escape(self.label)}<title>{escape(self.whole)}</title>"
        name = f'<text class="{shade}" x="{0 if self.heading else 12}" y="17">{words}</text>'
        return f'<g transform="translate(0 {self.y})">{name}{self._bar()}</g>'

    def _bar(self) -> str:
        if self.heading:
            return ""
        if self.undated:
            words = escape(_("not planned yet"))
            return f'<text class="is-faint" x="{LEFT + 6}" y="17">{words}</text>'
        shade = " gantt-bar--done" if self.done else ""
        bar = (
            f'<rect class="gantt-bar{shade}" x="{self.x}" y="8" width="{self.width}" '
            f'height="10" rx="2"/>'
        )
        return "".join([bar, *(mark.svg for mark in self.marks), self._beside()])

    def _beside(self) -> str:
        """What is said of it behind its last milestone, or before its bar where it would fall off.

        Where there is no room before it either, it stands over the bar.
        """
        if not self.said:
            return ""
        x, length = max(mark.x for mark in self.marks), LETTER * len(self.said)
        side = 'dx="12"'
        if x + 12 + length > WIDTH:
            side = 'dx="-12" text-anchor="end"'
            x = self.x if self.x - 12 - length > LEFT else x
        shade = " is-late" if any(mark.late for mark in self.marks) else ""
        return f'<text class="gantt-said{shade}" x="{x}" y="17" {side}>{escape(self.said)}</text>'


@dataclass(frozen=True)
class Month:
    x: float
    words: str

    def svg(self, height: int) -> str:
        words = f'<text x="{self.x}" y="14" dx="3">{escape(self.words)}</text>'
        return _upright("gantt-month", self.x, height) + words


@dataclass
class Gantt:
    """Places in a box of WIDTH by `height`; `today` is None where it lies outside the drawing."""

    rows: list[Row]
    months: list[Month]
    today: float | None
    height: int

    @property
    def box(self) -> str:
        return f"0 0 {WIDTH} {self.height}"

    @property
    def spoken(self) -> str:
        """What is late and which cycles are missed, as it is read aloud."""
        return "; ".join(f"{row.whole}: {row.said}" for row in self.rows if row.said)

    @property
    def svg(self) -> SafeString:
        """What stands in the box; every word in it is escaped where it is drawn."""
        parts = [month.svg(self.height) for month in self.months]
        parts += [row.svg for row in self.rows]
        if self.today is not None:
            parts.append(_upright("gantt-today", self.today, self.height))
        return mark_safe("".join(parts))  # noqa: S308  escaped above


def _upright(name: str, x: float, height: int) -> str:
    return f'<line class="{name}" x1="{x}" x2="{x}" y1="18" y2="{height}"/>'


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
    dated = [mark for mark in one.milestones if mark.row.due_on]
    row.marks = [_mark(one, mark, scale) for mark in dated]
    row.said = _said(dated)
    return row


def _said(milestones: Iterable[PlannedMilestone]) -> str:
    """That one of these is late, and every cycle they miss by being late or by their last slip."""
    milestones = list(milestones)
    late = [_("late")] if any(one.is_late for one in milestones) else []
    cycles = {one.missed.cycle.number for one in milestones if one.missed.cycle}
    cycles |= {one.cycle for one in milestones if one.cycle}
    if not cycles:
        return "".join(late)
    missed = _("misses cycle %(numbers)s") % {"numbers": ", ".join(map(str, sorted(cycles)))}
    return ", ".join([*late, missed])


def _mark(one: PlannedProduct, milestone: PlannedMilestone, scale: _Scale) -> Mark:
    row = milestone.row
    assert row.due_on is not None
    kind = "diamond" if row.body_id else "ring" if one.product.interim else "dot"
    return Mark(scale.x(row.due_on), kind, milestone.is_late, in_words(milestone))


def in_words(milestone: PlannedMilestone) -> str:
    """A milestone as it is read aloud."""
    row = milestone.row
    span = row.span
    parts = [row.title, span.label if span else _("not planned yet")]
    if row.body:
        parts.append(_("to %(body)s") % {"body": row.body.code})
    parts.append(_said([milestone]))
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
