"""What comes back from reading due dates, and what the reader must be told about meetings."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Protocol
from zoneinfo import ZoneInfo

from django.utils.functional import Promise

Sentence = str | Promise
LOCAL = ZoneInfo("Europe/Amsterdam")


class Kind(enum.StrEnum):
    EXACT = "exact"
    FUZZY = "fuzzy"  # the words are kept, `on` is the last day they can mean
    ANCHOR = "anchor"  # hangs on a meeting
    UNRESOLVED = "unresolved"  # a date is meant, but which one is not known
    WRONG = "wrong"  # cannot be: no such day, or the weekday does not match


@dataclass(frozen=True, slots=True)
class DueRead:
    """One due date in a text: `text[start:end] == words`; `on` is the last day, `time` local.

    `since` is the first day that a stretch of days can mean, the day itself where it is one.
    """

    start: int
    end: int
    words: str
    kind: Kind
    on: date | None = None
    time: time | None = None
    problem: Sentence = ""
    firm: bool = False  # introduced by uiterlijk, vóór, by, ...: wins from a date in passing
    keep: bool = False  # the sentence may need these words: "notitie voor de ACC"
    open: bool = False  # names no day itself (z.s.m., n.t.b.): yields to one that does
    past: bool = False
    since: date | None = None

    @property
    def fuzzy(self) -> bool:
        return self.kind is Kind.FUZZY


class Calendar(Protocol):
    """What the reader asks about meetings; None is the body whose minutes are typed."""

    def knows(self, body: str) -> bool:
        """Tell whether `body` is the code of a body, in any case of letters."""

    def next_meeting(self, body: str | None, *, on: date | None = None) -> date | datetime | None:
        """Return the start of the first meeting after the present one, or the one on day `on`."""


@dataclass(frozen=True, slots=True)
class Meetings:
    """A calendar held in memory: starts of meetings per code of a body, this body under None."""

    starts: Mapping[str | None, tuple[date | datetime, ...]] = field(default_factory=dict)

    def knows(self, body: str) -> bool:
        return any(code is not None and code.casefold() == body.casefold() for code in self.starts)

    def next_meeting(self, body: str | None, *, on: date | None = None) -> date | datetime | None:
        starts = [
            start for code, held in self.starts.items() if _same(code, body) for start in held
        ]
        starts = [start for start in starts if on is None or local(start)[0] == on]
        return min(
            starts, key=lambda start: (local(start)[0], local(start)[1] or time()), default=None
        )


EMPTY = Meetings()


def local(start: date | datetime) -> tuple[date, time | None]:
    """Return the local day and time of a start; an aware datetime is brought to Dutch time."""
    if not isinstance(start, datetime):
        return start, None
    if start.tzinfo is not None:
        start = start.astimezone(LOCAL)
    return start.date(), start.time()


def _same(code: str | None, body: str | None) -> bool:
    if code is None or body is None:
        return code is body
    return code.casefold() == body.casefold()
