"""What a ladder says of figures: nothing but numbers in, a rank with its grounds out.

Figures are counted in whole hundredths and every bound is turned into the least total that
reaches it, so that a figure on the bound itself is never a matter of how numbers are rounded.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import ceil, floor

from ..models import Measured, Unknown, Window
from .daily import NOTHING, Daily

WEEK = 7
SHOWN = Decimal("0.000001")
"""How far an unrounded figure is kept: finer than one case in the largest region."""


@dataclass(frozen=True, slots=True)
class Bound:
    """Where a rank starts, in the unit of its scale; `inclusive` when the bound itself counts."""

    rank: int
    lower: Decimal
    inclusive: bool


@dataclass(frozen=True, slots=True)
class Scale:
    """The bounds for one indicator, lowest first, per so many inhabitants (None: the count)."""

    indicator: str
    per: int | None
    stale_after: int
    bounds: tuple[Bound, ...]


@dataclass(frozen=True, slots=True)
class Pace:
    """How much slower a level is than its figures.

    It rises to the lowest that the rule gave on every day of `weeks_up` weeks, and falls to the
    highest that it gave on every day of `weeks_down`; 1 is at once. It is left downwards only
    where a figure lies `hysteresis` per cent below the bound that led to it.
    """

    weeks_up: int = 1
    weeks_down: int = 1
    hysteresis: int = 0

    @property
    def days_up(self) -> int:
        """How many days on end: a figure speaks of a week itself, so one week is one day."""
        return WEEK * (self.weeks_up - 1) + 1

    @property
    def days_down(self) -> int:
        return WEEK * (self.weeks_down - 1) + 1


AT_ONCE = Pace()


@dataclass(frozen=True, slots=True)
class Rule:
    """How figures give a rank: the worst of the scales, of which there may be only one."""

    code: str
    window: str
    days: int
    measured: str
    decimals: int | None
    scales: tuple[Scale, ...]
    pace: Pace = AT_ONCE

    @property
    def span(self) -> int:
        """How many days count."""
        return WEEK if self.window == Window.CALENDAR_WEEK else self.days

    def last_day(self, on: date) -> int:
        """The ordinal of the last day that counts for an assessment on `on`."""
        back = on.isoweekday() if self.window == Window.CALENDAR_WEEK else 1
        return on.toordinal() - back


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of an assessment, in the unit of its scale, with what it led to.

    `lower` and `upper` are the bounds of its rank, `before` is the figure one window earlier.
    """

    indicator: str
    start: date
    end: date
    value: Decimal | None = None
    known_at: datetime | None = None
    rank: int | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None
    before: Decimal | None = None
    missing: tuple[date, ...] = ()
    unknown: str = ""

    @property
    def to_next(self) -> Decimal | None:
        """How far below the next bound up."""
        if self.upper is None or self.value is None:
            return None
        return self.upper - self.value

    @property
    def to_lower(self) -> Decimal | None:
        """How far above the bound of its own rank."""
        if self.lower is None or self.value is None:
            return None
        return self.value - self.lower

    @property
    def trend(self) -> Decimal | None:
        """How much it rose since one window earlier; less than nothing when it fell."""
        if self.before is None or self.value is None:
            return None
        return self.value - self.before


@dataclass(frozen=True, slots=True)
class Verdict:
    """The rank by the rule, or why there is none."""

    rank: int | None
    unknown: str
    figures: tuple[Figure, ...]

    @property
    def at_once(self) -> int | None:
        """The rank by the figures of this day alone, whatever the pace of the ladder."""
        return None if self.unknown else max((one.rank or 0 for one in self.figures), default=None)


