"""What may be typed: characters and lengths that are refused aloud, never dropped in silence."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Any

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from .refusals import Refusal

LONGEST_LINE = 4_000
# Embeddings, overrides and isolates turn what is read into something else than what is stored.
DIRECTION_MARKS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
LAYOUT = frozenset("\t\n\r")


def refuse_unsafe(text: str, *, longest: int | None = LONGEST_LINE) -> list[Promise]:
    """Return one sentence per reason to refuse `text`; an empty list means it may be kept.

    `longest` is a number of characters; None leaves the length to the caller.
    """
    return list(_problems(text, longest))


def checked(text: str, field: str, *, needed: Any = "", longest: int = LONGEST_LINE) -> str:
    """The text as it may be kept; `needed` is the sentence for one that is empty."""
    cleaned = text.strip()
    if needed and not cleaned:
        raise Refusal(needed, field=field)
    for sentence in refuse_unsafe(cleaned, longest=longest):
        raise Refusal(sentence, field=field)
    return cleaned


def _problems(text: str, longest: int | None) -> Iterator[Promise]:
    found = {_kind(character) for character in set(text)}
    if "nul" in found:
        yield _("The text holds an empty character (NUL). Remove it and try again.")
    if "control" in found:
        yield _("The text holds control characters. Type it again, or paste it without formatting.")
    if "surrogate" in found:
        yield _("The text holds a broken character. Remove it and try again.")
    if "direction" in found:
        yield _("The text holds marks that turn the reading direction. Remove them and try again.")
    if longest is not None and len(text) > longest:
        yield format_lazy(
            _("The text has {length} characters; at most {longest} fit. Split it."),
            length=len(text),
            longest=longest,
        )


def _kind(character: str) -> str:
    if character == "\0":
        return "nul"
    if character in DIRECTION_MARKS:
        return "direction"
    match unicodedata.category(character):
        case "Cs":
            return "surrogate"
        case "Cc" if character not in LAYOUT:
            return "control"
    return "plain"
