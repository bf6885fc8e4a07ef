"""Taking the last deed back while nothing has changed since."""

from datetime import datetime
from itertools import chain
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from coordination.audit.deeds import deed
from coordination.audit.models import AuditEvent
from coordination.kit.locking import locked
from coordination.kit.refusals import CannotBeUndone, NotAllowed
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


@deed
def undo_action_point(*, point: ActionPoint, version: int, by: User, at: datetime) -> ActionPoint:
    """The point as it stood before the deed that made `version`, which is still its present one.

    What one deed changed in several steps goes back together.

    Refuses when it changed since, when somebody else did it, and what cannot be undone.
    """
    current = locked(point)
    made = _last_deed(current)
    hers = bool(made) and all(one.by_id == by.pk for one in made)
    if not hers and not can_manage(by, current):
        raise NotAllowed(_("Somebody else did this; only who manages the point undoes it."))
    refuse_outdated(current, version)
    first = made[0].version - 1 if made else 0
    before = ActionPoint.history.filter(id=current.pk, version=first).first()
    verbs = [one.verb for one in made]
    if before is None or not all(verb in INVERSES for verb in verbs):
        raise CannotBeUndone(_("This can no longer be undone."))
    for field in chain.from_iterable(INVERSES[verb] for verb in verbs):
        setattr(current, field, getattr(before, field))
    if Verb.MOVED in verbs:
        current.due_version += 1
    if Verb.SPLIT in verbs:
        _drop_shares(current, by=by, at=at)
    save(current, by=by, at=at)
    tell(Verb.UNDONE, current, by=by, at=at, old=" ".join(verbs))
    return current


def _last_deed(point: ActionPoint) -> list[ActionUpdate]:
    """What the deed that made the present version did, step by step, as the record says."""
    last = ActionUpdate.objects.filter(action_point=point, version=point.version).first()
    if last is None:
        return []
    events = AuditEvent.objects.filter(
        object_type=ActionPoint._meta.label_lower, object_id=str(point.pk), at=last.at
    )
    deeds: dict[int, UUID] = {event.parsed.get("version", 0): event.deed for event in events}
    this = deeds.get(point.version)
    steps = {version for version, one in deeds.items() if one == this} | {point.version}
    made = ActionUpdate.objects.filter(action_point=point, version__in=steps)
    return list(made.order_by("version", "pk"))


def _drop_shares(point: ActionPoint, *, by: User, at: datetime) -> None:
    """The points that a split made, untouched until now, go with it."""
    for share in ActionPoint.objects.select_for_update().filter(split_from=point):
        if share.status != ActionStatus.OPEN or share.version != 1:
            raise CannotBeUndone(_("One of the new points was changed already."))
        put_dropped(share, str(_("The split was undone.")), by=by, at=at)
        save(share, by=by, at=at)
        tell(Verb.DROPPED, share, by=by, at=at, text=share.dropped_because, part=True)
