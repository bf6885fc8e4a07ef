"""Put made-up figures in the table, marked as such."""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from coordination.audit.deeds import deed, record
from coordination.kit.work import WorkStatus
from coordination.people.models import User

from ..arrivals import Arrival, tell
from ..generating import Place, bookings, generate
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

BATCH = 5_000
PUBLISHED = time(10)
"""Figures of a day are known the morning after."""


@deed
def make_figures(
    *,
    kinds: Mapping[str, str],
    last: date,
    days: int,
    seed: int,
    by: User | None,
    at: datetime,
) -> ObservationImport | None:
    """Generate figures of the `days` up to `last` for all regions and the country.

    `kinds` says which kind of figure each indicator (by code) gets. An indicator that has
    figures already keeps those and gets none: made-up and reported ones are never mixed.
    """
    wanted = Indicator.objects.filter(code__in=kinds).order_by("code")
    indicators = [one for one in wanted if not one.observations.exists()]
    importing = ObservationImport.objects.create(
        name=f"seed {seed}",
        sha256=hashlib.sha256(f"{seed} {days} {last}".encode()).hexdigest(),
        size=0,
        generated=True,
        status=WorkStatus.DONE,
        created_at=at,
        created_by=by,
        ended_at=at,
    )
    made = _Making(importing, last, days, seed, at)
    for indicator in indicators:
        made.make(indicator, kinds[indicator.code])
    importing.added = made.added
    importing.first_day, importing.last_day = made.first, last
    importing.save()
    record("regions.generated", importing, by=by, at=at, seed=seed, added=made.added)
    if made.added:
        tell(Arrival(made.regions, indicators, made.first, last, by, at))
    return importing


class _Making:
    def __init__(
        self, importing: ObservationImport, last: date, days: int, seed: int, at: datetime
    ) -> None:
        self.importing, self.at, self.last = importing, at, last
        self.first, self.days = last - timedelta(days=days - 1), days
        self.regions = list(Region.objects.order_by("code"))
        places = [
            Place(one.code, one.rate_population)
            for one in self.regions
            if one.scope == Scope.REGION
        ]
        self.figures = generate(places, first=self.first, days=days, seed=seed)
        self.added = 0

    def make(self, indicator: Indicator, kind: str) -> None:
        """The country's figure is the sum of the regions'."""
        own = [days for (_code, one), days in self.figures.items() if one == kind]
        total = [sum(values) for values in zip(*own, strict=True)]
        rows: list[Observation] = []
        outliers: list[Outlier] = []
        for region in self.regions:
            values = self.figures.get((region.code, kind), total)
            for number, value in enumerate(values):
                rows.extend(self._rows(region, indicator, kind, number, value))
                expected = expected_of(values, number)
                if expected is not None:
                    outliers.append(Outlier(observation=rows[-1], expected=Decimal(str(expected))))
        Observation.objects.bulk_create(rows, batch_size=BATCH)
        Outlier.objects.bulk_create(outliers)
        self.added += len(rows)

    def _rows(
        self, region: Region, indicator: Indicator, kind: str, number: int, value: int
    ) -> list[Observation]:
        day = self.first + timedelta(days=number)
        return [
            Observation(
                region=region,
                indicator=indicator,
                day=day,
                value=known,
                known_at=self._known(day + timedelta(days=after + 1)),
                recorded_at=self.at,
                origin=Origin.GENERATED,
                source=self.importing,
            )
            for after, known in bookings(kind, value, self.days - 1 - number)
        ]

    def _known(self, day: date) -> datetime:
        return min(timezone.make_aware(datetime.combine(day, PUBLISHED)), self.at)
