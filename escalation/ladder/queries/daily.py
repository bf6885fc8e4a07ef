"""The figures of one indicator in one region by day, made ready to be summed over any window."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import accumulate


class Daily:
    """One value for each day from `first` on, a day with None being a gap.

    Days are ordinals below, sums are in hundredths.
    """

    __slots__ = ("_first", "_gaps", "_known", "_sums")

    def __init__(
        self, first: date, values: Sequence[Decimal | None], known: Sequence[datetime | None] = ()
    ) -> None:
        self._first = first.toordinal()
        self._sums = [0, *accumulate(0 if value is None else int(value * 100) for value in values)]
        self._gaps = [0, *accumulate(value is None for value in values)]
        self._known = known

    def total(self, last: int, span: int) -> int | None:
        """Hundredths over the `span` days up to the day `last`; None where a day is missing."""
        end = last - self._first + 1
        start = end - span
        if start < 0 or end >= len(self._sums) or self._gaps[end] != self._gaps[start]:
            return None
        return self._sums[end] - self._sums[start]

    def known_at(self, last: int, span: int) -> datetime | None:
        """When the youngest figure of those days became known."""
        end = max(last - self._first + 1, 0)
        known = {at for at in self._known[max(end - span, 0) : end] if at is not None}
        return max(known, default=None)

    def missing(self, last: int, span: int) -> tuple[date, ...]:
        days = range(last - span + 1, last + 1)
        return tuple(date.fromordinal(day) for day in days if not self._has(day))

    def newest(self, last: int) -> date | None:
        """The youngest day with a figure, up to the day `last`."""
        end = min(last, self._first + len(self._gaps) - 2)
        days = range(end, self._first - 1, -1)
        return next((date.fromordinal(day) for day in days if self._has(day)), None)

    def _has(self, day: int) -> bool:
        at = day - self._first
        return 0 <= at < len(self._gaps) - 1 and self._gaps[at + 1] == self._gaps[at]


NOTHING = Daily(date(2000, 1, 1), ())
