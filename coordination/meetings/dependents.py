"""What hangs on a meeting and moves with it. Apps above register theirs in their hanging.py.

    dependents.add("cycle.deadlines", Dependents(shifts=..., apply=..., undone=..., said_to=...))

A move is previewed and done from the same Shifts, so what is shown is what happens.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, Self
from uuid import UUID

from django.utils.functional import Promise

from coordination.kit.registry import Registry
from coordination.people.models import Organisation, OutsideContact, Recipient, User

from .models import Meeting

Who = User | Organisation | OutsideContact
"""A person, an organisation in its functional mailbox, or its contact without an account."""


def written(moment: datetime) -> str:
    """A moment as it is kept: the same instant is always the same text."""
    return moment.astimezone(UTC).isoformat()


@dataclass(frozen=True)
class When:
    """The hours of a meeting and its place."""

    starts_at: datetime
    ends_at: datetime
    place: str

    @classmethod
    def of(cls, meeting: Any) -> Self:
        """As the meeting stands now, or as a row of its history has it."""
        return cls(meeting.starts_at, meeting.ends_at, meeting.place)

    @classmethod
    def read(cls, kept: Mapping[str, str]) -> Self:
        starts_at, ends_at = (
            datetime.fromisoformat(kept[name]) for name in ("starts_at", "ends_at")
        )
        return cls(starts_at, ends_at, kept["place"])

    def written(self) -> dict[str, str]:
        return {
            "starts_at": written(self.starts_at),
            "ends_at": written(self.ends_at),
            "place": self.place,
        }


@dataclass(frozen=True)
class Move:
    """A meeting, where it stood, and where it goes."""

    meeting: Meeting
    was: When
    becomes: When

    @property
    def goes_elsewhen(self) -> bool:
        return self.was.starts_at != self.becomes.starts_at


@dataclass(frozen=True)
class Shift:
    """Something that hangs on a meeting: when it was, when it will be, and whom that concerns.

    `stays` was set by hand and does not move. Of what is not `told` nobody is mailed.
    """

    source: str
    noun: Any
    label: str | Promise
    what: str
    was: datetime
    becomes: datetime
    who: tuple[Who, ...] = ()
    url: str = ""
    whole_day: bool = False
    told: bool = True
    hangs_at: datetime | None = None
    """When the meeting will be on which it hangs."""

    for_all: bool = False
    """Told to everybody who is told of the meetings."""

    @property
    def stays(self) -> bool:
        return self.was == self.becomes

    @property
    def key(self) -> str:
        return f"{self.source}:{self.noun.pk}"


@dataclass(frozen=True)
class Said:
    """How something that moved stands now, in words this recipient may read."""

    what: str
    moment: datetime
    url: str
    whole_day: bool = False


@dataclass(frozen=True)
class Dependents:
    """One kind of thing that hangs on meetings.

    `shifts` are those of the moves, knowing what earlier kinds found and take care of; `seen`
    keeps those that a user may see. `apply` does one in the running deed. `undone` are the ways
    back of what moved at a moment with these meetings and was not changed since. `said_to` reads
    by id how they stand, leaving out what the recipient may not see. `waiting` is what is to be
    dealt with in meetings: the id of the meeting, its own and whom it concerns. She hears that
    the meeting is cancelled too.
    """

    shifts: Callable[[Sequence[Move], Sequence[Shift]], list[Shift]]
    seen: Callable[[Sequence[Shift], User], list[Shift]]
    apply: Callable[[Shift, User, datetime], None]
    undone: Callable[[Sequence[Meeting], datetime], list[Shift]]
    said_to: Callable[[Iterable[UUID], Recipient], dict[str, Said]]
    waiting: Callable[[Sequence[Meeting]], Iterable[tuple[UUID, UUID, Who]]] = lambda meetings: ()


dependents: Registry[Dependents] = Registry("what hangs on a meeting")


def label_of(who: Who) -> str:
    """How she, or the mailbox, stands in a list of who is told."""
    return str(who.mailbox) if isinstance(who, Organisation) else str(who.label)


@dataclass(frozen=True)
class Told:
    """One person or mailbox, with all that she will read in one mail."""

    who: Who
    moves: list[Move]
    shifts: list[Shift]

    @property
    def label(self) -> str:
        return label_of(self.who)


@dataclass(frozen=True)
class MovePlan:
    """Everything that a move of one or more meetings sets in motion."""

    moves: list[Move]
    shifts: list[Shift]
    told: list[Told]

    @cached_property
    def moving(self) -> list[Shift]:
        return [shift for shift in self.shifts if not shift.stays]
