"""A region's figure over the bands of the ladders it was held against, as a drawing."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone

from escalation.regions.models import Region

from .models import Determination, Ladder
from .queries.assessments import Asked, outcomes_of
from .queries.ladders import Adopted

WIDTH, HEIGHT = 560, 230
LEFT, RIGHT, TOP, BASE = 40, 92, 10, 200
WEEK = 7


@dataclass(frozen=True)
class Band:
    rank: int
    label: str
    bound: str
    x: float
    y: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        return round(self.y + self.height, 1)

    @property
    def middle(self) -> float:
        return round(self.y + self.height / 2, 1)


@dataclass(frozen=True)
class Mark:
    x: float
    words: str


@dataclass
class Course:
    """Places in a box of WIDTH by HEIGHT; a line breaks where figures are missing."""

    indicator: str
    bands: list[Band] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    weeks: list[Mark] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    rows: list[tuple[date, float]] = field(default_factory=list)
    last: tuple[float, float, float] | None = None

    @property
    def width(self) -> int:
        return WIDTH

    @property
    def right(self) -> int:
        return WIDTH - RIGHT


def courses(
    region: Region,
    *,
    until: date,
    weeks: int,
    known: Adopted,
    determinations: Sequence[Determination] = (),
) -> list[Course]:
    """One per figure of the newest ladder in the span; each stretch over the bands of its own.

    One query, beside those for ladders that were not read yet.
    """
    first = until - timedelta(weeks=weeks)
    ladders = known.between(region.scope, first, until)
    if not ladders:
        return []
    asked = []
    for ladder in ladders:
        start, end = _stretch(ladder, first, until)
        days = [start + timedelta(days=n) for n in range((end - start).days + 1)]
        asked.append(Asked(ladder, [region], days))
    found: dict[str, dict[date, float]] = {}
    for outcome in outcomes_of(asked):
        for figure in outcome.verdict.figures:
            if figure.value is not None:
                found.setdefault(figure.indicator, {})[outcome.on] = float(figure.value)
    codes = list(dict.fromkeys(_thresholds(ladders[-1])))
    return [
        _draw(code, found.get(code, {}), ladders, first, until, determinations) for code in codes
    ]


def _stretch(ladder: Ladder, first: date, until: date) -> tuple[date, date]:
    start = max(ladder.valid_from or first, first)
    return start, min(ladder.valid_to or until, until)


def _thresholds(ladder: Ladder) -> dict[str, list[tuple[int, str, float]]]:
    """Of each indicator the rank, name and lower bound of every level, lowest first."""
    found: dict[str, list[tuple[int, str, float]]] = {}
    for level in ladder.levels.all():
        for one in level.thresholds.all():
            row = (level.rank, level.name, float(one.lower))
            found.setdefault(one.indicator.code, []).append(row)
    return found


def _draw(  # the figure, the ladders and the span it is drawn over
    code: str,
    values: dict[date, float],
    ladders: Sequence[Ladder],
    first: date,
    until: date,
    determinations: Sequence[Determination],
) -> Course:
    course = Course(code)
    highest = max(
        [row[2] for ladder in ladders for row in _thresholds(ladder).get(code, [])], default=1.0
    )
    top = max([highest * 1.25, *(value * 1.1 for value in values.values())], default=1.0) or 1.0
    span = max((until - first).days, 1)

    def across(day: date) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * (day - first).days / span, 1)

    def up(value: float) -> float:
        return round(BASE - (BASE - TOP) * value / top, 1)

    for ladder in ladders:
        start, end = _stretch(ladder, first, until)
        edge = across(min(end + timedelta(days=1), until))
        bounds = _thresholds(ladder).get(code, [])
        for place, (rank, name, lower) in enumerate(bounds):
            upper = bounds[place + 1][2] if place + 1 < len(bounds) else top
            label = f"{rank} {name}" if ladder is ladders[-1] else ""
            band = Band(
                min(rank, 4), label, f"{lower:g}" if lower else "", across(start), up(upper),
                round(edge - across(start), 1), round(up(lower) - up(upper), 1),
            )  # fmt: skip
            course.bands.append(band)
    course.lines = _lines([(day, across(day), up(value)) for day, value in sorted(values.items())])
    course.rows = [(day, values[day]) for day in sorted(values) if (until - day).days % WEEK == 0]
    if values:
        newest = max(values)
        course.last = (across(newest), up(values[newest]), values[newest])
    mondays = (first + timedelta(days=n) for n in range(span + 1))
    course.weeks = [
        Mark(across(day), str(day.isocalendar().week))
        for day in mondays
        if day.weekday() == 0 and day.isocalendar().week % 2 == 0
    ]
    course.marks = [
        Mark(across(day), str(row.level.rank) if row.level else "–")
        for row in determinations
        for day in [timezone.localtime(row.in_force_at).date()]
        if row.published_at is not None and first <= day <= until
    ]
    return course


def _lines(points: Sequence[tuple[date, float, float]]) -> list[str]:
    """Points of each unbroken run of days."""
    runs: list[list[str]] = []
    before: date | None = None
    for day, x, y in points:
        if before is None or (day - before).days > 1:
            runs.append([])
        runs[-1].append(f"{x},{y}")
        before = day
    return [" ".join(run) for run in runs]
