"""Which ladder holds on a day, and what it says in numbers."""

import uuid
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import DateField, Prefetch, Q, QuerySet, Sum

from coordination.kit.prepared import Given, Prepared
from escalation.regions.models import Scope

from ..models import Ladder, Level, LevelMeasure, Threshold
from .rule import Bound, Rule, Scale


def with_levels(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Ladders with all that hangs under them, in its order: four queries for any number."""
    thresholds = Threshold.objects.select_related("indicator").order_by("indicator__code")
    measures = LevelMeasure.objects.order_by("position", "instrument", "pk")
    levels = Level.objects.order_by("rank").prefetch_related(
        Prefetch("thresholds", thresholds), Prefetch("measures", measures)
    )
    return rows.prefetch_related(Prefetch("levels", levels))


def in_force(on: date, scope: str) -> Ladder | None:
    """The ladder that holds on that day for regions or for the country."""
    found: Ladder | None = with_levels(valid_on(on).filter(scope=scope)).first()
    return found


def valid_on(on: Any) -> QuerySet[Any]:
    rows = Ladder.objects.adopted().filter(Q(valid_to=None) | Q(valid_to__gte=on))
    return rows.filter(valid_from__lte=on).order_by("scope", "valid_from")


def ladder_on(day: date) -> Ladder | None:
    """The ladder for regions of that day with its levels; else the one for the country.

    One query; what it says is read again only where it or one of its indicators was changed.
    """
    found = list(_versions(day=day))
    chosen = next((one for one in found if one[2] == Scope.REGION), found[0] if found else None)
    return _whole(chosen[0], chosen[1], chosen[3]) if chosen else None


@lru_cache(maxsize=64)
def _whole(pk: uuid.UUID, version: int, indicators: int | None) -> Ladder:
    """An adopted ladder as it is with these versions of itself and of its indicators together.

    Versions only rise, so that their sum is another one after any change.
    """
    found: Ladder = with_levels(Ladder.objects.filter(pk=pk, version=version)).get()
    return found


def _versions_on(day: Any) -> Any:
    """Key, version, scope and the sum of the versions of its indicators, of each on that day."""
    total = Sum("levels__thresholds__indicator__version")
    rows: Any = valid_on(day).annotate(indicators=total)
    return rows.values_list("pk", "version", "scope", "indicators")


_versions = Prepared(lambda: _versions_on(Given("day", DateField())))


def by_code(code: str) -> Ladder | None:
    found: Ladder | None = with_levels(Ladder.objects.filter(code=code)).first()
    return found


def rule_of(ladder: Ladder) -> Rule:
    """What the ladder says, ready to be weighed with."""
    scales: dict[str, Scale] = {}
    for level in ladder.levels.all():
        for threshold in level.thresholds.all():
            indicator = threshold.indicator
            scale = scales.get(indicator.code)
            bound = Bound(level.rank, threshold.lower, threshold.inclusive)
            scales[indicator.code] = Scale(
                indicator=indicator.code,
                per=indicator.per if ladder.per_inhabitants else None,
                stale_after=indicator.stale_after,
                bounds=(*scale.bounds, bound) if scale else (bound,),
            )
    return Rule(
        code=ladder.code,
        window=ladder.window,
        days=ladder.window_days,
        measured=ladder.measured,
        decimals=ladder.decimals,
        scales=tuple(scales[code] for code in sorted(scales)),
    )
