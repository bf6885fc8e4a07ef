"""Times of the day: 17u, 17:30, 17.30 uur, 5pm, noon, eind van de dag (17:30), vrijdag ochtend."""

from __future__ import annotations

from dataclasses import dataclass

from coordination.kit.dates import problems
from coordination.kit.dates.reads import Sentence
from coordination.kit.dates.tokens import Token, joined
from coordination.kit.dates.words import AM, AT_NIGHT, LATE, PM

LAST_MINUTE = 24 * 60 - 1
WORKING_HOURS = range(7, 24)
DOUBTFUL_HOURS = range(1, 7)  # nobody meets at 3.00, and "3 uur" does not say 15.00
TWELVE_HOURS = (AM, PM)


@dataclass(frozen=True, slots=True)
class Clock:
    minute: int | None = None
    part: tuple[int, int] | None = None
    named: bool = False  # in words: counts wherever it stands
    marked: bool = False  # 17u, 17:30: the figure itself says that it is a time
    problem: Sentence = ""


def read_clock(
    tokens: list[Token], position: int, *, beside: bool, dotted: bool
) -> tuple[Clock, int] | None:
    """Return the time at `position` and the position after it.

    `beside` = a day stands next to it; `dotted` = 17.30 is a time here, not a date.
    """
    if position >= len(tokens):
        return None
    token = tokens[position]
    if token.has("clock"):
        return Clock(minute=token.senses["clock"][0], named=True), position + 1
    if token.has("clock_range") and beside:  # 11.00-11.30u: by the end of it
        return Clock(minute=token.senses["clock_range"][0]), position + 1
    if token.has("part") and beside:
        start, end = token.senses["part"]
        return Clock(part=(start, end)), position + 1
    if token.has("digital"):
        hour, minute, half = token.senses["digital"]
        if joined(tokens, position + 1) and tokens[position + 1].has("oclock"):
            half = half or tokens[position + 1].senses["oclock"][0]
            return _clock(token.key, hour, minute, half, marked=True), position + 2
        return _clock(token.key, hour, minute, half, marked=True), position + 1
    return _written_out(tokens, position, dotted=dotted)


def _written_out(tokens: list[Token], position: int, *, dotted: bool) -> tuple[Clock, int] | None:
    token = tokens[position]
    figures = token.senses.get("dotted_clock") or token.senses.get("number")
    if figures is None:
        return None
    hour, minute = figures[0], figures[1] if len(figures) == 2 else 0
    if joined(tokens, position + 1) and tokens[position + 1].has("oclock") and not token.after:
        half = tokens[position + 1].senses["oclock"][0]
        marked = len(figures) == 2 or half > 0
        return _clock(token.key, hour, minute, half, marked=marked), position + 2
    if dotted and token.has("dotted_clock"):
        return _clock(token.key, hour, minute, 0, marked=False), position + 1
    return None


def _clock(words: str, hour: int, minute: int, half: int, *, marked: bool) -> Clock:
    """`half` is that of words.AM and further; 24:00 is the last minute of the day."""
    if half in TWELVE_HOURS:
        possible = 1 <= hour <= 12 and minute < 60
        hour = hour % 12 + (12 if half == PM else 0)
    else:
        possible = (hour < 24 and minute < 60) or (hour, minute) == (24, 0)
        hour = _said(hour, half)
    if not possible:
        return Clock(marked=marked, problem=problems.no_such_time(words))
    if not half and hour in DOUBTFUL_HOURS and not words.startswith("0"):
        return Clock(marked=marked, problem=problems.two_hours(words, hour, minute))
    return Clock(minute=min(hour * 60 + minute, LAST_MINUTE), marked=marked)


def _said(hour: int, half: int) -> int:
    """3 uur 's middags is 15, 15 uur 's middags too; 12 uur 's nachts ends the day."""
    if half == LATE and hour < 12:
        return hour + 12
    return 24 if half == AT_NIGHT and hour == 12 else hour
