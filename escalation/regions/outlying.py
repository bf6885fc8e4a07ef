"""Which figures stand out: cases of many days booked on one.

A figure is flagged when it is at least LEAST, more than TIMES the median of its neighbours, and
more than SPREADS spreads above it. Neighbours are the 14 days before and the 7 days after, as far
as known, seven at least; a median does not move with one wild day, nor with the next. The spread
is the median absolute deviation made comparable with a standard deviation (times 1.4826), at
least the root of the median (what counts scatter by chance) and at least 1.

On the admissions of the second half of 2020 by day of report it flags 11 days of regions, among
them 162 in Rotterdam-Rijnmond on 11 December and 188 in Zuid-Limburg on 28 July, 4 of the country,
and none of the positive tests.
"""

from collections.abc import Sequence
from math import sqrt
from statistics import median

BEFORE, AFTER, FEWEST = 14, 7, 7
LEAST, TIMES, SPREADS = 20.0, 4.0, 10.0
MAD_TO_DEVIATION = 1.4826


def expected_of(values: Sequence[float | None], place: int) -> float | None:
    """The median of the days around, where the value at `place` stands out; None where not."""
    value = values[place]
    if value is None or value < LEAST:
        return None
    around = [*values[max(place - BEFORE, 0) : place], *values[place + 1 : place + 1 + AFTER]]
    near = [one for one in around if one is not None]
    if len(near) < FEWEST:
        return None
    middle = median(near)
    scatter = MAD_TO_DEVIATION * median([abs(one - middle) for one in near])
    spread = max(scatter, sqrt(middle), 1.0)
    return middle if value > TIMES * middle and value > middle + SPREADS * spread else None
