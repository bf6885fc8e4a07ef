"""Is it meant as a date? What has to stand around doubtful words before they count."""

from __future__ import annotations

from coordination.kit.dates import words
from coordination.kit.dates.anchors import Introduced
from coordination.kit.dates.clock import WORKING_HOURS, Clock
from coordination.kit.dates.moments import Moment, Needs
from coordination.kit.dates.tokens import Token, joined

SENTENCE_ENDS = frozenset(".;:!?)\n|")


def mentions(text: str, token: Token) -> bool:
    return text[token.start : token.start + 1] == "@"


def pause_before(text: str, tokens: list[Token], start: int) -> bool:
    if start == 0 or tokens[start].before or tokens[start - 1].after:
        return True
    return mentions(text, tokens[start - 1]) or not tokens[start - 1].key


def pause_after(text: str, tokens: list[Token], end: int) -> bool:
    if end == len(tokens) or tokens[end - 1].after or tokens[end].before:
        return True
    return mentions(text, tokens[end]) or not tokens[end].key


def line_end(text: str, tokens: list[Token], end: int) -> bool:
    if end == len(tokens) or mentions(text, tokens[end]):
        return True
    return bool(SENTENCE_ENDS.intersection(tokens[end - 1].after))


def in_brackets(tokens: list[Token], start: int, end: int) -> bool:
    return "(" in tokens[start].before and ")" in tokens[end - 1].after


def is_believed(
    text: str,
    tokens: list[Token],
    span: tuple[int, int],
    moment: Moment,
    introduced: Introduced,
    *,
    timed: bool,
) -> bool:
    """Tell whether the words of tokens `span` (without their introducer) count as a date."""
    start, end = span
    if timed or introduced.firm == words.FIRM:
        return True
    if moment.counted and joined(tokens, end) and tokens[end].has("counted"):
        return False
    if moment.needs is Needs.NOTHING:
        return True
    before, after = pause_before(text, tokens, start), pause_after(text, tokens, end)
    match moment.needs:
        case Needs.LINE_END:
            if introduced.firm >= 0:
                return True
            auxiliary = start > 0 and tokens[start - 1].has("auxiliary")
            return (line_end(text, tokens, end) or (before and after)) and not auxiliary
        case Needs.APART:
            return after and (introduced.firm >= 0 or before)
        case Needs.INTRODUCER:
            return introduced.firm >= 0 or in_brackets(tokens, start, end)
        case Needs.LEANING:
            return introduced.firm >= words.LEANING
    return False


def clock_is_believed(
    text: str,
    tokens: list[Token],
    span: tuple[int, int],
    clock: Clock,
    introduced: Introduced,
) -> bool:
    """A time without a day: after an introducer, or on its own at the end of the line."""
    start, end = span
    if clock.named:
        return True
    if introduced.hour_sign or introduced.firm >= words.LEANING:
        return clock.marked or end - start > 1 or _working_hour(clock)
    if clock.problem or not line_end(text, tokens, end):
        return False
    return clock.marked or pause_before(text, tokens, start)


def _working_hour(clock: Clock) -> bool:
    return clock.minute is not None and clock.minute // 60 in WORKING_HOURS
