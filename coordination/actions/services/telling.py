"""Who gets a point into her hands hears of it."""

from datetime import datetime, timedelta

from coordination.mail.services import queue_message
from coordination.people.models import Organisation, User
from coordination.people.services import recipient_for

from ..models import ActionPoint

UNDO = timedelta(minutes=2)
"""As long as it can be undone before anybody is told."""


def tell_new_owner(point: ActionPoint, *, by: User | None, at: datetime) -> None:
    """Queue one message to the person, the holder of the post, or the organisation's mailbox."""
    owner = _in_hand(point)
    if owner is None or owner == by:
        return
    queue_message(
        recipient=recipient_for(owner),
        kind="actions.handed_over",
        key=f"{point.pk}:{point.version}",
        payload={"point": str(point.pk), "version": point.version},
        at=at,
        not_before=at + UNDO,
    )


def _in_hand(point: ActionPoint) -> User | Organisation | None:
    if point.owner_person:
        return point.owner_person
    if point.owner_post:
        return point.owner_post.holder
    return point.owner_organisation if point.owner_organisation.mailbox else None
