"""The rank of a region day after day, by a ladder whose levels are slower than its figures."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from .daily import Daily
from .rule import AT_ONCE, Meter


def paced(
    meter: Meter, series: Mapping[str, Daily], start: date, last: date, *, begins: bool = True
) -> dict[date, int | None]:
    """Of each day from `start` to `last` the rank that stands; None where a figure is missing.

    Where the ladder `begins` on `start` the rule alone says where the region begins, on the first
    day with figures. Else any rank may have stood before it, and days on which that still matters
    are left out. What follows from a higher rank is never lower, so the lowest and the highest
    that may have stood say it of all between them.
    """
    days = [start + timedelta(days=n) for n in range((last - start).days + 1)]
    ranks = meter.ranks(series, days)
    if meter.rule.pace == AT_ONCE:
        return dict(zip(days, ranks, strict=True))
    held = meter.held(series, days)
    spans = zip(days, _standing(meter, ranks, held, begins=begins), strict=True)
    return {day: least for day, (least, most) in spans if least == most}


def _standing(
    meter: Meter, ranks: Sequence[int | None], held: Sequence[int | None], *, begins: bool
) -> Iterator[tuple[int | None, int | None]]:
    """The lowest and the highest rank that may stand on each day.

    Days before the first are not counted, and need not be: what raises the lowest is a day on
    which the count of days below that rank begins anew, and the other way round.
    """
    pace, most = meter.rule.pace, max(len(scale.bounds) for scale in meter.rule.scales)
    above, under = [0] * (most + 1), [0] * (most + 1)
    least, greatest = (0, 0) if begins else (1, most)
    for high, low in zip(ranks, held, strict=True):
        if high is None or low is None:
            above, under = [0] * (most + 1), [0] * (most + 1)
            yield None, None
            continue
        for rank in range(1, most + 1):
            above[rank] = above[rank] + 1 if high >= rank else 0
            under[rank] = under[rank] + 1 if low <= rank else 0
        up = max((rank for rank in range(1, most + 1) if above[rank] >= pace.days_up), default=0)
        down = next((rank for rank in range(1, most) if under[rank] >= pace.days_down), most)
        least = max(up, min(least, down)) if least else high
        greatest = max(up, min(greatest, down)) if greatest else high
        yield least, greatest
