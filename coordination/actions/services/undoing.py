"""Taking the last deed back while nothing has changed since."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from coordination.audit.deeds import deed
from coordination.kit.locking import locked
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.people.models import User

from ..models import ActionPoint, ActionStatus, ActionUpdate, Verb
from ..permissions import can_manage
from .closing import put_dropped
from .saving import refuse_outdated, save, tell

DONE = ("status", "done_at", "done_by_id", "done_through_id")
DROPPED = ("status", "dropped_at", "dropped_by_id", "dropped_because")
OWNER = ("owner_organisation_id", "owner_person_id", "owner_post_id", "assent")
TERM = ("due_on", "due_time", "due_words", "postponed")

INVERSES: dict[str, tuple[str, ...]] = {
    Verb.COMPLETED: DONE,
    Verb.REOPENED: DONE,
    Verb.DROPPED: DROPPED,
    Verb.RESTORED: DROPPED,
    Verb.SPLIT: DROPPED,
    Verb.MOVED: TERM,
    Verb.HANDED_OVER: OWNER,
    Verb.CONFIRMED: ("assent",),
    Verb.RESERVED: ("assent",),
}
"""What each verb gives back when it is undone."""


class CannotBeUndone(Refusal):
    """The last change has no inverse."""

    status = 409


@deed
def undo_action_point(*, point: ActionPoint, version: int, by: User, at: datetime) -> ActionPoint:
    """The point as it stood before the deed that made `version`, which is still its present one.

    Refuses when it changed since, when somebody else did it, and what cannot be undone.
    """
    current = locked(point)
    last = ActionUpdate.objects.filter(action_point=current, version=current.version).first()
    hers = last is not None and last.by_id == by.pk
    if not hers and not can_manage(by, current):
        raise NotAllowed(_("Somebody else did this; only who manages the point undoes it."))
    refuse_outdated(current, version)
    before = ActionPoint.history.filter(id=current.pk, version=version - 1).first()
    if last is None or before is None or last.verb not in INVERSES:
        raise CannotBeUndone(_("This can no longer be undone."))
    for field in INVERSES[last.verb]:
        setattr(current, field, getattr(before, field))
    if last.verb == Verb.MOVED:
        current.due_version += 1
    if last.verb == Verb.SPLIT:
        _drop_shares(current, by=by, at=at)
    save(current, by=by, at=at)
    tell(Verb.UNDONE, current, by=by, at=at, old=last.verb)
    return current


def _drop_shares(point: ActionPoint, *, by: User, at: datetime) -> None:
    """The points that a split made, untouched until now, go with it."""
    for share in ActionPoint.objects.select_for_update().filter(split_from=point):
        if share.status != ActionStatus.OPEN or share.version != 1:
            raise CannotBeUndone(_("One of the new points was changed already."))
        put_dropped(share, str(_("The split was undone.")), by=by, at=at)
        save(share, by=by, at=at)
        tell(Verb.DROPPED, share, by=by, at=at, text=share.dropped_because, part=True)
