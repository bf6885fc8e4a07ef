"""Read a list of levels that were set elsewhere. Nothing here knows the database.

A row is a day, a region by its code, a level by number or name, how that is known and where it
stands; without a column for the region it speaks of the country. The columns of
`official_levels.csv` and of `national_levels.csv`, in any order, with comma, semicolon or tab.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import IO

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coordination.kit.text import refuse_unsafe
from escalation.regions.reading import values
from escalation.regions.reading.lines import DELIMITERS, Lines, Unreadable
from escalation.regions.reading.problems import Problems
from escalation.regions.reading.values import day_in

COLUMNS = {
    "day": ("date", "valid_from", "datum"),
    "region": ("region", "vr_code", "region_code", "regio"),
    "level": ("level", "niveau"),
    "name": ("level_name", "niveaunaam"),
    "basis": ("basis",),
    "source": ("source", "bron"),
}
COUNTRY = "NL"
LISTED = "listed"
"""How a level is known where the list does not say it."""

MOST_ROWS, MOST_TROUBLES = 50_000, 100
LONGEST = {"basis": 40, "source": 300}

SENTENCES: dict[str, str | Promise] = {
    "columns": gettext_lazy("This line has %(value)s columns, which the first line has not."),
    "head": gettext_lazy("The first line names no column for %(value)s."),
    "twice_head": gettext_lazy("The column %(value)s stands there twice."),
    "day": gettext_lazy("“%(value)s” is no date; write 2020-10-13."),
    "future": gettext_lazy("%(value)s is yet to come; a level is read in once it was set."),
    "region": gettext_lazy("No region has the code “%(value)s”."),
    "ladder": gettext_lazy("No ladder was in force for %(value)s."),
    "level": gettext_lazy("The ladder of that day has no level “%(value)s”."),
    "contradicts": gettext_lazy("Number and name are of two levels: %(value)s."),
    "twice": gettext_lazy("%(value)s stands in the file twice on this day, with two levels."),
    "stands": gettext_lazy("%(value)s; nothing is overwritten unless that is asked for."),
    "decided": gettext_lazy("%(value)s by a decision recorded here, which stays as it is."),
    "many": gettext_lazy("There are more than %(value)s lines; read the list in in parts."),
    "long": gettext_lazy("“%(value)s…” is too long."),
    "unsafe": "%(value)s",
    "nothing": gettext_lazy("No line could be used."),
}


@dataclass(frozen=True)
class Trouble:
    """A line and what is wrong with it; line 0 is the file as a whole."""

    line: int
    sentence: str


class Wrong(Exception):
    """A line that cannot be used: why, and what stands there."""

    def __init__(self, reason: str, value: object = "") -> None:
        super().__init__(reason)
        self.reason, self.value = reason, value


@dataclass(frozen=True)
class Row:
    """A line as it was read."""

    line: int
    day: date
    region: str
    level: str
    name: str
    basis: str
    source: str


@dataclass
class Listing:
    """The rows of a file, and the first of what is wrong with it; `wrong` counts all of that."""

    rows: list[Row] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    read: int = 0
    wrong: int = 0

    def add(self, line: int, reason: str, value: object = "") -> None:
        self.wrong += 1
        if len(self.troubles) < MOST_TROUBLES:
            said = {"value": str(value)[:120].replace("\0", "�") or _("nothing")}
            self.troubles.append(Trouble(line, str(SENTENCES[reason]) % said))

    def take_over(self, problems: Problems) -> None:
        """What the reader of lines found wrong."""
        self.wrong += problems.total
        room = MOST_TROUBLES - len(self.troubles)
        said = [Trouble(one.line, one.sentence) for one in problems.listed[:room]]
        self.troubles = sorted([*self.troubles, *said], key=lambda one: one.line)


def read_levels(file: IO[bytes], *, today: date) -> Listing:
    """Every line that can be read; refuses none by itself, but says of each what is wrong."""
    listing, problems = Listing(), Problems()
    lines = Lines(file, problems)
    try:
        listing.rows = list(_rows(lines, listing, today))
    except Unreadable:
        listing.rows = []
    listing.take_over(problems)
    if not listing.rows and not listing.wrong:
        listing.add(0, "nothing")
    return listing


def _rows(lines: Lines, listing: Listing, today: date) -> Iterator[Row]:
    places, width = _head(lines, listing)
    for line in lines:
        listing.read += 1
        if listing.read > MOST_ROWS:
            listing.add(0, "many", MOST_ROWS)
            raise Unreadable
        fields = lines.fields(line) if line is not None else None
        if fields is None:
            continue
        if len(fields) != width:
            cut = len(fields) < width and not lines.ends
            if cut:
                lines.problems.add(lines.number, "cut_off")
            else:
                listing.add(lines.number, "columns", len(fields))
            continue
        said = {name: fields[place].strip() for name, place in places.items()}
        try:
            yield _row(said, lines.number, today)
        except Wrong as wrong:
            listing.add(lines.number, wrong.reason, wrong.value)


def _head(lines: Lines, listing: Listing) -> tuple[dict[str, int], int]:
    """Where each column stands, and how many there are."""
    first = lines.header()
    found: dict[str, int] = {}
    header: list[str] = []
    for delimiter in DELIMITERS:
        lines.delimiter = delimiter
        names = [name.strip().lower() for name in lines.fields(first) or []]
        places = _places(names)
        if len(places) > len(found):
            found, header, best = places, names, delimiter
    if not found:
        listing.add(1, "head", "date, region, level")
        raise Unreadable
    lines.delimiter = best
    for known in COLUMNS.values():
        if sum(header.count(one) for one in known) > 1:
            listing.add(1, "twice_head", known[0])
            raise Unreadable
    missing = [name for name in ("day",) if name not in found]
    if "level" not in found and "name" not in found:
        missing.append("level")
    if missing:
        listing.add(1, "head", ", ".join(COLUMNS[name][0] for name in missing))
        raise Unreadable
    return found, len(header)


def _places(names: list[str]) -> dict[str, int]:
    return {
        name: next(names.index(one) for one in known if one in names)
        for name, known in COLUMNS.items()
        if any(one in names for one in known)
    }


def _row(said: dict[str, str], line: int, today: date) -> Row:
    try:
        day = day_in(said["day"])
    except values.Wrong as wrong:
        raise Wrong("day", said["day"]) from wrong
    if day > today:
        raise Wrong("future", day)
    for name, longest in LONGEST.items():
        text = said.get(name, "")
        if len(text) > longest:
            raise Wrong("long", text[:30])
        for sentence in refuse_unsafe(text):
            raise Wrong("unsafe", sentence)
    return Row(
        line,
        day,
        said.get("region", COUNTRY),
        said.get("level", ""),
        said.get("name", ""),
        said.get("basis") or LISTED,
        said.get("source", ""),
    )
