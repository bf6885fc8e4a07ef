"""The days of figures with all that was known of each: what it says, and what it said before."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from ..models import Indicator, Observation, Outlier, Region
from .listing import superseded
from .series import series


@dataclass(frozen=True)
class Day:
    """A day with its newest known value, None where there is none.

    `before` holds earlier figures, the last one first: what was corrected, or judged by hand.
    """

    day: date
    value: Decimal | None
    known_at: datetime | None
    before: list[Observation] = field(default_factory=list)
    outlier: Outlier | None = None


def days_of(
    region: Region,
    indicators: Iterable[Indicator],
    first: date,
    last: date,
    known_at: datetime | None = None,
) -> dict[UUID, list[Day]]:
    """Of each indicator every day from `first` to `last`, in that order. Three queries."""
    kept = list(indicators)
    newest = series([region], kept, first, last, known_at)
    span = {"region": region, "indicator__in": kept, "day__gte": first, "day__lte": last}
    before: dict[tuple[UUID, date], list[Observation]] = {}
    old = superseded(Observation.objects.filter(**span), known_at)
    for row in old.order_by("-known_at", "-id"):
        before.setdefault((row.indicator_id, row.day), []).append(row)
    outlying = {
        (one.observation.indicator_id, one.observation.day): one
        for one in Outlier.objects.filter(
            **{f"observation__{name}": value for name, value in span.items()}
        )
        .select_related("observation")
        .order_by("observation__known_at")
    }
    return {
        one.pk: [
            Day(
                day := first + timedelta(days=number),
                value,
                known,
                before.get((one.pk, day), []),
                outlying.get((one.pk, day)),
            )
            for number, (value, known) in enumerate(
                zip(newest[region.pk, one.pk].values, newest[region.pk, one.pk].known, strict=True)
            )
        ]
        for one in kept
    }
