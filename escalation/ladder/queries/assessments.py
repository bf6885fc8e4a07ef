"""What the rule says of regions on a day, and what it was found to say before."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet, Window
from django.db.models.functions import RowNumber

from escalation.regions.models import Indicator, Region, Scope
from escalation.regions.queries import Series, series

from ..models import Assessment, Ladder
from .daily import Daily
from .ladders import adopted, in_force, rule_of
from .pacing import paced
from .rule import AT_ONCE, WEEK, Figure, Meter, Rule, Verdict


@dataclass(frozen=True)
class Outcome:
    """What the rule says of one region on one day; no ladder where none was in force."""

    region: Region
    on: date
    ladder: Ladder | None
    verdict: Verdict


NO_LADDER = Verdict(None, "", ())


def outcomes_on(
    on: date, *, known_at: datetime | None = None, ladder: Ladder | None = None
) -> list[Outcome]:
    """One per region of the ladder, or of each ladder in force; regions first, then the country.

    Where no ladder at all is in force, one per region without an answer.
    """
    found = [ladder] if ladder else [one for scope in Scope.values if (one := in_force(on, scope))]
    if not found:
        regions = Region.objects.filter(scope=Scope.REGION).order_by("code")
        return [Outcome(region, on, None, NO_LADDER) for region in regions]
    return [
        outcome
        for one in found
        for outcome in outcomes(one, regions_of(one), [on], known_at=known_at)
    ]


def regions_of(ladder: Ladder) -> QuerySet[Any]:
    return Region.objects.filter(scope=ladder.scope).order_by("code")


@dataclass(frozen=True)
class Asked:
    """A ladder with the regions and days of which one wants to know what it says."""

    ladder: Ladder
    regions: Sequence[Region]
    days: Sequence[date]


def outcomes(
    ladder: Ladder,
    regions: Iterable[Region],
    days: Sequence[date],
    *,
    known_at: datetime | None = None,
) -> Iterator[Outcome]:
    """By region, then by day: what `ladder` says, with the figures known at that moment."""
    return outcomes_of([Asked(ladder, list(regions), days)], known_at=known_at)


def outcomes_of(asked: Sequence[Asked], *, known_at: datetime | None = None) -> Iterator[Outcome]:
    """In that order, by region, then by day, with the figures known at that moment.

    One query for any number of ladders, regions and days, beside those for the ladders and the
    regions. Where levels are slower than their figures it is asked again from further back for as
    long as earlier days may still say which level stood, at most from when the ladder began.
    """
    weighed = [Weighed(one, rule_of(one.ladder), _indicators(one.ladder)) for one in asked]
    if not weighed:
        return
    until = max(max(one.days) for one in asked) - timedelta(days=1)
    places = {place.pk: place for one in asked for place in one.regions}
    indicators = {one.pk: one for each in weighed for one in each.indicators}
    back = BACK
    while True:
        first = min(each.reach(back) for each in weighed)
        found = series(places.values(), indicators.values(), first, until, known_at)
        paces = [each.slow_ranks(found, back) for each in weighed]
        if all(ranks is not None for ranks in paces):
            break
        back *= 4
    for each, ranks in zip(weighed, paces, strict=True):
        yield from each.outcomes(found, ranks or {})


BACK = 8 * WEEK
"""So many days before those asked for are read first to know where a slow level stood."""

Found = Mapping[tuple[UUID, UUID], Series]
Ranks = Mapping[UUID, Mapping[date, int | None]]


@dataclass(frozen=True)
class Weighed:
    """What is asked of a ladder, with its rule and the indicators that this speaks of."""

    asked: Asked
    rule: Rule
    indicators: list[Indicator]

    @property
    def slow(self) -> bool:
        return self.rule.pace != AT_ONCE

    def start(self, back: int) -> tuple[date, bool]:
        """The first day to reckon from, and whether the levels begin there."""
        first, begun = min(self.asked.days), self.asked.ladder.valid_from
        if not self.slow or begun is None or begun >= first:
            return first, True
        start = max(begun, first - timedelta(days=back))
        return start, start == begun

    def reach(self, back: int) -> date:
        """The first day of figures that may say something of the first day to reckon from."""
        stale = max([scale.stale_after for scale in self.rule.scales], default=0)
        start, _begins = self.start(back)
        return start - timedelta(days=stale + 2 * self.rule.span + WEEK)

    def slow_ranks(self, found: Found, back: int) -> Ranks | None:
        """By region the ranks of a slow ladder; None where days before these say which."""
        start, begins = self.start(back)
        ranks: dict[UUID, Mapping[date, int | None]] = {}
        for region in self.asked.regions if self.slow else ():
            meter = Meter(self.rule, region.rate_population)
            known = paced(meter, self._daily(region, found), start, max(self.asked.days),
                          begins=begins)  # fmt: skip
            if any(day not in known for day in self.asked.days):
                return None
            ranks[region.pk] = known
        return ranks

    def outcomes(self, found: Found, ranks: Ranks) -> Iterator[Outcome]:
        for region in self.asked.regions:
            meter, daily = Meter(self.rule, region.rate_population), self._daily(region, found)
            for day in self.asked.days:
                verdict = meter.assess(daily, day)
                said = replace(verdict, rank=ranks[region.pk][day]) if self.slow else verdict
                yield Outcome(region, day, self.asked.ladder, said)

    def _daily(self, region: Region, found: Found) -> dict[str, Daily]:
        mine = [(one.code, found[region.pk, one.pk]) for one in self.indicators]
        return {code: Daily(seen.first, seen.values, seen.known) for code, seen in mine}


def by_day(days: Sequence[date]) -> dict[date, list[Outcome]]:
    """Of each day what the ladders in force on it say of their regions, in the order of the days.

    Days on which none is in force have none.
    """
    found: dict[date, list[Outcome]] = {day: [] for day in sorted(days)}
    known, asked = adopted(), []
    for scope in Scope.values if found else ():
        for ladder in known.between(scope, min(found), max(found)):
            held = [day for day in found if holds_on(ladder, day)]
            if held:
                asked.append(Asked(ladder, list(regions_of(ladder)), held))
    for outcome in outcomes_of(asked):
        found[outcome.on].append(outcome)
    return found


def holds_on(ladder: Ladder, day: date) -> bool:
    """It is in force on that day."""
    if ladder.valid_from is None or day < ladder.valid_from:
        return False
    return ladder.valid_to is None or day <= ladder.valid_to


def _indicators(ladder: Ladder) -> list[Indicator]:
    """Those its thresholds speak of, by code."""
    thresholds = (one for level in ladder.levels.all() for one in level.thresholds.all())
    found = {one.indicator.code: one.indicator for one in thresholds}
    return [found[code] for code in sorted(found)]


def frozen(figures: Sequence[Figure]) -> list[dict[str, Any]]:
    """The figures as they are kept with an assessment."""
    return [_frozen(figure) for figure in figures]


def last_of_day(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Of assessments, the last for each region, day and ladder; of each moment asked for apart."""
    by = [F("region"), F("on"), F("ladder"), F("known_at")]
    newest_first = [F("assessed_at").desc(), F("pk").desc()]
    place = Window(RowNumber(), partition_by=by, order_by=newest_first)
    last: QuerySet[Any] = rows.annotate(place=place).filter(place=1)
    return last


def assessments_on(on: Any, user: Any) -> QuerySet[Any]:
    """The last word on every region that she sees, by the ladder of that day."""
    rows = Assessment.objects.visible_to(user).filter(on=on, known_at=None)
    return last_of_day(rows).select_related("region", "ladder", "level").order_by("region__code")


def _frozen(figure: Figure) -> dict[str, Any]:
    kept: dict[str, Any] = {
        "indicator": figure.indicator,
        "value": _number(figure.value),
        "from": figure.start.isoformat(),
        "to": figure.end.isoformat(),
        "known_at": figure.known_at.isoformat() if figure.known_at else None,
        "rank": figure.rank,
        "lower": _number(figure.lower),
        "next": _number(figure.upper),
        "before": _number(figure.before),
    }
    if figure.unknown:
        kept["unknown"] = figure.unknown
        kept["missing"] = [day.isoformat() for day in figure.missing]
    return kept


def _number(value: Any) -> float | None:
    return None if value is None else float(value)
