"""Figures of a region as a drawing: a bar per day, and the mean of seven days as a line."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from django.utils.formats import date_format

WIDTH, HEIGHT = 640, 220
LEFT, BASE, TOP = 44, 190, 12
WEEK = 7


@dataclass(frozen=True)
class Bar:
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Tick:
    at: float
    words: str


@dataclass
class Chart:
    """Places in a box of WIDTH by HEIGHT; the line of the mean breaks where days lack."""

    bars: list[Bar] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    days: list[Tick] = field(default_factory=list)
    values: list[Tick] = field(default_factory=list)
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    base: int = BASE


def draw(first: date, values: Sequence[Decimal | None]) -> Chart:
    """The days from `first` on; a day without a figure is a gap and never a zero."""
    chart = Chart()
    top = _round_up(max((float(value) for value in values if value is not None), default=0.0))
    step = (WIDTH - LEFT) / max(len(values), 1)
    for number, value in enumerate(values):
        if value:
            tall = float(value) / top * (BASE - TOP)
            bar = Bar(LEFT + number * step, BASE - tall, max(step - 1, 0.6), tall)
            chart.bars.append(
                Bar(*(round(one, 1) for one in (bar.x, bar.y, bar.width, bar.height)))
            )
    chart.lines = _means(values, top, step)
    chart.values = [
        Tick(round(BASE - share * (BASE - TOP), 1), f"{top * share:g}") for share in (0, 0.5, 1)
    ]
    chart.days = _days(first, len(values), step)
    return chart


def _means(values: Sequence[Decimal | None], top: float, step: float) -> list[str]:
    """The mean of seven whole days, at the last of them."""
    lines: list[list[str]] = [[]]
    for last in range(len(values)):
        week = [value for value in values[max(last - WEEK + 1, 0) : last + 1] if value is not None]
        if len(week) < WEEK:
            if lines[-1]:
                lines.append([])
            continue
        mean = float(sum(week)) / WEEK
        x, y = LEFT + (last + 0.5) * step, BASE - mean / top * (BASE - TOP)
        lines[-1].append(f"{x:.1f},{y:.1f}")
    return [" ".join(points) for points in lines if len(points) > 1]


def _days(first: date, count: int, step: float) -> list[Tick]:
    """Mondays, so many apart that their words do not touch."""
    apart = max(1, round(72 / (step * WEEK))) if count else 1
    monday = first + timedelta(days=-first.weekday() % WEEK)
    mondays = range((monday - first).days, count, WEEK * apart)
    return [
        Tick(
            round(LEFT + (number + 0.5) * step, 1),
            date_format(first + timedelta(days=number), "SHORT_DATE_FORMAT"),
        )
        for number in mondays
        if number * step < WIDTH - LEFT - 30
    ]


def _round_up(most: float) -> float:
    """The top of the scale: 1, 2 or 5 times a power of ten, at least 4."""
    power = 1.0
    while True:
        for times in (1, 2, 4, 5, 8):
            if times * power >= max(most, 4):
                return times * power
        power *= 10
