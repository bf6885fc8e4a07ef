"""The agenda as one reader may see it: numbers count only the items she sees."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from coordination.papers.models import Paper
from coordination.people.models import User

from ..models import AgendaItem, Meeting, Submission
from ..permissions import can_arrange, can_plan, can_submit, can_write
from .course import put_since
from .embargo import hold_back
from .item_parts import ITEM_PARTS, parts_for


@dataclass(frozen=True)
class NumberedItem:
    """An item with the number it has for this reader."""

    item: AgendaItem
    number: int


@dataclass(frozen=True)
class Agenda:
    """The agenda in preparation. Minutes are minutes; `spare` is negative where it runs over."""

    meeting: Meeting
    items: list[NumberedItem]
    waiting: list[AgendaItem]
    arranges: bool
    submits: bool
    plans: bool
    writes: bool
    length: int

    @property
    def planned(self) -> int:
        return sum(row.item.minutes_planned or 0 for row in self.items)

    @property
    def spare(self) -> int:
        return self.length - self.planned


def agenda_for(user: User, meeting: Meeting) -> Agenda:
    """What stands on the agenda and what waits, in a number of queries that does not grow."""
    arranges = can_arrange(user, meeting)
    found = list(
        AgendaItem.objects.visible_to(user)
        .present()
        .filter(meeting=meeting)
        .select_related(*ITEM_PARTS)
        .prefetch_related(*parts_for(user))
        .order_by("position", "created_at", "pk")
    )
    for item in hold_back(user, found):
        item.meeting = meeting
    put_since(user, found)
    return Agenda(
        meeting=meeting,
        items=numbered(item for item in found if item.submission == Submission.ACCEPTED),
        waiting=[item for item in found if _waits_for(user, item, arranges=arranges)],
        arranges=arranges and not meeting.is_kept,
        submits=arranges or can_submit(user, meeting),
        plans=arranges or can_plan(user, meeting),
        writes=can_write(user, meeting),
        length=(meeting.ends_at - meeting.starts_at) // timedelta(minutes=1),
    )


def numbered(items: Any) -> list[NumberedItem]:
    return [NumberedItem(item, number) for number, item in enumerate(items, start=1)]


def own_item(user: User, item: AgendaItem) -> bool:
    """She may see it while it waits: it was submitted by her organisation."""
    return item.submitted_by_id == user.organisation_id


def papers_to_attach(user: User, item: AgendaItem) -> Any:
    """Papers of the item's dossier and the meeting's that do not hang there yet."""
    return (
        Paper.objects.visible_to(user)
        .present()
        .filter(dossier__in=[item.dossier_id, item.meeting.dossier_id])
        .exclude(pk__in=item.papers.values("paper"))
        .order_by("title", "pk")
    )


def _waits_for(user: User, item: AgendaItem, *, arranges: bool) -> bool:
    return item.submission != Submission.ACCEPTED and (arranges or own_item(user, item))
