"""Which ladder holds on a day, and what it says in numbers."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from django.db import models
from django.db.models import Prefetch, Q, QuerySet, Sum, prefetch_related_objects

from coordination.dossiers.queries.prepared import PreparedForReader
from coordination.kit.prepared import Prepared
from coordination.people.models import User
from escalation.regions.models import Scope

from ..models import Ladder, Level, LevelMeasure, Threshold
from .rule import Bound, Pace, Rule, Scale


def with_levels(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Ladders with all that hangs under them, in its order: four queries for any number."""
    return rows.prefetch_related(_levels())


def fill_levels(ladders: Sequence[Ladder]) -> None:
    """Give ladders that were read all that hangs under them: three queries for any number."""
    prefetch_related_objects(ladders, _levels())


def _levels() -> "Prefetch[Any]":
    thresholds = Threshold.objects.select_related("indicator").order_by("indicator__code")
    measures = LevelMeasure.objects.order_by("position", "instrument", "pk")
    levels = Level.objects.order_by("rank").prefetch_related(
        Prefetch("thresholds", thresholds), Prefetch("measures", measures)
    )
    return Prefetch("levels", levels)


def in_force(on: date, scope: str) -> Ladder | None:
    """The ladder that holds on that day for regions or for the country."""
    found: Ladder | None = with_levels(valid_on(on).filter(scope=scope)).first()
    return found


def valid_on(on: date) -> QuerySet[Any]:
    rows = Ladder.objects.adopted().filter(Q(valid_to=None) | Q(valid_to__gte=on))
    return rows.filter(valid_from__lte=on).order_by("scope", "valid_from")


@dataclass(frozen=True)
class Adopted:
    """Which ladders were adopted, for which days, read at one moment.

    Each is (key, version, scope, first day, last day, sum of the versions of its indicators).
    """

    rows: tuple[tuple[Any, ...], ...]

    def on(self, day: date) -> Ladder | None:
        """The ladder for regions of that day with its levels; else the one for the country."""
        found = [row for row in self.rows if row[3] <= day and (row[4] is None or day <= row[4])]
        regional = (row for row in found if row[2] == Scope.REGION)
        chosen = next(regional, found[0] if found else None)
        return _whole(chosen[0], chosen[1], chosen[5]) if chosen else None

    def between(self, scope: str, first: date, last: date) -> list[Ladder]:
        """Those of this scope that hold on some day of the span, in their order."""
        return [
            _whole(key, version, indicators)
            for key, version, whose, start, until, indicators in self.rows
            if whose == scope and start <= last and (until is None or until >= first)
        ]

    def by_key(self) -> dict[uuid.UUID, Ladder]:
        """All of them with their levels."""
        return {row[0]: _whole(row[0], row[1], row[5]) for row in self.rows}

    def last_day(self, scope: str, day: date) -> date | None:
        """The last day of the ladders of this scope that follow on `day` without a gap.

        A level is carried over from one to the next; where none follows it ends. None: it is open.
        """
        last: date | None = None
        for _key, _version, whose, first, until, _indicators in self.rows:
            if whose != scope or (until is not None and until < day):
                continue
            if last is not None and first > last + timedelta(days=1):
                break
            if until is None:
                return None
            last = until if last is None else max(last, until)
        return last


def adopted() -> Adopted:
    """One query, whatever is asked of the answer."""
    return Adopted(tuple(_versions()))


def ladder_on(day: date) -> Ladder | None:
    """The ladder for regions of that day with its levels; else the one for the country.

    What it says is read again only where it or one of its indicators was changed.
    """
    return adopted().on(day)


@lru_cache(maxsize=64)
def _whole(pk: uuid.UUID, version: int, indicators: int | None) -> Ladder:
    """An adopted ladder as it is with these versions of itself and of its indicators together.

    Versions only rise, so that their sum is another one after any change.
    """
    found: Ladder = with_levels(Ladder.objects.filter(pk=pk, version=version)).get()
    return found


def _all_versions() -> Any:
    total = Sum("levels__thresholds__indicator__version")
    rows: Any = Ladder.objects.adopted().annotate(indicators=total)
    columns = ("pk", "version", "scope", "valid_from", "valid_to", "indicators")
    return rows.order_by("scope", "valid_from", "pk").values_list(*columns)


_versions = Prepared(_all_versions)


def _with_key(user: Any, ladder: Any) -> Any:
    return Ladder.objects.visible_to(user).filter(pk=ladder).values_list("pk", flat=True)


_read = PreparedForReader(_with_key, ladder=models.UUIDField())


def may_read(user: User, ladder: Ladder) -> bool:
    """Whether its own page answers her: who may read the levels sees its words without it."""
    return bool(_read(user, ladder=ladder.pk))


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
        pace=Pace(ladder.weeks_up, ladder.weeks_down, ladder.hysteresis),
    )