class Meter:
    """A rule for so many inhabitants, with its bounds reckoned out once.

    Below the first bound a figure stays at the first rank. Of several scales the worst decides;
    where a figure of one is missing there is no rank.
    """

    def __init__(self, rule: Rule, population: int) -> None:
        self.rule = rule
        self.gauges = tuple(Gauge(rule, scale, population) for scale in rule.scales)

    def assess(self, series: Mapping[str, Daily], on: date) -> Verdict:
        """What the rule says on a day, with its grounds."""
        last = self.rule.last_day(on)
        figures = tuple(
            gauge.figure(series.get(gauge.scale.indicator, NOTHING), last) for gauge in self.gauges
        )
        reasons = {figure.unknown for figure in figures if figure.unknown}
        if reasons or not figures:
            unknown = Unknown.OLD if Unknown.OLD in reasons else Unknown.MISSING
            return Verdict(None, str(unknown.value), figures)
        return Verdict(max(figure.rank or 0 for figure in figures), "", figures)

    def ranks(self, series: Mapping[str, Daily], days: Sequence[date]) -> list[int | None]:
        """The rank alone on each of `days`, for whoever asks it of many."""
        pairs = [(gauge, series.get(gauge.scale.indicator, NOTHING)) for gauge in self.gauges]
        return [_worst(pairs, self.rule.last_day(day)) for day in days]

    def held(self, series: Mapping[str, Daily], days: Sequence[date]) -> list[int | None]:
        """Of each of `days` the highest rank that its figures do not leave downwards."""
        pairs = [(gauge, series.get(gauge.scale.indicator, NOTHING)) for gauge in self.gauges]
        return [_worst(pairs, self.rule.last_day(day), held=True) for day in days]


class Gauge:
    """One scale of a rule for so many inhabitants.

    `least` holds, per bound, the least total in hundredths over the window that reaches it,
    `holds` the least that does not leave its rank downwards.
    """

    def __init__(self, rule: Rule, scale: Scale, population: int) -> None:
        days = rule.span if rule.measured == Measured.DAILY_MEAN else 1
        inhabitants = Fraction(scale.per, population) if scale.per else Fraction(1)
        self.scale, self.span, self.decimals = scale, rule.span, rule.decimals
        self.unit = inhabitants / (100 * days)
        self.least = tuple(self._least(bound) for bound in scale.bounds)
        self.holds = self._held(rule.pace.hysteresis)
        self._step = Decimal(1).scaleb(-rule.decimals) if rule.decimals is not None else SHOWN
        self._values: dict[int, Decimal] = {}

    def value(self, total: int) -> Decimal:
        """A total of hundredths in the unit of the scale, rounded as the ladder rounds."""
        found = self._values.get(total)
        if found is None:
            exact = Decimal(self.unit.numerator * total) / self.unit.denominator
            found = self._values[total] = exact.quantize(self._step, ROUND_HALF_UP)
        return found

    def reached(self, total: int, *, held: bool = False) -> int:
        """Which bound a total has reached, or holds, counted from 0."""
        return max(bisect_right(self.holds if held else self.least, total) - 1, 0)

    def figure(self, series: Daily, last: int) -> Figure:
        span, total = self.span, series.total(last, self.span)
        earlier = series.total(last - span, span)
        start, end = date.fromordinal(last - span + 1), date.fromordinal(last)
        known_at = series.known_at(last, span)
        before = self.value(earlier) if earlier is not None else None
        if total is None:
            missing, unknown = series.missing(last, span), self._why(series, last)
            return Figure(
                self.scale.indicator, start, end, known_at=known_at, before=before,
                missing=missing, unknown=unknown,
            )  # fmt: skip
        at, bounds = self.reached(total), self.scale.bounds
        upper = bounds[at + 1].lower if at + 1 < len(bounds) else None
        return Figure(
            self.scale.indicator, start, end, self.value(total), known_at,
            rank=bounds[at].rank, lower=bounds[at].lower, upper=upper, before=before,
        )  # fmt: skip

    def _why(self, series: Daily, last: int) -> str:
        newest = series.newest(last)
        old = newest is not None and last + 1 - newest.toordinal() > self.scale.stale_after
        return str((Unknown.OLD if old else Unknown.MISSING).value)

    def _held(self, hysteresis: int) -> tuple[int, ...]:
        if not hysteresis:
            return self.least
        share = Decimal(100 - hysteresis) / 100
        lowered = (replace(bound, lower=bound.lower * share) for bound in self.scale.bounds)
        return tuple(self._least(bound) for bound in lowered)

    def _least(self, bound: Bound) -> int:
        lower = Fraction(bound.lower)
        if self.decimals is not None:
            step = Fraction(1, 10**self.decimals)
            steps = ceil(lower / step) if bound.inclusive else floor(lower / step) + 1
            return ceil((steps * step - step / 2) / self.unit)
        whole = lower / self.unit
        return ceil(whole) if bound.inclusive else floor(whole) + 1


def _worst(pairs: list[tuple[Gauge, Daily]], last: int, *, held: bool = False) -> int | None:
    worst = 0
    for gauge, series in pairs:
        total = series.total(last, gauge.span)
        if total is None:
            return None
        worst = max(worst, gauge.scale.bounds[gauge.reached(total, held=held)].rank)
    return worst or None
