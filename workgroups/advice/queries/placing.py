"""The meeting a stop can be put on, the items of its line, and what a form of it begins with."""

from typing import Any

from django.db.models import Q

from coordination.meetings.models import AgendaItem, Meeting, MeetingStatus
from coordination.meetings.models.meetings import WRITABLE
from coordination.people.models import User

from ..models import AdviceRequest, Stop
from .belonging import lines_of
from .line import next_instead


def agenda_of(stop: Stop, user: User) -> Meeting | None:
    """Its meeting, or the next instead of a cancelled one; None where it takes no items."""
    placed = Stop.objects.with_place().select_related("slot", "body").get(pk=stop.pk)
    rows = Meeting.objects.visible_to(user).select_related("body", "dossier")
    found: Meeting | None = rows.filter(pk=placed.stands_in).first()
    if found is not None and found.status == MeetingStatus.CANCELLED:
        found = next_instead(user, placed, found)
    return found if found is not None and found.status in WRITABLE else None


def stands_on_agenda(stop: Stop) -> bool:
    """Its item does; on that of a cancelled meeting it is treated no more."""
    return stop.item is not None and stop.item.removed_at is None and not is_stranded(stop.item)


def stands_there(stop: Stop, meeting: Meeting | None, user: User) -> bool:
    """Its line stands on the agenda of `meeting`, under this stop or another one."""
    if stands_on_agenda(stop):
        return True
    items = items_of_line(stop.request, user) if meeting else []
    return any(item.meeting_id == meeting.pk for item in items if meeting)


def stands_unseen(stop: Stop, user: User) -> bool:
    """It was set in a meeting that she may not see."""
    if stop.meeting_id is None:
        return False
    return not Meeting.objects.visible_to(user).filter(pk=stop.meeting_id).exists()


def is_stranded(item: AgendaItem) -> bool:
    """It stands on the agenda of a meeting that was cancelled."""
    return item.removed_at is None and item.meeting.status == MeetingStatus.CANCELLED


def items_of_line(line: AdviceRequest, user: User) -> list[AgendaItem]:
    """The items of this line that she may see and that stand, by the order of their meetings."""
    own = dict.fromkeys(line.stops.present().exclude(item=None).values_list("item", flat=True))
    known = [*own, *([line.asked_item_id] if line.asked_item_id else [])]
    rows = AgendaItem.objects.visible_to(user).present().filter(pk__in=known)
    origins = {row.origin_id or row.pk for row in rows}
    course = (
        AgendaItem.objects.visible_to(user)
        .present()
        .filter(Q(pk__in=origins) | Q(origin__in=origins))
    )
    both = (rows | course).select_related("origin", "meeting__body")
    found = list(both.order_by("meeting__starts_at", "created_at", "pk"))
    lines = lines_of(found, dict.fromkeys(own, line.pk))
    return [row for row in found if lines[row.pk] in (None, line.pk)]


def last_answer(line: AdviceRequest) -> dict[str, Any]:
    """The words and the decision of the answer that was taken back last; empty where none was."""
    row = line.history.exclude(answer="").order_by("-version", "-history_date").first()
    return {"text": row.answer, "decision": row.decision_id} if row else {}
