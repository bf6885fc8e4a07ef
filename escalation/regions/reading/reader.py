"""From the lines of a file to figures per region and day."""

from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO, NoReturn

from django.utils import timezone

from .heads import recognise
from .layouts import Layout
from .lines import Lines, Unreadable
from .problems import LISTED, Problems
from .sums import Sums
from .values import Remembered, Wrong, hundredths, hundredths_of_part, moment, place_of
from .wholeness import Presence, warn, warn_of_last_day

__all__ = ["Codes", "Reading", "Unreadable", "read_figures"]

EVERY = 5_000
PARTS = 3_000
Progress = Callable[[int, int], None]
"""Told the bytes and rows read so far, now and then."""


@dataclass(frozen=True)
class Codes:
    """What may stand in a file: regions, indicators, and the country that regions are summed to."""

    regions: Collection[str]
    indicators: Collection[str]
    country: str = ""


@dataclass
class Reading:
    """What was read of a file. `known_at` is that of the file, else the one that was given."""

    problems: Problems = field(default_factory=Problems)
    layout: Layout | None = None
    known_at: datetime | None = None
    sums: Sums | None = None
    rows: int = 0
    bytes: int = 0
    parts: int = 0
    """How many parts of regions have a row on the last day."""

    @property
    def spoiled(self) -> int:
        return self.sums.spoiled if self.sums else 0


def read_figures(
    file: IO[bytes],
    *,
    codes: Codes,
    now: datetime,
    known_at: datetime | None = None,
    whole: bool = True,
    progress: Progress = lambda read, rows: None,
) -> Reading:
    """Read all of `file`, one line at a time; what is wrong stands in the problems of the answer.

    With `whole` it stops once the list of problems is full, for then nothing will be used.
    """
    reading = Reading(known_at=known_at)
    lines = Lines(file, reading.problems)
    try:
        _Reader(reading, lines, codes, now).read(whole, progress)
    except Unreadable:
        reading.sums = None
    reading.bytes = lines.read
    return reading


