"""What was reported of one indicator in one region, before anybody judged it."""

from datetime import date, datetime

from ..models import Indicator, Observation, Origin, Region
from ..reading.sums import DAY_ZERO


def standing_figures(
    region: Region, indicator: Indicator, first: date, last: date, known_at: datetime
) -> dict[int, int]:
    """Day (counted from DAY_ZERO) and whole hundredths, newest known up to `known_at`.

    Figures clipped or spread by hand do not count.
    """
    rows = Observation.objects.filter(
        indicator=indicator, region=region, day__gte=first, day__lte=last, known_at__lte=known_at
    ).exclude(origin=Origin.HANDLED)
    newest = rows.order_by("day", "known_at", "id").values_list("day", "value")
    return {(day - DAY_ZERO).days: int(value * 100) for day, value in newest.iterator()}
