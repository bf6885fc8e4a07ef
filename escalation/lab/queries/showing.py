"""A replay as its page shows it: headline figures, weeks, and raises."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects

from escalation.regions.models import Region

from ..models import Replay
from ..replaying.falls import falls
from ..replaying.results import COUNTS, Summary, summary_of
from .grounds import read

VARIANT, LADDER, OFFICIAL = "variant", "ladder", "official"
IN_FORCE = "in_force"
"""In a sweep beside the ladder of its grid, where it is held against what was in force."""

SUNDAY = 6


@dataclass(frozen=True)
class Line:
    """A region as a row: the counts of the variant, of the ladder, and days won by both."""

    region: Region
    variant: dict[str, int]
    ladder: dict[str, int]
    won: int
    ladder_won: int

    @property
    def changes(self) -> int:
        return self.variant["rises"] + self.variant["falls"]

    @property
    def ladder_changes(self) -> int:
        return self.ladder["rises"] + self.ladder["falls"]


@dataclass(frozen=True)
class Lead:
    """A determination that raised or lowered a region, and how many days earlier each was there."""

    region: Region
    day: date
    rank: int
    days: int
    never: bool
    least: bool
    ladder_days: int
    ladder_never: bool
    ladder_least: bool


@dataclass(frozen=True)
class Shown:
    """`main` is the variant, or the ladder itself where no variant was replayed."""

    replay: Replay
    regions: list[Region]
    main: Summary
    ladder: Summary | None
    lines: list[Line]
    leads: list[Lead]
    known_official: bool

    @property
    def name(self) -> str:
        return str(self.replay)

    @cached_property
    def lowered(self) -> list[Lead]:
        """Reckoned from the levels that were kept, for who reads it."""
        found, ground = self.replay.found, read(self.replay.asks["ground"])
        pair = (found[main_of(self.replay)], found[LADDER])
        return _leads(self.regions, *(falls(ground, one["levels"]) for one in pair))

    def levels(self, of: str) -> Mapping[str, str]:
        """By region, one digit a day; 0 where there was no level."""
        return levels_of(self.replay, of)


def with_regions(replays: Sequence[Replay]) -> None:
    """Give them their regions by name; one query for any number."""
    prefetch_related_objects(replays, Prefetch("regions", Region.objects.order_by("name", "code")))


def shown(replay: Replay) -> Shown:
    """What came of a replay that is done; one query, for its regions, where they lack."""
    found, main_name = replay.found, main_of(replay)
    with_regions([replay])
    regions = list(replay.regions.all())
    main, ladder = found[main_name], found[LADDER]
    return Shown(
        replay=replay,
        regions=regions,
        main=summary_of(main),
        ladder=summary_of(ladder) if main_name == VARIANT else None,
        lines=[_line(one, main, ladder) for one in regions],
        leads=_leads(regions, main["raises"], ladder["raises"]),
        known_official=any(set(row) - {"0"} for row in replay.asks["ground"]["official"].values()),
    )


def main_of(replay: Replay) -> str:
    return VARIANT if VARIANT in replay.found else LADDER


def levels_of(replay: Replay, of: str) -> Mapping[str, str]:
    if of == OFFICIAL:
        official: Mapping[str, str] = replay.asks["ground"]["official"]
        return official
    name = main_of(replay) if of == VARIANT else LADDER
    found: Mapping[str, str] = replay.found[name]["levels"]
    return found


def _line(region: Region, main: Mapping[str, Any], ladder: Mapping[str, Any]) -> Line:
    def counts(of: Mapping[str, Any]) -> dict[str, int]:
        return dict(zip(COUNTS, of["counts"][region.code], strict=True))

    def won(of: Mapping[str, Any]) -> int:
        return sum(row[3] for row in of["raises"] if row[0] == region.code)

    return Line(region, counts(main), counts(ladder), won(main), won(ladder))


def _leads(regions: list[Region], rows: Sequence[Any], bases: Sequence[Any]) -> list[Lead]:
    by_code = {one.code: one for one in regions}
    pairs = zip(rows, bases, strict=True)
    return [_lead(by_code[row[0]], row, base) for row, base in pairs]


def _lead(region: Region, row: Sequence[Any], base: Sequence[Any]) -> Lead:
    _code, day, rank, days, never, least = row
    return Lead(region, date.fromisoformat(day), rank, days, never, least, *base[3:6])


@dataclass(frozen=True)
class Week:
    """The last day of a week in the span, and its number in the year."""

    day: date
    number: int


def weeks(replay: Replay) -> list[Week]:
    """Every Sunday of the span, and its last day."""
    days = (replay.last - replay.first).days + 1
    found = [replay.first + timedelta(days=n) for n in range(days)]
    ends = [day for day in found if day.weekday() == SUNDAY or day == replay.last]
    return [Week(day, day.isocalendar().week) for day in ends]


def rank_on(replay: Replay, row: str, day: date) -> int:
    return int(row[(day - replay.first).days]) if row else 0
