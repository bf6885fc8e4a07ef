"""A moment as it is being read: a stretch of days, and what it takes to be believed."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date

from coordination.kit.dates.reads import Calendar, Kind, Sentence


class Needs(enum.IntEnum):
    """How much has to stand around words before they count as a date."""

    NOTHING = 0
    LINE_END = 1  # an introducer, a time, or the end of the line
    APART = 2  # a time; or an introducer or a pause before, and a pause after
    INTRODUCER = 3  # an introducer, or brackets
    LEANING = 4  # an introducer that is not said in passing
    FIRM = 5  # an introducer that leaves no doubt
    COMPANY = 6  # a time beside it, or a firm introducer


@dataclass(frozen=True, slots=True)
class Scene:
    """What the words are read against."""

    text: str
    on: date
    calendar: Calendar


@dataclass(frozen=True, slots=True)
class Moment:
    """The days `first` to `last`, and minutes since midnight where a time was named."""

    first: date | None = None
    last: date | None = None
    kind: Kind = Kind.EXACT
    needs: Needs = Needs.NOTHING
    problem: Sentence = ""
    eve: date | None = None  # the last day before it, where that is not the day before `first`
    part: tuple[int, int] | None = None  # a part of the day, in minutes since midnight
    minute: int | None = None
    counted: bool = False  # looks like "5-6 (people)": doubtful before a noun
    open: bool = False  # names no day itself: z.s.m., n.t.b.


def wrong(problem: Sentence, needs: Needs = Needs.NOTHING) -> Moment:
    return Moment(kind=Kind.WRONG, problem=problem, needs=needs)


def unresolved(problem: Sentence) -> Moment:
    return Moment(kind=Kind.UNRESOLVED, problem=problem)
