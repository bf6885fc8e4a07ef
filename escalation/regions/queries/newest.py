"""The newest figure of each region and indicator, and how old it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Subquery

from ..models import Indicator, Observation, Origin, Region


@dataclass(frozen=True)
class Newest:
    """A figure with its day, when it was known and where it came from; `old` on `today`."""

    day: date
    value: Decimal
    known_at: datetime
    origin: str
    old: bool

    @property
    def generated(self) -> bool:
        return self.origin == Origin.GENERATED


def is_old(day: date, indicator: Indicator, today: date) -> bool:
    """True when there should have been a newer figure by now."""
    return (today - day).days > indicator.stale_after


def newest_figures(
    regions: Iterable[Region],
    indicators: Iterable[Indicator],
    today: date,
    known_at: datetime | None = None,
) -> dict[tuple[UUID, UUID], Newest]:
    """By region and indicator, up to `today`; what has no figure is not there. Two queries.

    With `known_at` as they were known then.
    """
    kept = list(indicators)
    if not kept:
        return {}
    rows: Any = Region.objects.filter(pk__in=[region.pk for region in regions])
    asked = {f"newest_{n}": _newest(one, today, known_at) for n, one in enumerate(kept)}
    found = [pk for row in rows.annotate(**asked).values_list(*asked) for pk in row if pk]
    by_id = {one.pk: one for one in kept}
    return {
        (row.region_id, row.indicator_id): Newest(
            row.day,
            row.value,
            row.known_at,
            row.origin,
            is_old(row.day, by_id[row.indicator_id], today),
        )
        for row in Observation.objects.filter(pk__in=found)
    }


def _newest(indicator: Indicator, today: date, known_at: datetime | None) -> Subquery:
    """The index leads to it at once, however many figures there are."""
    rows = Observation.objects.filter(region=OuterRef("pk"), indicator=indicator, day__lte=today)
    if known_at is not None:
        rows = rows.filter(known_at__lte=known_at)
    return Subquery(rows.order_by("-day", "-known_at", "-id").values("id")[:1])