class _Reader:
    def __init__(self, reading: Reading, lines: Lines, codes: Codes, now: datetime) -> None:
        self.reading, self.lines, self.codes, self.now = reading, lines, codes, now
        self.problems = reading.problems
        self.known_text = ""
        self.unplaced = False
        """A line was lost of which nobody can see what it speaks of."""
        self.lost = self.placed = 0
        """How many lines show neither region nor day, and of how many others the columns moved."""

    def read(self, whole: bool, progress: Progress) -> None:
        self.layout, header = recognise(self.lines)
        self.reading.layout = self.layout
        self.number = Remembered(hundredths_of_part if self.layout.part else hundredths)
        self.width = len(header)
        self.at = {column: header.index(column) for column in self.layout.needed}
        for line in self.lines:
            self.reading.rows += 1
            fields = self._fields(line)
            if fields and self.reading.sums is None:
                self._begin(fields)
            if fields is None:
                self._lost()
            elif self.layout.part:
                self._part(fields)
            else:
                self._figure(fields)
            if not self.reading.rows % EVERY:
                progress(self.lines.read, self.reading.rows)
            if whole and self.problems.total >= LISTED:
                break
        if self.reading.sums is None:
            self._say(1, "nothing")
        if not self.lines.ends:
            self.problems.warn("no_end", str(self.lines.number))
        if whole and self.problems.total:
            return
        if self.layout.part:
            self._ask_whole()
        else:
            warn_of_last_day(self.sums, self.problems)

    def _begin(self, fields: list[str]) -> None:
        """The first row says when the figures were known, which bounds their days."""
        known = self.reading.known_at
        if self.layout.known_at:
            self.known_text = fields[self.at[self.layout.known_at]]
            try:
                known = moment(self.known_text)
            except Wrong as wrong:
                self._say(self.lines.number, wrong.reason, self.known_text)
        if known is None:
            self._say(0, "no_known_at")
        if known > self.now:
            self._say(self.lines.number, "known_later", str(known.date()))
        self.reading.known_at = known
        last = timezone.localdate(known)
        self.place = Remembered(place_of(last))
        self.reading.sums = self.sums = Sums(last)
        self.presence = Presence(self.sums.days)

    def _say(self, line: int, reason: str, value: str = "") -> NoReturn:
        self.problems.add(line, reason, value)
        raise Unreadable

    def _fields(self, line: str | None) -> list[str] | None:
        fields = self.lines.fields(line) if line is not None else None
        if fields is not None and len(fields) != self.width:
            cut = len(fields) < self.width and not self.lines.ends
            self.problems.add(self.lines.number, "cut_off" if cut else "columns", str(len(fields)))
            return None
        return fields

    def _lost(self) -> None:
        """A line that is no row leaves out what can be made out of it: that sum is too low."""
        if not self.layout.part:
            return
        seen, at, layout = self.lines.made_out(), self.at, self.layout
        self.unplaced = True
        if self.reading.sums is None:
            self._unseen()
        elif len(seen) == self.width:
            region = seen[at[layout.region]].strip()
            with suppress(Wrong):
                place = self.place(seen[at[layout.day]])
                if not region or region in self.codes.regions:
                    self._spoil(region, place)
                    self._once(seen[at[layout.part]], region, place)
        else:
            self._shifted(seen)

    def _shifted(self, seen: list[str]) -> None:
        """Another number of columns, as of a name with a comma in it: one region may stand there
        still, and the day where it belongs or counted from the end.
        """
        regions = {code for one in seen if (code := one.strip()) in self.codes.regions}
        day = self.at[self.layout.day]
        for text in [seen[n] for n in (day, day - self.width) if -len(seen) <= n < len(seen)]:
            with suppress(Wrong):
                place = self.place(text)
                if len(regions) == 1:
                    self._spoil(regions.pop(), place)
                    self.placed += 1
                    return
        self._unseen()

    def _unseen(self) -> None:
        """It shows nothing; one that the end of the file cut off is looked for there."""
        self.lost += self.lines.ends

    def _figure(self, fields: list[str]) -> None:
        """A row that is a figure by itself."""
        at, layout = self.at, self.layout
        text = region = fields[at[layout.region]].strip()
        try:
            if region not in self.codes.regions:
                raise Wrong("region")
            text = fields[at[layout.day]]
            place = self.place(text)
            text = indicator = fields[at[layout.indicator]].strip()
            if indicator not in self.codes.indicators:
                raise Wrong("indicator")
            text = fields[at[layout.value]]
            value = self.number(text)
            if self.sums.holds(region, indicator, place):
                text = f"{region}, {indicator}"
                raise Wrong("twice")
        except Wrong as wrong:
            self.problems.add(self.lines.number, wrong.reason, text)
        else:
            self.sums.add(region, indicator, place, value)

    def _part(self, fields: list[str]) -> None:
        """A row of a part of a region, which counts for the region and for the country.

        Cases of which no municipality is known have no region: they count for the country alone.
        """
        at, layout = self.at, self.layout
        text = fields[at[layout.day]]
        place, region = -1, ""
        try:
            place = self.place(text)
            text = code = fields[at[layout.region]].strip()
            if code and code not in self.codes.regions:
                self.unplaced = True
                raise Wrong("region")
            region = code
            text = fields[at[layout.part]]
            self._once(text, region, place)
            text = fields[at[layout.known_at]]
            if text != self.known_text:
                raise Wrong("other_known_at")
            found = []
            for column, indicator in layout.values.items():
                text = fields[at[column]]
                found.append((indicator, self.number(text)))
        except Wrong as wrong:
            self.problems.add(self.lines.number, wrong.reason, text)
            self.unplaced = self.unplaced or place < 0
            self._spoil(region, place)
        else:
            if not region and (part := fields[at[layout.part]]):
                self.presence.homeless.add(part)
            for indicator, value in found:
                for whose in (region, self.codes.country):
                    if whose:
                        self.sums.add(whose, indicator, place, value)

    def _once(self, part: str, region: str, place: int) -> None:
        """The same municipality twice on a day would count double."""
        presence = self.presence
        presence.last = part, place
        if not part:
            presence.without[place] += 1
            return
        days = presence.parts.get(part)
        if days is None:
            if len(presence.parts) >= PARTS:
                presence.last = "", place
                raise Wrong("many_parts")
            days = presence.parts[part] = bytearray(presence.days)
            presence.homes[part] = region
        if days[place]:
            raise Wrong("twice")
        days[place] = 1

    def _ask_whole(self) -> None:
        """A file that stops too soon lacks its last day at least; if more, none of it is sure."""
        presence = self.presence
        final = presence.final
        self.reading.parts = sum(days[final] for days in presence.parts.values())
        where, last_day_only = presence.stops()
        if where:
            self.problems.add(self.lines.number, "stopped", where)
            if not last_day_only:
                raise Unreadable
            self.sums.spoil_day(final)
        if self.unplaced:
            gaps = list(presence.gaps(max(1, self.lost)))
            for region, place in gaps:
                self._spoil(region, place)
            if self.lost - max(0, len(gaps) - self.placed) >= presence.spanned:
                self._say(0, "unplaced", str(self.lost))
        if spoiled := self.reading.spoiled:
            self.problems.warn("left_out", str(spoiled))
        regions = set(self.codes.regions) - {self.codes.country}
        warn(presence, self.problems, regions, {code: 0 for code, _one in self.sums.arrays})

    def _spoil(self, region: str, place: int) -> None:
        if place < 0:
            return
        for indicator in self.layout.values.values():
            for whose in (region, self.codes.country):
                if whose:
                    self.sums.spoil(whose, indicator, place)
