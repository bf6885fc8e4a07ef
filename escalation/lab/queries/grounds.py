"""Figures and official levels of a span, as a ground to hold variants against."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Max, Min, QuerySet
from django.utils import timezone

from escalation.ladder.queries.rule import WEEK
from escalation.ladder.queries.standing import NOWHERE, tracks
from escalation.regions.models import Indicator, Observation, Region
from escalation.regions.queries import series

from ..replaying.ground import BACK, Ground, Place

HUNDREDTHS = 100


@dataclass(frozen=True)
class Span:
    """Days `first` to `last` with the figures known at a moment; None is the newest known."""

    first: date
    last: date
    known_at: datetime | None = None


def collect(regions: Sequence[Region], indicators: Iterable[str], span: Span, user: Any) -> Ground:
    """What is needed of these regions: figures from before the first day on, and what stood.

    The levels are those that `user` sees. Two queries, and one for the indicators.
    """
    start = span.first - timedelta(days=BACK)
    found = list(Indicator.objects.filter(code__in=indicators))
    rows = series(regions, found, start, span.last, span.known_at)
    figures = {
        indicator.code: {
            region.code: [
                None if value is None else int(value * HUNDREDTHS)
                for value in rows[region.pk, indicator.pk].values
            ]
            for region in regions
        }
        for indicator in found
    }
    places = tuple(Place(one.code, one.rate_population) for one in regions)
    return Ground(places, span.first, span.last, figures, stood(regions, span, user))


def stood(regions: Sequence[Region], span: Span, user: Any) -> dict[str, list[int]]:
    """The published rank of each region at the end of each day, 0 where there was none."""
    days = [span.first + timedelta(days=n) for n in range((span.last - span.first).days + 1)]
    ends = [timezone.make_aware(datetime.combine(day, time(23, 59))) for day in days]
    found = tracks(user, since=ends[0], until=ends[-1], regions=[one.pk for one in regions])
    return {one.code: [found.get(one.pk, NOWHERE).rank(end) for end in ends] for one in regions}


def kept(ground: Ground) -> dict[str, Any]:
    """As it is frozen: whole numbers, days as texts, ranks as one digit a day."""
    return {
        "first": ground.first.isoformat(),
        "last": ground.last.isoformat(),
        "figures_from": ground.start.isoformat(),
        "regions": [[one.code, one.population] for one in ground.places],
        "figures": {code: dict(of_region) for code, of_region in ground.figures.items()},
        "official": {code: digits(ranks) for code, ranks in ground.official.items()},
    }


def read(frozen: Mapping[str, Any]) -> Ground:
    return Ground(
        places=tuple(Place(code, population) for code, population in frozen["regions"]),
        first=date.fromisoformat(frozen["first"]),
        last=date.fromisoformat(frozen["last"]),
        figures=frozen["figures"],
        official={code: ranks_in(row) for code, row in frozen["official"].items()},
    )


def digits(ranks: Iterable[int]) -> str:
    return "".join(map(str, ranks))


def ranks_in(row: str) -> list[int]:
    return [int(one) for one in row]


def imported(
    indicators: Iterable[str], known_at: datetime | None = None
) -> tuple[date, date] | None:
    """The first and last day of which there are figures; None where there are none."""
    rows = _known(known_at).filter(indicator__code__in=indicators)
    found = rows.aggregate(first=Min("day"), last=Max("day"))
    return (found["first"], found["last"]) if found["first"] else None


def are_known(indicator: str, first: date, last: date, known_at: datetime | None) -> bool:
    """Whether any level can follow from it in these days: one does from figures of days before."""
    days = _known(known_at).filter(day__gte=first - timedelta(days=WEEK), day__lt=last)
    return days.filter(indicator__code=indicator).exists()


def _known(known_at: datetime | None) -> QuerySet[Observation]:
    rows = Observation.objects.get_queryset()
    return rows.filter(known_at__lte=known_at) if known_at else rows
