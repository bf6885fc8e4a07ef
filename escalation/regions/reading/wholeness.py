"""Is all of a file there? Of open data each part of a region has a row on every day.

A file that was cut off in a line shows that itself; one that was cut off between two lines does
not, and its sums are too low. Which signs are certain, and which only ask for a look:

- by day: the last day lacks parts that the day before has, all of them after those that are
  there, and no new part begins on it (which a change of boundaries would bring): cut off;
- by part: the last row is of a part that has no row on the last day, while most have: cut off;
- rows without a part are equally many on each of seven days and fewer on the last: cut off;
- a part without a region, days of a part missing in between, regions that do not occur, a last
  day long before the file was made: a warning.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from .problems import Problems
from .sums import Sums, day_at

WEEK, LATE, SHOWN_PARTS = 7, 4, 3


@dataclass
class Presence:
    """On which days each part has a row, in the order in which the parts came; the last row."""

    days: int
    parts: dict[str, bytearray] = field(default_factory=dict)
    homes: dict[str, str] = field(default_factory=dict)
    """The region that the first row of each part names."""
    without: Counter[int] = field(default_factory=Counter)
    """How many rows without a part there are on a day."""
    last: tuple[str, int] = ("", -1)
    homeless: set[str] = field(default_factory=set)
    """The parts of which a row names no region."""

    @property
    def final(self) -> int:
        """The last day of all."""
        return max([*(days.rfind(1) for days in self.parts.values()), *self.without], default=-1)

    @property
    def spanned(self) -> int:
        """The days from the first to the last: so many rows has a part that is there."""
        first = min((days.find(1) for days in self.parts.values()), default=self.final)
        return self.final - first + 1

    def stops(self) -> tuple[str, bool]:
        """Where the file was cut off, in words, and whether only its last day lacks rows."""
        final = self.final
        name, _day = self.last
        if name and (ended := self.parts[name].rfind(1)) < final:
            reach = sum(days[final] for days in self.parts.values())
            if 2 * reach > len(self.parts):
                return f"{name}, {day_at(ended)}", False
        lacking = self._lacking(final)
        if lacking:
            total = sum(days[final - 1] for days in self.parts.values())
            return f"{day_at(final)}, {total - len(lacking)} / {total}", True
        return "", True

    def _lacking(self, final: int) -> list[str]:
        """The rows that the last day should have had, where that is certain."""
        if final < 1:
            return []
        places = {name: number for number, name in enumerate(self.parts)}
        there = [name for name, days in self.parts.items() if days[final]]
        if any(self.parts[name].find(1) == final for name in there):
            return []
        most = max((places[name] for name in there), default=-1)
        missing = [name for name, days in self.parts.items() if days[final - 1] and not days[final]]
        if missing:
            return missing if min(places[name] for name in missing) > most else []
        usual = {self.without[final - number] for number in range(1, WEEK + 1)}
        fewer = len(usual) == 1 and self.without[final] < max(usual)
        return [""] * (max(usual) - self.without[final]) if fewer else []

    def gaps(self, lost: int) -> Iterator[tuple[str, int]]:
        """Region and day of every row that a part lacks, as far as its other rows tell.

        A part that begins or ends so near to the ends of the file that the `lost` rows may be
        those in between, lacks those days too.
        """
        first = min((days.find(1) for days in self.parts.values()), default=0)
        final = self.final
        for name, days in self.parts.items():
            begin, end = days.find(1), days.rfind(1)
            begin = first if begin - first <= lost else begin
            end = final if final - end <= lost else end
            yield from ((self.homes[name], at) for at in range(begin, end + 1) if not days[at])

    def holes(self) -> list[str]:
        """Parts with a day missing in between, or that come or go as no new boundaries explain.

        A new part has the place of one that ended the day before. One that ended may have gone
        into others; only on the last day that is worth a look.
        """
        spans = {name: (days.find(1), days.rfind(1)) for name, days in self.parts.items()}
        begins, ends = ({span[side] for span in spans.values()} for side in (0, 1))
        first, final = min(begins), self.final
        return [
            name
            for name, (begin, end) in spans.items()
            if self.parts[name].count(1) < end - begin + 1
            or (begin > first and begin - 1 not in ends)
            or (end == final - 1 and final not in begins)
        ]


def warn(
    presence: Presence, problems: Problems, regions: Collection[str], seen: Mapping[str, object]
) -> None:
    """What a person should look at though it may well be right."""
    if presence.parts and (holes := presence.holes()):
        problems.warn("holes", _named(holes))
    if homeless := sorted(presence.homeless):
        problems.warn("no_region", _named(homeless))
    if absent := sorted(set(regions) - seen.keys()):
        problems.warn("no_regions", ", ".join(absent))
    if presence.days - 1 - presence.final > LATE:
        problems.warn("ends_early", str(day_at(presence.final)))


def warn_of_last_day(sums: Sums, problems: Problems) -> None:
    """Of a list with a row per figure: regions that stop one day of the list before the others."""
    ends: dict[str, dict[int, list[str]]] = {}
    for region, indicator in sums.arrays:
        last = sums.last(region, indicator)
        ends.setdefault(indicator, {}).setdefault(last, []).append(region)
    for indicator, found in sorted(ends.items()):
        before, last = [-WEEK, *sorted(found)][-2:]
        if last - before <= WEEK:
            lacking = _named(sorted(found[before]))
            problems.warn("last_day", f"{day_at(last)}, {indicator}: {lacking}")


def _named(parts: list[str]) -> str:
    named = ", ".join(parts[:SHOWN_PARTS])
    return f"{named}…" if len(parts) > SHOWN_PARTS else named
