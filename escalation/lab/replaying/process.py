"""Which changes a process settles lower, and how long a change takes from figure to force."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

from .measures import RANKS

UP, DOWN, BOTH = "up", "down", "both"


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
    to in force; `rounds` of which `up` went up to ministers.
    """

    rounds: int = 0
    up: int = 0
    determined: int | None = None
    after: int | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """What a process makes of changes: how many go up, by whom the others, and median hours."""

    changes: int
    up: int
    by: dict[str, int]
    hours: int | None
    longest: int | None


def course(process: Process, changes: Sequence[tuple[int, int]], recorded: Recorded) -> Course:
    """A change that is settled lower takes the hours of its rule, then as long as was recorded
    between determination and force. One that goes up takes the hours the process gives the
    minister, or else what was recorded; where neither says so, its time is not known.
    """
    after = recorded.after or 0
    by: dict[str, int] = {}
    took: list[int] = []
    up = 0
    for change in changes:
        rule = process.rule_for(*change)
        hours = rule.hours if rule else process.minister_hours or recorded.determined
        if rule is None:
            up += 1
        else:
            by[rule.settler] = by.get(rule.settler, 0) + 1
        if hours is not None:
            took.append(hours + after)
    known = len(took) == len(changes) and bool(took)
    hours = round(median(took)) if known else None
    return Course(len(changes), up, by, hours, max(took) if known else None)
