"""The meeting a stop can be put on, and the items of its line."""

from coordination.meetings.models import AgendaItem, Meeting, MeetingStatus
from coordination.meetings.models.meetings import WRITABLE
from coordination.people.models import User

from ..models import Stop
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


def is_stranded(item: AgendaItem) -> bool:
    """It stands on the agenda of a meeting that was cancelled."""
    return item.removed_at is None and item.meeting.status == MeetingStatus.CANCELLED


def items_before(stop: Stop, user: User) -> list[AgendaItem]:
    """The items of this line that she may see and that stand, by the order of their meetings."""
    line = stop.request
    known = [
        *line.stops.present().exclude(item=None).values_list("item", flat=True),
        *([line.asked_item_id] if line.asked_item_id else []),
    ]
    rows = AgendaItem.objects.visible_to(user).present().filter(pk__in=known)
    origins = {row.origin_id or row.pk for row in rows}
    course = AgendaItem.objects.visible_to(user).present().filter(origin__in=origins)
    both = rows | course
    return list(
        both.select_related("origin", "meeting").order_by("meeting__starts_at", "created_at", "pk")
    )
