"""Many figures at once: the newest known of each day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, cast
from uuid import UUID

from django.db import connection
from django.db.models import TextField
from django.db.models.functions import Cast

from ..models import Indicator, Observation, Region


@dataclass(frozen=True)
class Series:
    """A value for each day from `first` on, and when it was known; None where there is none."""

    first: date
    values: list[Decimal | None]
    known: list[datetime | None]

    def on(self, day: date) -> Decimal | None:
        place = (day - self.first).days
        return self.values[place] if 0 <= place < len(self.values) else None

    def between(self, first: date, last: date) -> list[Decimal | None]:
        """The values of `first` to `last`, both included; days outside the series are None."""
        return [self.on(first + timedelta(days=n)) for n in range((last - first).days + 1)]


Key = tuple[UUID, UUID]
"""Of a region and an indicator."""


def series(
    regions: Iterable[Region],
    indicators: Iterable[Indicator],
    first: date,
    last: date,
    known_at: datetime | None = None,
) -> dict[Key, Series]:
    """Of each (region, indicator) the newest known figure of every day, `first` to `last`.

    Newest is the greatest known_at, then what was recorded last; with `known_at` what was known
    at that moment. One query, which reads the days asked for and no others.
    """
    places, indicator_ids = [region.pk for region in regions], [one.pk for one in indicators]
    days = max((last - first).days + 1, 0)
    empty: list[None] = [None] * days
    found = {
        (region, indicator): Series(first, list(empty), list(empty))
        for region in places
        for indicator in indicator_ids
    }
    if found and days:
        _fill(found, _rows(places, indicator_ids, first, last, known_at), days)
    return found


def _rows(
    regions: list[UUID],
    indicators: list[UUID],
    first: date,
    last: date,
    known_at: datetime | None,
) -> list[tuple[Any, ...]]:
    """What the database holds, oldest knowledge first, without what Django makes of it.

    Making a date, a moment and two ids of each row takes longer than reading it.
    """
    rows = Observation.objects.filter(
        indicator__in=indicators, region__in=regions, day__gte=first, day__lte=last
    ).order_by("indicator_id", "region_id", "day", "known_at", "id")
    if known_at is not None:
        rows = rows.filter(known_at__lte=known_at)
    region, indicator = Cast("region_id", TextField()), Cast("indicator_id", TextField())
    asked = rows.values_list(region, indicator, "day", "value", "known_at")
    with connection.cursor() as cursor:
        cursor.execute(*asked.query.sql_with_params())
        return cast("list[tuple[Any, ...]]", cursor.fetchall())


def _fill(found: dict[Key, Series], rows: list[tuple[Any, ...]], days: int) -> None:
    """A later row of the same day replaces the earlier. What repeats is read once."""
    first = next(iter(found.values())).first
    dates = [first + timedelta(days=number) for number in range(days)]
    places: dict[Any, int] = {day: place for place, day in enumerate(dates)}
    places |= {day.isoformat(): place for place, day in enumerate(dates)}
    read: dict[Any, Series] = {}
    for (region, indicator), one in found.items():
        read[str(region), str(indicator)] = read[region.hex, indicator.hex] = one
    numbers: dict[Any, Decimal] = {}
    moments: dict[Any, datetime] = {}
    for region, indicator, day, value, known_at in rows:
        one = read[region, indicator]
        place = places[day]
        number = numbers.get(value)
        if number is None:
            number = numbers[value] = Decimal(str(value))
        moment = moments.get(known_at)
        if moment is None:
            moment = moments[known_at] = _moment(known_at)
        one.values[place], one.known[place] = number, moment


def _moment(stored: Any) -> datetime:
    moment = datetime.fromisoformat(stored) if isinstance(stored, str) else stored
    return cast("datetime", moment if moment.tzinfo else moment.replace(tzinfo=UTC))
