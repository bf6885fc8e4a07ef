"""Who has it in hand and when it is due, as one value each."""

from dataclasses import dataclass
from datetime import date, time
from typing import Self

from coordination.kit.dates import DueRead
from coordination.people.models import Organisation, Post, User


@dataclass(frozen=True)
class Owner:
    """The organisation always; at most one of a person or a post of it."""

    organisation: Organisation
    person: User | None = None
    post: Post | None = None

    @property
    def label(self) -> str:
        """The organisation's code, and the function or the post where there is one."""
        if self.post:
            return f"{self.organisation.code} ({self.post.name})"
        if self.person:
            return f"{self.organisation.code} ({self.person.function or self.person.name})"
        return self.organisation.code


@dataclass(frozen=True)
class Term:
    """The last day, the hour on it if one was said, and the words of a fuzzy term."""

    due_on: date
    due_time: time | None = None
    words: str = ""

    @classmethod
    def of(cls, due: DueRead) -> Self | None:
        """The term that was read; None where it names no day."""
        if due.on is None:
            return None
        return cls(due.on, due.time, due.words[:80] if due.fuzzy else "")

    def __str__(self) -> str:
        hour = f" {self.due_time:%H:%M}" if self.due_time else ""
        words = f" ({self.words})" if self.words else ""
        return f"{self.due_on.isoformat()}{hour}{words}"


@dataclass(frozen=True)
class Share:
    """One of the points that another is split into."""

    text: str
    owner: Owner
    term: Term
