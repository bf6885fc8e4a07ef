"""A grid of variants of one ladder: what is varied, and the trial at each of its points."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import product
from typing import Any

from escalation.ladder.models import Measured, Window
from escalation.ladder.queries.rule import WEEK, Pace, Rule
from escalation.ladder.services.facts import LadderFacts, LevelFacts

from ..replaying.trials import Trial
from .variants import VariantFacts

ALL = "all"
WHOLE_WEEK = 0
"""As a number of days: the last whole week, Monday to Sunday."""

CENT = Decimal("0.01")


@dataclass(frozen=True)
class Grid:
    """`which` is ALL, and then bounds are varied in per cent of what they are, or indicator/rank:
    one bound, varied in its own unit."""

    which: str
    lowest: Decimal
    highest: Decimal
    step: Decimal
    windows: tuple[int, ...] = (WEEK,)
    weeks_up: tuple[int, ...] = (1,)
    weeks_down: tuple[int, ...] = (1,)
    hysteresis: tuple[int, ...] = (0,)

    @property
    def values(self) -> list[Decimal]:
        """From the lowest on, as far as the steps go."""
        count = int((self.highest - self.lowest) / self.step) + 1
        return [self.lowest + self.step * number for number in range(count)]

    @property
    def size(self) -> int:
        """Without making them: a grid may be asked for that is far too large."""
        count = int((self.highest - self.lowest) / self.step) + 1
        axes = (self.windows, self.weeks_up, self.weeks_down, self.hysteresis)
        for axis in axes:
            count *= len(axis)
        return count

    @property
    def points(self) -> Iterator["Point"]:
        axes = (self.values, self.windows, self.weeks_up, self.weeks_down, self.hysteresis)
        return (Point(*one) for one in product(*axes))

    def kept(self) -> dict[str, Any]:
        numbers = {name: f"{getattr(self, name):f}" for name in ("lowest", "highest", "step")}
        return {**asdict(self), **numbers}

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> "Grid":
        axes = ("windows", "weeks_up", "weeks_down", "hysteresis")
        return cls(
            kept["which"],
            Decimal(kept["lowest"]),
            Decimal(kept["highest"]),
            Decimal(kept["step"]),
            *(tuple(kept[name]) for name in axes),
        )


@dataclass(frozen=True, slots=True)
class Point:
    """One place in a grid: the value of what is varied, and the rest of the variant."""

    value: Decimal
    window: int
    weeks_up: int
    weeks_down: int
    hysteresis: int


def trials_of(grid: Grid, ladder: Trial) -> list[Trial]:
    """Every point of the grid over the ladder, in their order."""
    scales = {
        (value, days): _scales(grid.which, value, ladder.rule, days or WEEK)
        for value in grid.values
        for days in grid.windows
    }
    found = []
    for point in grid.points:
        days = point.window or WEEK
        window = Window.TRAILING if point.window else Window.CALENDAR_WEEK
        rule = replace(
            ladder.rule,
            scales=scales[point.value, point.window],
            window=window.value,
            days=days,
            pace=Pace(point.weeks_up, point.weeks_down, point.hysteresis),
        )
        found.append(Trial(rule))
    return found


def _scales(which: str, value: Decimal, rule: Rule, days: int) -> Any:
    share = along(rule.measured, rule.span, days)
    return tuple(
        replace(
            scale,
            bounds=tuple(
                replace(one, lower=moved(which, value, scale.indicator, one.rank, one.lower, share))
                for one in scale.bounds
            ),
        )
        for scale in rule.scales
    )


def along(measured: str, before: int, days: int) -> Fraction:
    """A bound on a total of so many days moves along with their number, so that it goes on to
    mean as much a day; a bound on a mean means that already."""
    return Fraction(days, before) if measured == Measured.TOTAL else Fraction(1)


def moved(
    which: str, value: Decimal, indicator: str, rank: int, lower: Decimal, share: Fraction
) -> Decimal:
    """Where a bound lies at this value of the grid; a bound has two decimals."""
    if which == ALL:
        lower = lower * value / 100
    elif which == f"{indicator}/{rank}":
        lower = value
    return (lower * share.numerator / share.denominator).quantize(CENT, ROUND_HALF_UP)


def variant_at(grid: Grid, point: Point, ladder: LadderFacts, name: str) -> VariantFacts:
    """The point as a variant of the ladder, under a name of its own."""
    share = along(ladder.measured, ladder.window_days, point.window or WEEK)
    levels = tuple(_level(grid.which, point.value, level, share) for level in ladder.levels)
    window = Window.TRAILING if point.window else Window.CALENDAR_WEEK
    facts = replace(
        ladder,
        levels=levels,
        window=window.value,
        window_days=point.window or WEEK,
        weeks_up=point.weeks_up,
        weeks_down=point.weeks_down,
        hysteresis=point.hysteresis,
    )
    return VariantFacts(name=name, ladder=facts)


def _level(which: str, value: Decimal, level: LevelFacts, share: Fraction) -> LevelFacts:
    return replace(
        level,
        bounds=tuple(
            replace(one, lower=moved(which, value, one.indicator, level.rank, one.lower, share))
            for one in level.bounds
        ),
    )


def point_at(grid: Grid, number: int) -> Point | None:
    """By its place in the rows of a sweep, where 0 is what they are held against."""
    return next((one for place, one in enumerate(grid.points, 1) if place == number), None)
