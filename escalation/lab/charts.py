"""Levels of a region as steps over the days, and a sweep as a cloud of points."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.formats import date_format

WIDTH, LEFT, RIGHT, TOP = 640, 48, 12, 14
WEEK = 7


@dataclass(frozen=True, slots=True)
class Tick:
    at: float
    words: str


@dataclass
class Steps:
    """Levels of one region: a line per kind, broken where there is none."""

    height: int
    lines: list[tuple[str, str]] = field(default_factory=list)
    ranks: list[Tick] = field(default_factory=list)
    days: list[Tick] = field(default_factory=list)

    @property
    def width(self) -> int:
        return WIDTH

    @property
    def left(self) -> int:
        return LEFT

    @property
    def right(self) -> int:
        return WIDTH - RIGHT


def steps(first: date, rows: Mapping[str, str], ranks: int) -> Steps:
    """`rows` holds a digit a day per kind of line, 0 where there was no level."""
    base, apart = 26, 30
    height = TOP + apart * (ranks - 1) + base + 8
    drawn = Steps(height)
    count = max((len(row) for row in rows.values()), default=1)
    wide = (WIDTH - LEFT - RIGHT) / max(count, 1)
    for place, (kind, row) in enumerate(rows.items()):
        # a line a little lower than the one before stays visible where both say the same
        lift = place * 3.0
        heights = [TOP + (ranks - rank) * apart + lift for rank in range(ranks + 1)]
        drawn.lines += [(kind, points) for points in _runs(row, wide, heights)]
    drawn.ranks = [
        Tick(TOP + (ranks - rank) * apart + 4.0, str(rank)) for rank in range(1, ranks + 1)
    ]
    drawn.days = _days(first, count, wide)
    return drawn


def _runs(row: str, wide: float, heights: Sequence[float]) -> list[str]:
    """The points of each unbroken run of days; `heights` by rank."""
    found: list[list[str]] = []
    before = "0"
    for day, digit in enumerate(row):
        if digit == "0":
            before = "0"
            continue
        if before == "0":
            found.append([])
        x, y = LEFT + day * wide, heights[min(int(digit), len(heights) - 1)]
        found[-1].append(f"{x:.1f},{y:.1f} {x + wide:.1f},{y:.1f}")
        before = digit
    return [" ".join(points) for points in found]


def _days(first: date, count: int, wide: float) -> list[Tick]:
    """Mondays, so many apart that their words do not touch."""
    apart = max(1, round(72 / (wide * WEEK)))
    monday = (first + timedelta(days=-first.weekday() % WEEK) - first).days
    return [
        Tick(
            round(LEFT + day * wide, 1),
            date_format(first + timedelta(days=day), "SHORT_DATE_FORMAT"),
        )
        for day in range(monday, count, WEEK * apart)
        if LEFT + day * wide < WIDTH - 50
    ]


@dataclass(frozen=True, slots=True)
class Spot:
    """A point of a sweep in one drawing: to the right, upward, and by how dark it is."""

    across: int
    up: int
    dark: int


@dataclass(frozen=True, slots=True)
class Dot:
    """Some points of a sweep at one place; `number` is the first of them, `tone` how dark, to 5."""

    x: float
    y: float
    number: int
    count: int
    spot: Spot
    kind: str
    tone: int


@dataclass
class Cloud:
    """The points of a sweep by two of what they cost and win; the third is how dark they are."""

    dots: list[Dot] = field(default_factory=list)
    across: list[Tick] = field(default_factory=list)
    up: list[Tick] = field(default_factory=list)
    zero: float | None = None

    height = 400
    base = 350

    @property
    def width(self) -> int:
        return WIDTH

    @property
    def left(self) -> int:
        return LEFT

    @property
    def right(self) -> int:
        return WIDTH - RIGHT


MOST_DOTS, TONES = 400, 5
OTHER, EDGE, CHOSEN = "other", "edge", "chosen"


def cloud(spots: Sequence[Spot], edge: set[int]) -> Cloud:
    """The first of `spots` is the ladder itself.

    Points that fall together are drawn once, and where there are many also those that nearly do.
    """
    drawn = Cloud()
    x_ticks, y_ticks = (
        _scale(min(values), max(values))
        for values in ([one.across for one in spots], [one.up for one in spots])
    )
    left, right = x_ticks[0], x_ticks[-1]
    low, high = y_ticks[0], y_ticks[-1]

    def across(value: float) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * (value - left) / (right - left), 1)

    def up(value: float) -> float:
        return round(Cloud.base - (Cloud.base - TOP) * (value - low) / (high - low), 1)

    size = 0.1
    while len(cells := _cells(spots, edge, across, up, size)) > MOST_DOTS:
        size = max(size * 1.5, 2.0)
    drawn.dots = cells
    drawn.across = [Tick(across(one), _round(one)) for one in x_ticks]
    drawn.up = [Tick(up(one), _round(one)) for one in y_ticks]
    drawn.zero = up(0) if low < 0 < high else None
    return drawn


def _cells(  # the points, which of them matter, and where they are drawn
    spots: Sequence[Spot],
    edge: set[int],
    across: Callable[[float], float],
    up: Callable[[float], float],
    size: float,
) -> list[Dot]:
    """One dot per square of `size`; the edge and the ladder itself are not merged with others."""
    found: dict[tuple[float, float, str], list[int]] = {}
    for number, spot in enumerate(spots):
        kind = CHOSEN if number == 0 else EDGE if number in edge else OTHER
        place = across(spot.across) // size, up(spot.up) // size, kind
        found.setdefault(place, []).append(number)
    darks = [spot.dark for spot in spots]
    lightest, wide = min(darks), max(max(darks) - min(darks), 1)
    dots = []
    for (_x, _y, kind), numbers in found.items():
        first = numbers[0]
        spot = spots[first]
        tone = 1 + min(TONES * (spot.dark - lightest) // wide, TONES - 1)
        dots.append(Dot(across(spot.across), up(spot.up), first, len(numbers), spot, kind, tone))
    order = {OTHER: 0, EDGE: 1, CHOSEN: 2}
    return sorted(dots, key=lambda dot: (order[dot.kind], dot.spot.across, -dot.spot.up))


def _round(value: float) -> str:
    return f"{value:g}".replace("-", "−")


def _scale(lowest: float, highest: float) -> list[float]:
    """Round numbers from below the lowest to above the highest, some five of them."""
    span = max(highest - lowest, 1.0)
    step = 1.0
    while span / step > 6:
        step *= 2.5 if str(step)[0] == "2" else 2
    start = lowest // step * step
    ticks = [start]
    while ticks[-1] < highest or len(ticks) < 2:
        ticks.append(ticks[-1] + step)
    return ticks
