"""How a line begins: a word (Actie:, Besluit:, Voorbehoud VWS:) or a sigil (>, !, ?)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from .kinds import EntryKind

WORDS: tuple[tuple[str, EntryKind, str], ...] = (
    ("actiepunt|actiehouder|actie|action point|action|to do|todo", EntryKind.ACTION, ""),
    ("besluit|decision", EntryKind.DECISION, "decision"),
    ("afspraak|agreement", EntryKind.DECISION, "agreement"),
    ("conclusie|conclusion", EntryKind.DECISION, "conclusion"),
    ("advies|advice", EntryKind.DECISION, "advice"),
    ("vraag|question", EntryKind.QUESTION, ""),
    ("signaal|signal", EntryKind.SIGNAL, ""),
    ("toezegging|commitment", EntryKind.COMMITMENT, ""),
    ("motie|motion", EntryKind.MOTION, ""),
    ("voorbehoud|kanttekening|reservation", EntryKind.RESERVATION, ""),
    ("feit|fact", EntryKind.FACT, ""),
    ("optie|option", EntryKind.OPTION, ""),
    ("notitie|note", EntryKind.NOTE, ""),
)
SIGILS = {">": EntryKind.ACTION, "!": EntryKind.DECISION, "?": EntryKind.QUESTION}

MEANING = {word: (kind, outcome) for words, kind, outcome in WORDS for word in words.split("|")}
_ANY_WORD = "|".join(sorted(MEANING, key=len, reverse=True))
# A colon or a dash closes the word; a mention right behind it does as well.
WORDED = re.compile(
    rf"\s*(?P<word>{_ANY_WORD})\b(?:(?P<between>[^:\n]{{0,60}}):|\s+[-–—]\s|(?=\s+@))",
    re.IGNORECASE,
)
# AP needs no colon; "AP's" and "AP-lijst" are words.
POINT = re.compile(r"\s*ap(?:\s?-?\d{1,3})?(?:\s*:|\s+[-–—]\s|(?=\s|$))", re.IGNORECASE)
# A figure behind a sigil is a comparison: >150 per 100.000.
SIGIL = re.compile(r"\s*([>!?])\1*(?![=\d>!?])")
REQUEST = re.compile(r"\s*(?:uitvraag|request for input)\b(\s*:)?", re.IGNORECASE)
NUMBER = re.compile(r"(?:nr\.?\s*)?\d{1,3}[a-z]?\.?", re.IGNORECASE)
SHORT_LABEL = re.compile(r"[A-Z0-9][A-Z0-9&-]{0,11}[a-z]?")
PREPOSITION = re.compile(r"(?:van|aan|door|by|to|from|for)\s+", re.IGNORECASE)
VERB = re.compile(r"(?:is|was|wordt|werd|blijft|has|will)\b", re.IGNORECASE)
NAMES = re.compile(r"\s*(?:[/,+]|\ben\b|\band\b)\s*")


@dataclass(frozen=True, slots=True)
class Opening:
    """What the start of a line says; the line itself goes on at `end`."""

    kind: EntryKind | None = None
    outcome: str = ""
    end: int = 0
    names: tuple[str, ...] = ()  # typed between word and colon: Voorbehoud VWS:
    label: str = ""  # typed there as well, but no name: Optie A:


def read_opening(text: str) -> Opening:
    """The word, or the sign where no word stands behind it: "! besluit:" is a decision."""
    if sigil := SIGIL.match(text):
        worded = _worded(text[sigil.end() :])
        kind = worded.kind or SIGILS[sigil[1]]
        return replace(worded, kind=kind, end=sigil.end() + worded.end)
    return _worded(text)


def _worded(text: str) -> Opening:
    if point := POINT.match(text):
        return Opening(EntryKind.ACTION, end=point.end())
    if worded := WORDED.match(text):
        kind, outcome = MEANING[worded["word"].casefold()]
        between = (worded["between"] or "").strip()
        return _with_between(Opening(kind, outcome, worded.end()), between)
    return Opening()


def _with_between(opening: Opening, between: str) -> Opening:
    """Names, a number or a short label may stand before the colon; a sentence may not."""
    if not between or (opening.kind is EntryKind.ACTION and NUMBER.fullmatch(between)):
        return opening
    named = PREPOSITION.sub("", between, count=1)
    names = tuple(name for name in NAMES.split(named) if name)
    looks_named = all(SHORT_LABEL.fullmatch(name) or name.startswith("@") for name in names)
    if opening.kind is EntryKind.RESERVATION and len(named.split()) <= len(names) + 3:
        return Opening(opening.kind, opening.outcome, opening.end, names=names)
    spoken_for = opening.kind in {EntryKind.COMMITMENT, EntryKind.MOTION}
    if spoken_for and not VERB.match(named):  # Motie Asscher:, Toezegging minister VWS:
        return Opening(opening.kind, opening.outcome, opening.end, names=names, label=between)
    if not looks_named and "&" not in named and not _code_like(named):
        return Opening()
    return Opening(opening.kind, opening.outcome, opening.end, names=names, label=between)


def _code_like(named: str) -> bool:
    """JenV and IenW: one word with a capital inside."""
    return named.isalnum() and any(letter.isupper() for letter in named[1:])
