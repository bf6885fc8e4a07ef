"""What comes back from reading a line, and what the reader must be told about people and bodies."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from django.utils.formats import date_format, get_format, time_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from coordination.kit.dates import DueRead

from .kinds import EntryKind

Sentence = str | Promise


class MentionKind(enum.StrEnum):
    ORGANISATION = "organisation"
    PERSON = "person"
    POST = "post"
    BODY_MEMBER = "body_member"


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody who can own a point; `key` identifies her, `label` also says which way she is."""

    kind: MentionKind
    key: str
    label: str


class Directory(Protocol):
    def find(self, code: str) -> Mention | None:
        """Return who is meant by a code or name as typed behind @, in any case of letters."""


@dataclass(frozen=True, slots=True)
class Names:
    """A directory held in memory."""

    known: Mapping[str, Mention] = field(default_factory=dict)

    def find(self, code: str) -> Mention | None:
        return next(
            (found for name, found in self.known.items() if name.casefold() == code.casefold()),
            None,
        )


class FlagCode(enum.StrEnum):
    UNKNOWN_OWNER = "unknown_owner"
    UNKNOWN_RESERVATION = "unknown_reservation"
    DATE = "date"  # the sentence says what is wrong with the date
    SEVERAL_DATES = "several_dates"
    NO_OWNER = "no_owner"
    NO_DATE = "no_date"
    NO_MEMBERS = "no_members"
    EMPTY = "empty"
    UNSAFE = "unsafe"


@dataclass(frozen=True, slots=True)
class Flag:
    """What is amiss in a line: the words concerned, and a sentence that says what to do."""

    code: FlagCode
    words: str
    sentence: Sentence


class ChipState(enum.StrEnum):
    OK = "ok"
    FLAGGED = "flagged"


class Chip(NamedTuple):
    label: Sentence
    value: Sentence
    state: ChipState = ChipState.OK


@dataclass(frozen=True, slots=True)
class LineRead:
    """One line as it was understood; `typed` is what was read, `text` what remains to show.

    `outcome` is a value of the body's names of outcome, or empty where a sigil was typed.
    """

    typed: str
    kind: EntryKind
    text: str
    outcome: str = ""
    owner: Mention | None = None
    also: tuple[Mention, ...] = ()
    everyone: bool = False
    due: DueRead | None = None
    reservation_by: Mention | None = None
    flags: tuple[Flag, ...] = ()

    def chips(self) -> list[Chip]:
        """Return what was recognised, in the order it is read back, flags last."""
        return list(self._chips())

    def _chips(self) -> Iterator[Chip]:
        yield Chip(_("Kind"), self.kind.label)
        if self.everyone:
            yield Chip(_("Owner"), _("everyone"))
        elif self.owner:
            yield Chip(_("Owner"), self.owner.label)
        if self.also:
            yield Chip(_("With"), ", ".join(mention.label for mention in self.also))
        if self.reservation_by:
            yield Chip(_("Reservation of"), self.reservation_by.label)
        if self.due:
            flagged = ChipState.FLAGGED if self.due.problem else ChipState.OK
            yield Chip(_("Due"), _written(self.due), flagged)
        for flag in self.flags:
            yield Chip(flag.words, flag.sentence, ChipState.FLAGGED)


def _written(due: DueRead) -> str:
    """The day with its time, behind the words where they say more than the day."""
    if due.on is None:
        return due.words
    day = date_format(due.on, f"D {get_format('SHORT_DATE_FORMAT')} Y")
    if due.time is not None:
        day = f"{day}, {time_format(due.time, 'H:i')}"
    return day if due.kind == "exact" else f"{due.words} ({day})"
