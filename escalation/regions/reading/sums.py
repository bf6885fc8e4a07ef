"""Figures per region, indicator and day, in memory that does not grow with the file."""

from array import array
from collections.abc import Iterator
from datetime import date, timedelta

DAY_ZERO = date(2000, 1, 1)
"""The first day of which figures are kept."""

NOTHING, SPOILED = -1, -2

Key = tuple[str, str]
"""The codes of a region and an indicator."""


def day_at(place: int) -> date:
    return DAY_ZERO + timedelta(days=place)


class Sums:
    """Whole hundredths per day from DAY_ZERO to `last`.

    A sum of which a row could not be read is spoiled: it would be too low without anybody seeing.
    """

    def __init__(self, last: date) -> None:
        self.days = (last - DAY_ZERO).days + 1
        self.arrays: dict[Key, array[int]] = {}

    def add(self, region: str, indicator: str, place: int, hundredths: int) -> None:
        days = self._days(region, indicator)
        if days[place] >= 0:
            days[place] += hundredths
        elif days[place] == NOTHING:
            days[place] = hundredths

    def holds(self, region: str, indicator: str, place: int) -> bool:
        days = self.arrays.get((region, indicator))
        return days is not None and days[place] != NOTHING

    def spoil(self, region: str, indicator: str, place: int) -> None:
        self._days(region, indicator)[place] = SPOILED

    def spoil_day(self, place: int) -> None:
        """All sums of a day."""
        for days in self.arrays.values():
            days[place] = SPOILED

    def figures(self, key: Key) -> Iterator[tuple[int, int]]:
        """Day and hundredths of every figure that is whole."""
        return ((place, value) for place, value in enumerate(self.arrays[key]) if value >= 0)

    def last(self, region: str, indicator: str) -> int:
        """The last day of which a row was read."""
        days = self.arrays[region, indicator]
        return next(place for place in range(len(days) - 1, -1, -1) if days[place] != NOTHING)

    @property
    def spoiled(self) -> int:
        return sum(days.count(SPOILED) for days in self.arrays.values())

    @property
    def known(self) -> bool:
        return any(max(days) >= 0 for days in self.arrays.values())

    def _days(self, region: str, indicator: str) -> "array[int]":
        days = self.arrays.get((region, indicator))
        if days is None:
            days = self.arrays[region, indicator] = array("q", [NOTHING]) * self.days
        return days
