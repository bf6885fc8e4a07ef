"""Which changes a process settles lower, and how long a change takes from figure to force."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

from .measures import RANKS

UP, DOWN, BOTH = "up", "down", "both"
DAY, KNOWN_FROM = 24, 10
"""Hours; the figures that change a level are known at ten in the morning of that day."""


@dataclass(frozen=True, slots=True)
class Settling:
    """Changes in this direction of so few levels, to no higher than this: by whom, how soon."""

    direction: str
    most_steps: int
    highest: int
    settler: str
    hours: int

    def covers(self, before: int, after: int) -> bool:
        way = UP if after > before else DOWN
        few = abs(after - before) <= self.most_steps
        return self.direction in {way, BOTH} and few and after <= self.highest


@dataclass(frozen=True)
class Process:
    """The first rule that covers a change settles it; without one it goes up to the minister."""

    name: str
    rules: tuple[Settling, ...] = ()
    minister_hours: int | None = None

    def rule_for(self, before: int, after: int) -> Settling | None:
        return next((one for one in self.rules if one.covers(before, after)), None)

    def goes_up(self) -> list[list[bool]]:
        """By rank before and after."""
        ranks = range(RANKS)
        return [[self.rule_for(before, after) is None for after in ranks] for before in ranks]

    def kept(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "rules": [asdict(one) for one in self.rules],
            "minister_hours": self.minister_hours,
        }

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> "Process":
        rules = tuple(Settling(**one) for one in kept["rules"])
        return cls(kept["name"], rules, kept["minister_hours"])


MINISTERS = Process("")
"""As it is: every change of a level goes up."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What the rounds of before say, in whole hours; None where no round says it.

    `determined`: from the figure to the determination of those that went up; `after`: from there
    to in force; `rounds` of which `up` went up to ministers. `lag`: from the rule to what was in
    force, as the determinations of these days themselves say it.
    """

    rounds: int = 0
    up: int = 0
    determined: int | None = None
    after: int | None = None
    lag: int | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """A change of a level by the rule: of a region, on a day of the span, from rank to rank."""

    region: str
    day: int
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Force:
    """What becomes of a change: who settles it, in how many hours, and from which day it holds.

    `settler` is empty where it goes up to the minister. `hours` and `day` are None where nothing
    says how long that takes. `overtaken`: a later change of the region was in force no later.
    """

    turn: Turn
    settler: str
    hours: int | None
    day: int | None
    overtaken: bool = False

    @property
    def holds_from(self) -> int | None:
        """The day from which it holds, where it ever does."""
        return None if self.overtaken else self.day


def forces(process: Process, turns: Sequence[Turn], recorded: Recorded) -> list[Force]:
    """Every change on its own course, in their order.

    A change that is settled lower takes the hours of its rule, then as long as was recorded
    between determination and force. One that goes up takes the hours the process gives the
    minister, or else what was recorded, or else the lag of the determinations.
    """
    found: list[Force] = []
    next_day: dict[str, int] = {}
    for turn in reversed(turns):
        settler, hours = _course(process, turn, recorded)
        day = None if hours is None else turn.day + (KNOWN_FROM + hours) // DAY
        later = next_day.get(turn.region)
        overtaken = day is not None and later is not None and later <= day
        found.append(Force(turn, settler, hours, day, overtaken))
        if day is not None and not overtaken:
            next_day[turn.region] = day
    return found[::-1]


def _course(process: Process, turn: Turn, recorded: Recorded) -> tuple[str, int | None]:
    rule = process.rule_for(turn.before, turn.after)
    hours = rule.hours if rule else process.minister_hours or recorded.determined
    settler = rule.settler if rule else ""
    return settler, recorded.lag if hours is None else hours + (recorded.after or 0)


def held(levels: str, found: Sequence[Force]) -> list[int]:
    """By day the rank in force in one region, of which `levels` are the ranks by the rule.

    What the rule said on the first day with figures is taken to stand then.
    """
    ranks = [int(digit) for digit in levels]
    start = next((day for day, rank in enumerate(ranks) if rank), len(ranks))
    rows = [0] * start + [ranks[start]] * (len(ranks) - start) if start < len(ranks) else ranks
    for one in found:
        day = one.holds_from
        if day is not None and day < len(rows):
            rows[day:] = [one.turn.after] * (len(rows) - day)
    return rows


@dataclass(frozen=True, slots=True)
class Course:
    """What a process makes of changes: how many go up, by whom the others, and median hours."""

    changes: int
    up: int
    by: dict[str, int]
    hours: int | None
    longest: int | None
    overtaken: int


def course(found: Sequence[Force]) -> Course:
    """In sum; hours are None as soon as those of one change are not known."""
    by: dict[str, int] = {}
    for one in found:
        if one.settler:
            by[one.settler] = by.get(one.settler, 0) + 1
    took = [one.hours for one in found if one.hours is not None]
    known = len(took) == len(found) and bool(took)
    return Course(
        changes=len(found),
        up=len(found) - sum(by.values()),
        by=by,
        hours=round(median(took)) if known else None,
        longest=max(took) if known else None,
        overtaken=sum(one.overtaken for one in found),
    )
