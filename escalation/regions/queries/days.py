"""The days of figures with all that was known of each: what it says, and what it said before."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.db.models import Q

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


@dataclass(frozen=True)
class Span:
    """Indicators and the days that are asked of them, both ends included."""

    indicators: list[Indicator]
    first: date
    last: date


def days_of(
    region: Region, spans: Iterable[Span], known_at: datetime | None = None
) -> dict[UUID, list[Day]]:
    """Of each indicator every day of its span. Two queries, and one for each span."""
    kept = list(spans)
    if not kept:
        return {}
    before: dict[tuple[UUID, date], list[Observation]] = {}
    old = superseded(Observation.objects.filter(_within(kept), region=region), known_at)
    for row in old.order_by("-known_at", "-id"):
        before.setdefault((row.indicator_id, row.day), []).append(row)
    flagged = Outlier.objects.filter(_within(kept, "observation__"), observation__region=region)
    outlying = {
        (one.observation.indicator_id, one.observation.day): one
        for one in flagged.select_related("observation").order_by("observation__known_at")
    }
    found: dict[UUID, list[Day]] = {}
    for span in kept:
        newest = series([region], span.indicators, span.first, span.last, known_at)
        for indicator in span.indicators:
            of_it = newest[region.pk, indicator.pk]
            found[indicator.pk] = [
                Day(
                    day := span.first + timedelta(days=number),
                    value,
                    known,
                    before.get((indicator.pk, day), []),
                    outlying.get((indicator.pk, day)),
                )
                for number, (value, known) in enumerate(zip(of_it.values, of_it.known, strict=True))
            ]
    return found


def _within(spans: list[Span], to: str = "") -> Q:
    """What lies in one of the spans; `to` leads to the figure."""
    asked = Q()
    for span in spans:
        days = {f"{to}day__gte": span.first, f"{to}day__lte": span.last}
        asked |= Q(**{f"{to}indicator__in": span.indicators}, **days)
    return asked
