"""The order of an agenda: positions count from 1 over all its items, seen or not."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Max
from django.utils.translation import gettext as _

from coordination.audit.deeds import deed, record
from coordination.kit.history import save_as
from coordination.kit.locking import locked
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.people.models import User

from ..models import AgendaItem, Meeting
from ..permissions import can_arrange
from .state import refuse_kept


@deed
def move_item(*, item: AgendaItem, step: int, by: User, at: datetime) -> AgendaItem:
    """The item one place up (-1) or down (1) among the items `by` may see."""
    meeting = _to_order(item.meeting, by)
    items: list[AgendaItem] = list(meeting.items.present().order_by("position", "pk"))
    seen = set(AgendaItem.objects.visible_to(by).filter(meeting=meeting).values_list("pk"))
    shown = [one for one in items if (one.pk,) in seen]
    here = next((n for n, one in enumerate(shown) if one.pk == item.pk), None)
    if here is None or not 0 <= here + step < len(shown):
        raise Refusal(_("The item already stands at the end of the agenda."))
    moving, neighbour = shown[here], shown[here + step]
    items.remove(moving)
    items.insert(items.index(neighbour) + (step > 0), moving)
    put_in_order(items, by=by, at=at)
    record("agenda.item_moved", moving, by=by, at=at, dossier=item.dossier_id, new=moving.position)
    return moving


@deed
def reorder_items(
    *, meeting: Meeting, items: Iterable[AgendaItem], by: User, at: datetime
) -> list[AgendaItem]:
    """The agenda in the order of `items`; what `by` may not see keeps its place among them."""
    meeting = _to_order(meeting, by)
    wanted = [item.pk for item in items]
    present = {item.pk: item for item in meeting.items.present().order_by("position", "pk")}
    if len(set(wanted)) != len(wanted) or not set(wanted) <= set(present):
        raise Refusal(_("The agenda changed meanwhile. Look at it again, then order it."))
    waiting = iter(wanted)
    order = [present[next(waiting) if pk in set(wanted) else pk] for pk in present]
    put_in_order(order, by=by, at=at)
    record("agenda.ordered", meeting, by=by, at=at, dossier=meeting.dossier_id, new=wanted)
    return order


def put_in_order(items: Iterable[AgendaItem], *, by: User, at: datetime) -> None:
    """Number `items` from 1; only those that moved are saved."""
    for position, item in enumerate(items, start=1):
        if item.position != position:
            item.position = position
            save_as(item, by=by, at=at)


def last_position(meeting: Meeting) -> int:
    """The position behind the last item."""
    return int(meeting.items.aggregate(top=Max("position"))["top"] or 0) + 1


def _to_order(meeting: Meeting, by: User) -> Meeting:
    found = locked(meeting)
    if not can_arrange(by, found):
        raise NotAllowed(_("Only the secretary or chair of the body orders its agenda."))
    refuse_kept(found)
    return found
