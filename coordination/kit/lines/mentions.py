"""Who is mentioned: @VWS, @J&V, @DGSC-19, @"secretaris MLT3", @VWS/SZW, @allen; no mail address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .reads import Directory, Mention

MENTION = re.compile(
    r"(?<![\w.@+-])@(?:[\"“](?P<quoted>[^\"”\n]{1,80})[\"”]|(?P<code>[^\W_](?:[\w&-]{0,78}\w)?))"
)
# "@VWS/SZW" and "@VWS, SZW en BZK": the others follow without their own @.
FOLLOWER = re.compile(r"\s*(?:/|,|&|\+|\ben\b|\band\b)\s*(?P<code>[A-Z][\w&]*(?:-\w+)?)\b")
DOMAIN = re.compile(r"\.[a-z]{2,}", re.IGNORECASE)
EVERYONE = frozenset({"allen", "all", "alle", "everyone", "everybody", "iedereen"})


@dataclass(frozen=True, slots=True)
class Mentioned:
    """One mention: `text[start:end]` is what was typed, `code` what it says without signs."""

    start: int
    end: int
    code: str
    who: Mention | None = None
    everyone: bool = False

    @property
    def known(self) -> bool:
        return self.everyone or self.who is not None


def find_mentions(text: str, directory: Directory) -> list[Mentioned]:
    return list(_find(text, directory))


def _find(text: str, directory: Directory) -> Iterator[Mentioned]:
    for found in MENTION.finditer(text):
        if found["code"] and DOMAIN.match(text, found.end()):
            continue
        first = mentioned(found["quoted"] or found["code"], found.start(), found.end(), directory)
        yield first
        yield from _followers(text, first, directory)


def _followers(text: str, first: Mentioned, directory: Directory) -> Iterator[Mentioned]:
    position = first.end
    while first.who is not None and (found := FOLLOWER.match(text, position)):
        who = directory.find(found["code"])
        if who is None:
            return
        yield Mentioned(found.start("code"), found.end(), found["code"], who)
        position = found.end()


def mentioned(code: str, start: int, end: int, directory: Directory) -> Mentioned:
    code = code.strip()
    if code.casefold() in EVERYONE:
        return Mentioned(start, end, code, everyone=True)
    return Mentioned(start, end, code, directory.find(code))


def shield(text: str, mentions: list[Mentioned]) -> str:
    """Return `text`, equally long, in which no mention can be read as a date."""
    kept: list[str] = []
    position = 0
    for found in mentions:
        kept += [text[position : found.start], "@" * (found.end - found.start)]
        position = found.end
    return "".join(kept) + text[position:]
