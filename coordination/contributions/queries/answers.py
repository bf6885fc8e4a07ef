"""What each organisation replied, as far as the reader may see it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from coordination.actions.models import ActionPart, ActionPoint, PartStatus
from coordination.people.models import Organisation, OutsideContact

from ..models import Contribution, Reply
from .reaching import Reached, reached

WHO = ("user", "mailbox", "contact")
WITH = ("by__organisation", "file", *(f"answer__recipient__{who}" for who in WHO))


@dataclass(frozen=True)
class Line:
    """An organisation's part, the reply that counts and those before it, newest first.

    Without a reply on a part that is in, it was reported otherwise or is not for this reader.
    `reached` is who is written to, or None where nobody can be.
    """

    part: ActionPart
    reply: Reply | None = None
    earlier: list[Reply] = field(default_factory=list)
    reached: Reached | None = None

    @property
    def outsider(self) -> OutsideContact | None:
        return self.reached if isinstance(self.reached, OutsideContact) else None

    @property
    def written_to(self) -> str:
        """The person by her function, or the mailbox; empty where nobody is reached."""
        match self.reached:
            case None:
                return ""
            case Organisation():
                return self.reached.mailbox
            case _:
                return self.reached.label


def lines_of(contribution: Contribution, user: Any) -> list[Line]:
    """A line per organisation that was asked, by code: two queries."""
    parts = contribution.action_point.parts.select_related("organisation")
    found = Reply.objects.visible_to(user).filter(contribution=contribution)
    replies: dict[object, list[Reply]] = defaultdict(list)
    for reply in found.select_related(*WITH).order_by("-number"):
        replies[reply.organisation_id].append(reply)
    return [
        _line(part, replies[part.organisation_id]) for part in parts.order_by("organisation__code")
    ]


def with_reached(lines: list[Line], point: ActionPoint, *, at: datetime) -> list[Line]:
    """The same, each with who is written to: two queries."""
    people = reached([line.part.organisation for line in lines], point, at=at)
    return [replace(line, reached=people.get(line.part.organisation_id)) for line in lines]


def counts_of(lines: list[Line]) -> tuple[int, int]:
    """How many are in, of how many asked; not applicable counts for neither."""
    return count_parts(line.part for line in lines)


def count_parts(parts: Iterable[ActionPart]) -> tuple[int, int]:
    states = [part.status for part in parts]
    asked = [state for state in states if state != PartStatus.NOT_APPLICABLE]
    return asked.count(PartStatus.IN), len(asked)


def _line(part: ActionPart, replies: list[Reply]) -> Line:
    standing = next((reply for reply in replies if reply.withdrawn_at is None), None)
    return Line(part, standing, [reply for reply in replies if reply is not standing])
