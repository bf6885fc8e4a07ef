"""The rank of a region day after day, by a ladder whose levels are slower than its figures."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from .daily import Daily
from .rule import AT_ONCE, Meter


def paced(
    meter: Meter, series: Mapping[str, Daily], start: date, last: date
) -> dict[date, int | None]:
    """Of each day from `start` to `last` the rank that stands; None where a figure is missing.

    On the first day with figures the rule alone says where the region begins.
    """
    days = [start + timedelta(days=n) for n in range((last - start).days + 1)]
    ranks = meter.ranks(series, days)
    if meter.rule.pace == AT_ONCE:
        return dict(zip(days, ranks, strict=True))
    held = meter.held(series, days)
    return dict(zip(days, _standing(meter, ranks, held), strict=True))


def _standing(
    meter: Meter, ranks: Sequence[int | None], held: Sequence[int | None]
) -> Iterator[int | None]:
    pace, most = meter.rule.pace, max(len(scale.bounds) for scale in meter.rule.scales)
    above, under, now = [0] * (most + 1), [0] * (most + 1), 0
    for high, low in zip(ranks, held, strict=True):
        if high is None or low is None:
            above, under = [0] * (most + 1), [0] * (most + 1)
            yield None
            continue
        for rank in range(1, most + 1):
            above[rank] = above[rank] + 1 if high >= rank else 0
            under[rank] = under[rank] + 1 if low <= rank else 0
        up = max((rank for rank in range(1, most + 1) if above[rank] >= pace.days_up), default=0)
        down = next((rank for rank in range(1, most) if under[rank] >= pace.days_down), most)
        now = max(up, min(now, down)) if now else high
        yield now
