"""The meeting a stop can be put on, and the items of its line."""

from coordination.meetings.models import AgendaItem, Meeting
from coordination.meetings.models.meetings import WRITABLE
from coordination.people.models import User

from ..models import Stop


def agenda_of(stop: Stop, user: User) -> Meeting | None:
    """Its meeting, where `user` may see it and it still takes items."""
    placed = Stop.objects.with_place().get(pk=stop.pk)
    rows = Meeting.objects.visible_to(user).filter(pk=placed.stands_in, status__in=WRITABLE)
    found: Meeting | None = rows.select_related("body", "dossier").first()
    return found


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
