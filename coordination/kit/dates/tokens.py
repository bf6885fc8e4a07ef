"""Text to tokens: what stands between spaces, without its punctuation, with the senses it has.

What is glued to something unknown (LT2, MLT3-12, art.12, 100.000, a@b.nl) has no sense at all and
can therefore never become a date.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from coordination.kit.dates import words
from coordination.kit.dates.words import Senses

CHUNK = re.compile(r"\S+")
OPENING = "([{<\"'“‘«„*_>•"
CLOSING = ")]}>\"'”’»,;:!?*_….|"
DASHES = frozenset("-–—/")
LONGEST_CHUNK = 40
JOINTS = re.compile(r"[-–—/]")
LETTER_DOTS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")

WHOLE = re.compile(r"[0-9]{1,4}")
RANKED = re.compile(r"([0-9]{1,2})(?:e|de|ste|st|nd|rd|th)")
DAY_MONTH = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})")
DAY_MONTH_YEAR = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2['’]?([0-9]{4}|[0-9]{2})")
YEAR_MONTH_DAY = re.compile(r"([0-9]{4})([-/])([0-9]{1,2})\2([0-9]{1,2})")
CLOCK = re.compile(r"([0-9]{1,2})(?:[:.uh]([0-9]{2}))?(uur|u|h|am|pm)?")
CLOCKS = re.compile(r"[0-9]{1,2}[:.][0-9]{2}u?[-–]([0-9]{1,2})[:.]([0-9]{2})(?:uur|u|h)?")
SEPARATORS = {"-": words.DASH, "/": words.SLASH, ".": words.DOT}


@dataclass(frozen=True, slots=True)
class Token:
    start: int
    end: int
    key: str
    senses: Senses
    before: str = ""  # punctuation taken off; a line end counts as punctuation
    after: str = ""

    def has(self, sense: str) -> bool:
        return sense in self.senses


def tokenize(text: str) -> list[Token]:
    return list(_phrases(list(_chunks(text))))


def _chunks(text: str) -> Iterator[Token]:
    last: Token | None = None
    for found in CHUNK.finditer(text):
        if last is not None and "\n" in text[last.end + len(last.after) : found.start()]:
            last = replace(last, after=last.after + "\n")
        if last is not None:
            yield last
        *done, last = _pieces(found.group(), found.start())
        yield from done
    if last is not None:
        yield last


def _pieces(chunk: str, start: int) -> list[Token]:
    """One token, or several where a chunk joins known words: nov/dec, mid-November, 12-nov."""
    core = chunk.lstrip(OPENING)
    before, core = chunk[: len(chunk) - len(core)], core.rstrip(CLOSING)
    start += len(before)
    after = chunk[len(before) + len(core) :]
    if not core:
        return [Token(start, start, "", {}, before, after)]
    if len(core) > LONGEST_CHUNK:
        return [Token(start, start + len(core), "", {}, before, after)]
    if core in DASHES:
        return [Token(start, start + len(core), core, {"range": ()}, before, after)]
    whole = _token(core, start)
    if before[-1:] in {"'", "’"} and whole.has("number"):
        whole = replace(whole, senses={"year": (2000 + int(core),)})
    if not whole.senses and JOINTS.search(core):
        parts = _split(core, start)
        if parts:
            parts[0] = replace(parts[0], before=before)
            parts[-1] = replace(parts[-1], after=after)
            return parts
    dotted = whole.key in words.ABBREVIATIONS or LETTER_DOTS.fullmatch(core)
    if dotted and after.startswith("."):
        whole, after = replace(whole, end=whole.end + 1), after[1:]
    return [replace(whole, before=before, after=after)]


def _split(core: str, start: int) -> list[Token]:
    tokens: list[Token] = []
    position = 0
    for joint in [*JOINTS.finditer(core), None]:
        stop = joint.start() if joint else len(core)
        part = core[position:stop].rstrip(".")
        tokens.append(_token(part, start + position))
        if joint:
            tokens.append(Token(start + stop, start + stop + 1, joint.group(), {"range": ()}))
            position = joint.end()
    calendar_word = any(t.has("month") or t.has("weekday") or t.has("part") for t in tokens)
    return tokens if calendar_word and all(token.senses for token in tokens) else []


def _token(core: str, start: int) -> Token:
    key = unicodedata.normalize("NFC", core).casefold()
    senses = dict(words.VOCABULARY.get((key,), ()))
    if key[:1].isdigit():
        senses |= _number_senses(key)
    if "month" in senses and key in words.CAPITAL_MONTHS and not core[0].isupper():
        del senses["month"]
    if "weekday" in senses and len(core) <= 3 and core.isupper():
        senses["weekday"] = (senses["weekday"][0], words.CAPITALS)
    return Token(start, start + len(core), key, senses)


def _number_senses(key: str) -> Senses:
    senses: Senses = {}
    if WHOLE.fullmatch(key):
        senses["year" if len(key) == 4 else "number"] = (int(key),)
        if len(key) < 4:
            senses["count"] = (int(key),)
    elif ranked := RANKED.fullmatch(key):
        senses["rank"] = (int(ranked[1]),)
    elif found := DAY_MONTH.fullmatch(key):
        separator = SEPARATORS[found[2]]
        if separator == words.DOT and len(found[3]) == 2:
            senses["dotted_clock"] = (int(found[1]), int(found[3]))
        elif separator == words.DOT:
            separator = words.DOT_SHORT
        senses["day_month"] = (int(found[1]), int(found[3]), separator)
    elif found := DAY_MONTH_YEAR.fullmatch(key):
        senses["day_month_year"] = (int(found[1]), int(found[3]), _full_year(found[4]))
    elif found := YEAR_MONTH_DAY.fullmatch(key):
        senses["day_month_year"] = (int(found[4]), int(found[3]), int(found[1]))
    elif found := CLOCKS.fullmatch(key):
        senses["clock_range"] = (int(found[1]) % 24 * 60 + int(found[2]) % 60,)
    elif found := CLOCK.fullmatch(key):
        half = {"am": 1, "pm": 2}.get(found[3] or "", 0)
        senses["digital"] = (int(found[1]), int(found[2] or 0), half)
    return senses


def _full_year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _phrases(tokens: list[Token]) -> Iterator[Token]:
    """Merge known phrases of several words into one token, the longest first."""
    position = 0
    while position < len(tokens):
        merged, used = _phrase(tokens, position)
        yield merged
        position += used


def _phrase(tokens: list[Token], position: int) -> tuple[Token, int]:
    first = tokens[position]
    if first.key not in words.PHRASE_STARTS:
        return first, 1
    for used in range(min(words.LONGEST_PHRASE, len(tokens) - position), 1, -1):
        some = tokens[position : position + used]
        senses = words.VOCABULARY.get(tuple(token.key for token in some))
        if senses and not any(token.after for token in some[:-1]):
            key = " ".join(token.key for token in some)
            last = some[-1]
            return Token(first.start, last.end, key, senses, first.before, last.after), used
    return first, 1


def joined(tokens: list[Token], position: int) -> bool:
    """Tell whether token `position` goes on from the one before it, with at most a comma."""
    if position == 0 or position >= len(tokens):
        return False
    left, right = tokens[position - 1], tokens[position]
    return left.after in {"", ","} and right.before in {"", "'", "’"}
