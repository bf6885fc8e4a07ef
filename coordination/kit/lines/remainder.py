"""What remains to show of a line once its owner and date have become fields.

- At the start and the end of the line, mentions and the date that was read are taken off.
- In the middle a mention keeps its name without the @ (Wij vragen @VWS om cijfers): the sentence
  needs it. A date there goes only when it was introduced firmly (uiterlijk, vóór, by): such words
  are an aside, and would be wrong once the date moves; any other is part of the sentence.
- What was not understood stays as it was typed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from coordination.kit.dates import DueRead

from .mentions import Mentioned

SPACES = re.compile(r"[^\S\n]+")
BROKEN = re.compile(r" ?\n ?")  # a line break may be meant
DOUBLE_COMMA = re.compile(r" ?([,;])(?: ?[,;])+")
SPACE_BEFORE = re.compile(r" ([,;.!?)])")
EMPTY_BRACKETS = re.compile(r" ?\( ?[,;]? ?\)")
JOINTS = " \t\r\n\xa0,;:|/&+-–—"
LINKING = re.compile(
    r"(?:\b(?:en|and|met|with|door|by|i\.s\.m\.?|samen met|together with|actie|actiehouder|houder"
    r"|owner|wie|who))\s*:?\s*$",
    re.IGNORECASE,
)
LINKED = re.compile(r"(?:en|and|met|with|samen met|together with|i\.s\.m\.?)", re.IGNORECASE)
# Behind these a name belongs to the sentence: "sturen aan @VWS".
NEEDED = re.compile(
    r"\b(?:aan|van|bij|voor|naar|over|via|op|uit|namens|tussen|to|from|of|for|at|about|between)"
    r"\s+(?:de|het|the)?\s*$",
    re.IGNORECASE,
)
LONGEST_LOOK = 40  # how far back a linking word is sought


@dataclass(frozen=True, slots=True)
class Piece:
    start: int
    end: int
    name: str  # what stays in the middle of a sentence
    removable: bool
    is_name: bool


def remainder(
    text: str, mentions: list[Mentioned], due: DueRead | None, asides: tuple[DueRead, ...] = ()
) -> str:
    """Return what is said apart from who and when; empty where nothing else is said."""
    pieces = _pieces(text, mentions, [*asides, *([due] if due else [])])
    left, right = _peel(text, pieces)
    return _middle(text, pieces, left, right)


def plain(text: str, mentions: list[Mentioned]) -> str:
    """Return the whole line, its mentions by name without @."""
    return _middle(text, _pieces(text, mentions, []), 0, len(text))


def _pieces(text: str, mentions: list[Mentioned], dues: list[DueRead]) -> list[Piece]:
    pieces = [
        Piece(
            each.start,
            each.end,
            each.code if each.known else text[each.start : each.end],
            removable=each.known,
            is_name=True,
        )
        for each in mentions
    ]
    pieces += [
        Piece(due.start, due.end, "" if due.firm else due.words, removable=True, is_name=False)
        for due in dues
        if not due.keep
    ]
    return sorted(pieces, key=lambda piece: piece.start)


def _peel(text: str, pieces: list[Piece]) -> tuple[int, int]:
    """Return where the text begins and ends once the pieces at its two ends are off."""
    left, right = 0, len(text)
    for piece in pieces:
        gap = text[left : piece.start].strip(JOINTS + "(")
        if left and LINKED.fullmatch(gap):
            gap = ""
        if gap or not piece.removable:
            break
        left = piece.end
    if left:
        left = right - len(text[left:].lstrip(JOINTS + ".)"))
    for piece in reversed(pieces):
        if piece.start < left or not piece.removable:
            break
        gap = text[piece.end : right].strip(JOINTS + "().")
        if gap and not LINKED.fullmatch(gap):
            break
        before = text[max(left, piece.start - LONGEST_LOOK) : piece.start]
        if piece.is_name and NEEDED.search(before):
            break
        right = _without_link(text, left, piece)
    return left, right


def _without_link(text: str, left: int, piece: Piece) -> int:
    """Return the end of what stands before a piece, without the words that led up to it."""
    start = max(left, piece.start - LONGEST_LOOK)
    before = text[start : piece.start]
    if piece.is_name:
        before = LINKING.sub("", before.rstrip(JOINTS + "("))
    return start + len(before.rstrip(JOINTS + "("))


def _middle(text: str, pieces: list[Piece], left: int, right: int) -> str:
    kept: list[str] = []
    position = left
    for piece in pieces:
        if piece.start < position or piece.end > right:
            continue
        kept += [text[position : piece.start], piece.name]
        position = piece.end
    kept.append(text[position:right] if position < right else "")
    return tidy("".join(kept))


def tidy(text: str) -> str:
    text = EMPTY_BRACKETS.sub("", BROKEN.sub("\n", SPACES.sub(" ", text)))
    return SPACE_BEFORE.sub(r"\1", DOUBLE_COMMA.sub(r"\1", text)).strip(" \n,;")
