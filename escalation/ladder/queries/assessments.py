"""What the rule says of regions on a day, and what it was found to say before."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F, QuerySet, Window
from django.db.models.functions import RowNumber

from escalation.regions.models import Indicator, Region, Scope
from escalation.regions.queries import series

from ..models import Assessment, Ladder
from .daily import Daily
from .ladders import in_force, rule_of
from .pacing import paced
from .rule import AT_ONCE, Figure, Meter, Rule, Verdict


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


def outcomes(
    ladder: Ladder,
    regions: Iterable[Region],
    days: Sequence[date],
    *,
    known_at: datetime | None = None,
) -> Iterator[Outcome]:
    """By region, then by day: what `ladder` says, with the figures known at that moment.

    One query for any number of regions and days, beside those for the ladder and the regions.
    Where levels are slower than their figures, all days since the ladder came into force count.
    """
    rule, places = rule_of(ladder), list(regions)
    indicators = _indicators(ladder)
    back = max([scale.stale_after for scale in rule.scales], default=0) + 2 * rule.span + 7
    start, last = _start(ladder, rule, min(days)), max(days)
    first, until = start - timedelta(days=back), last - timedelta(days=1)
    found = series(places, indicators, first, until, known_at)
    for region in places:
        of_region = {one.code: found[region.pk, one.pk] for one in indicators}
        daily = {code: Daily(one.first, one.values, one.known) for code, one in of_region.items()}
        meter = Meter(rule, region.rate_population)
        ranks = paced(meter, daily, start, last) if rule.pace != AT_ONCE else {}
        for day in days:
            verdict = meter.assess(daily, day)
            slow = replace(verdict, rank=ranks[day]) if ranks else verdict
            yield Outcome(region, day, ladder, slow)


def _start(ladder: Ladder, rule: Rule, first: date) -> date:
    """The first day to reckon from: where a level that stood matters, that of the ladder."""
    if rule.pace == AT_ONCE or ladder.valid_from is None:
        return first
    return min(ladder.valid_from, first)


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
