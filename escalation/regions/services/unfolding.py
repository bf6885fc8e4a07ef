"""Made-up figures that come in day by day, as those of a scenario become known."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from coordination.audit.deeds import deed, record
from coordination.kit.work import WorkStatus
from coordination.people.models import User

from ..arrivals import Arrival, tell
from ..generating import BASE, Place, Wave, generate, steps
from ..models import (
    Indicator,
    Observation,
    ObservationImport,
    Origin,
    Outlier,
    Region,
    Scope,
)
from ..outlying import expected_of
from .generated import BATCH, PUBLISHED


@dataclass(frozen=True)
class Scenario:
    """All that its figures hang on: the same scenario gives the same figures, whenever asked."""

    seed: int
    first: date
    days: int
    waves: Sequence[Wave] = ()
    base: float = BASE
    """Cases per 100,000 a day before any wave."""


def published_between(since: datetime, until: datetime) -> list[datetime]:
    """The moments after `since`, up to `until`, on which figures come out: once a day."""
    count = (timezone.localdate(until) - timezone.localdate(since)).days + 1
    days = [timezone.localdate(since) + timedelta(days=number) for number in range(count)]
    return [moment for moment in map(_published, days) if since < moment <= until]


@deed
def replace_generated(
    *, scenario: Scenario, kinds: Mapping[str, str], by: User | None, at: datetime
) -> int:
    """The figures of the scenario known by now, instead of those generated before; how many.

    `kinds` says which kind of figure each indicator (by code) gets. One with reported figures
    keeps those and gets none.
    """
    indicators = _indicators(kinds)
    old = Observation.objects.filter(indicator__in=indicators, origin=Origin.GENERATED)
    Outlier.objects.filter(observation__in=old).delete()
    old.delete()
    added = _add(scenario, indicators, kinds, None, by, at)
    record("regions.generated", None, by=by, at=at, seed=scenario.seed, added=added)
    return added


@deed
def add_generated(
    *,
    scenario: Scenario,
    kinds: Mapping[str, str],
    since: datetime,
    by: User | None,
    at: datetime,
) -> int:
    """What became known after `since`: figures of new days, and those of old ones booked late."""
    added = _add(scenario, _indicators(kinds), kinds, since, by, at)
    record("regions.generated", None, by=by, at=at, seed=scenario.seed, added=added)
    return added


@deed
def book_figure(
    *,
    region: Region,
    indicator: Indicator,
    day: date,
    value: Decimal,
    name: str,
    by: User | None,
    at: datetime,
) -> Observation:
    """One figure as it is known from now on: a correction, or days reported at once; made up."""
    indicator = Indicator.objects.select_for_update(no_key=True).get(pk=indicator.pk)
    importing = _importing(name[:200], f"{region.code} {indicator.code} {day} {value} {at}", by, at)
    made = Observation.objects.create(
        region=region,
        indicator=indicator,
        day=day,
        value=value,
        known_at=at,
        recorded_at=at,
        origin=Origin.GENERATED,
        source=importing,
    )
    importing.added, importing.first_day, importing.last_day = 1, day, day
    importing.save()
    record("regions.generated", importing, by=by, at=at, added=1)
    tell(Arrival([region], [indicator], day, day, by, at))
    return made


def _indicators(kinds: Mapping[str, str]) -> list[Indicator]:
    """Held as a file holds those of its figures: who comes second sees what the first one added."""
    held = Indicator.objects.select_for_update(no_key=True).filter(code__in=kinds)
    wanted = list(held.order_by("code"))
    reported = Observation.objects.filter(origin=Origin.REPORTED, indicator__in=wanted)
    theirs = set(reported.values_list("indicator", flat=True).distinct())
    return [one for one in wanted if one.pk not in theirs]


def _add(
    scenario: Scenario,
    indicators: list[Indicator],
    kinds: Mapping[str, str],
    since: datetime | None,
    by: User | None,
    at: datetime,
) -> int:
    """Insert what is known at `at` and was not yet at `since`."""
    named = f"seed {scenario.seed}"
    importing = _importing(named, f"{scenario} {since} {at}", by, at)
    made = _Unfolding(scenario, since, at)
    rows = [row for one in indicators for row in made.rows(one, kinds[one.code], importing)]
    Observation.objects.bulk_create(rows, batch_size=BATCH)
    Outlier.objects.bulk_create(
        Outlier(observation=row, expected=expected) for row, expected in made.outlying(rows)
    )
    importing.added = len(rows)
    if rows:
        importing.first_day = min(row.day for row in rows)
        importing.last_day = max(row.day for row in rows)
    importing.save()
    if rows and importing.first_day and importing.last_day:
        days = importing.first_day, importing.last_day
        tell(Arrival(made.regions, indicators, *days, by, at))
    return len(rows)


class _Unfolding:
    def __init__(self, scenario: Scenario, since: datetime | None, at: datetime) -> None:
        self.scenario, self.since, self.at = scenario, since, at
        self.regions = list(Region.objects.order_by("code"))
        places = [
            Place(one.code, one.rate_population)
            for one in self.regions
            if one.scope == Scope.REGION
        ]
        self.figures = generate(
            places,
            first=scenario.first,
            days=scenario.days,
            seed=scenario.seed,
            waves=scenario.waves,
            base=scenario.base,
        )
        self.known: dict[tuple[object, object], list[int]] = {}

    def rows(
        self, indicator: Indicator, kind: str, importing: ObservationImport
    ) -> Iterator[Observation]:
        """The country's figure is the sum of the regions'."""
        own = [days for (_code, one), days in self.figures.items() if one == kind]
        total = [sum(values) for values in zip(*own, strict=True)]
        for region in self.regions:
            values = self.figures.get((region.code, kind), total)
            self.known[region.pk, indicator.pk] = values
            for number, value in enumerate(values):
                day = self.scenario.first + timedelta(days=number)
                if _published(day + timedelta(days=1)) > self.at:
                    break
                for known_at, figure in self._came(kind, value, day):
                    yield Observation(
                        region=region,
                        indicator=indicator,
                        day=day,
                        value=figure,
                        known_at=known_at,
                        recorded_at=self.at,
                        origin=Origin.GENERATED,
                        source=importing,
                    )

    def _came(self, kind: str, value: int, day: date) -> Iterator[tuple[datetime, int]]:
        for after, figure in steps(kind, value):
            known_at = _published(day + timedelta(days=after + 1))
            if known_at <= self.at and (self.since is None or known_at > self.since):
                yield known_at, figure

    def outlying(self, rows: list[Observation]) -> Iterator[tuple[Observation, Decimal]]:
        """Those of whole days that stand out among the days known by then."""
        last = (timezone.localdate(self.at) - self.scenario.first).days
        for row in rows:
            values = self.known[row.region_id, row.indicator_id]
            number = (row.day - self.scenario.first).days
            if row.value != values[number]:
                continue
            expected = expected_of(values[:last], number)
            if expected is not None:
                yield row, Decimal(str(round(expected, 2)))


def _published(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, PUBLISHED))


def _importing(name: str, said: str, by: User | None, at: datetime) -> ObservationImport:
    return ObservationImport.objects.create(
        name=name,
        sha256=hashlib.sha256(said.encode()).hexdigest(),
        size=0,
        generated=True,
        status=WorkStatus.DONE,
        created_at=at,
        created_by=by,
        ended_at=at,
    )
