"""An item comes between two others on the way of a subject past meetings, and off it again."""

from datetime import datetime

from coordination.kit.history import save_as
from coordination.kit.locking import locked
from coordination.people.models import User

from ..models import AgendaItem


def follower_of(item: AgendaItem) -> AgendaItem | None:
    """What follows from it and stands."""
    found: AgendaItem | None = (
        item.followed_by.present().select_related("meeting__body", "origin").first()
    )
    return found


def let_go(item: AgendaItem, *, by: User, at: datetime) -> AgendaItem:
    """The item under lock, following from nothing, until let_follow says from what."""
    found = locked(item)
    found.follows = found.origin = None
    save_as(found, by=by, at=at, history=False)
    return found


def let_follow(item: AgendaItem, earlier: AgendaItem, *, by: User, at: datetime) -> None:
    """`item`, which was let go of, follows from `earlier`; what was its course goes along."""
    item.follows = earlier
    for one in (item, *AgendaItem.objects.filter(origin=item).order_by("created_at", "pk")):
        one.origin = earlier.origin or earlier
        one.version += 1
        save_as(one, by=by, at=at)
