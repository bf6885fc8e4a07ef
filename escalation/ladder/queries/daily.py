"""The figures of one indicator in one region by day, made ready to be summed over any window."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from itertools import accumulate


class Series:
    """The figures of one indicator in one region, a day without one being a gap."""

    __slots__ = ("_first", "_gaps", "_known", "_sums")

    def __init__(self, points: Iterable[tuple[date, Decimal, datetime | None]]) -> None:
        by_day = {day.toordinal(): (int(value * 100), known) for day, value, known in points}
        self._first = min(by_day, default=1)
        days = range(self._first, max(by_day, default=0) + 1)
        found = [by_day.get(day) for day in days]
        self._sums = [0, *accumulate(point[0] if point else 0 for point in found)]
        self._gaps = [0, *accumulate(point is None for point in found)]
        self._known = [point[1] if point else None for point in found]

    def total(self, last: int, span: int) -> int | None:
        """Hundredths over the `span` days up to the ordinal `last`; None where a day is missing."""
        end = last - self._first + 1
        start = end - span
        if start < 0 or end >= len(self._sums) or self._gaps[end] != self._gaps[start]:
            return None
        return self._sums[end] - self._sums[start]

    def known_at(self, last: int, span: int) -> datetime | None:
        """When the youngest figure of those days became known."""
        end = max(last - self._first + 1, 0)
        known = [at for at in self._known[max(end - span, 0) : end] if at is not None]
        return max(known, default=None)

    def missing(self, last: int, span: int) -> tuple[date, ...]:
        days = range(last - span + 1, last + 1)
        return tuple(date.fromordinal(day) for day in days if not self._has(day))

    def newest(self, last: int) -> date | None:
        """The youngest day with a figure, up to the ordinal `last`."""
        end = min(last, self._first + len(self._known) - 1)
        found = (day for day in range(end, self._first - 1, -1) if self._has(day))
        day = next(found, None)
        return date.fromordinal(day) if day is not None else None

    def _has(self, day: int) -> bool:
        at = day - self._first
        return 0 <= at < len(self._known) and self._gaps[at + 1] == self._gaps[at]


NOTHING = Series(())
