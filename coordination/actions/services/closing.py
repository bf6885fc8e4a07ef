"""Done and open again, dropped and restored: each pair undoes the other."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from coordination.audit.deeds import deed
from coordination.kit.locking import locked
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.people.models import User

from ..models import ActionPoint, ActionStatus, Verb
from ..permissions import can_update
from .saving import (
    ask_to_manage,
    checked_reason,
    lock_managed,
    refuse_not_open,
    refuse_outdated,
    save,
    tell,
)


class NotDone(Refusal):
    """Only what is done can be reopened."""

    status = 409


class NotDropped(Refusal):
    """Only what was dropped can be restored."""

    status = 409


@deed
def complete_action_point(
    *, point: ActionPoint, version: int, by: User, at: datetime
) -> ActionPoint:
    """The point as done, by its owner or who manages it; undone by reopening it."""
    current = locked(point)
    ask_to_update(current, by)
    refuse_not_open(current, version)
    current.status = ActionStatus.DONE
    current.done_at, current.done_by = at, by
    save(current, by=by, at=at)
    tell(Verb.COMPLETED, current, by=by, at=at)
    return current


@deed
def reopen_action_point(*, point: ActionPoint, version: int, by: User, at: datetime) -> ActionPoint:
    """A done point open again; refuses what is not done."""
    current = locked(point)
    ask_to_update(current, by)
    refuse_outdated(current, version)
    if current.status != ActionStatus.DONE:
        raise NotDone(_("Only an action point that is done can be reopened."))
    current.status = ActionStatus.OPEN
    current.done_at = current.done_by = current.done_through = None
    save(current, by=by, at=at)
    tell(Verb.REOPENED, current, by=by, at=at)
    return current


@deed
def drop_action_point(
    *, point: ActionPoint, version: int, reason: str, by: User, at: datetime
) -> ActionPoint:
    """The point off the lists, with the reason; undone by restoring it."""
    current = lock_managed(point, version, by)
    put_dropped(current, checked_reason(reason), by=by, at=at)
    save(current, by=by, at=at)
    tell(Verb.DROPPED, current, by=by, at=at, text=current.dropped_because)
    return current


@deed
def restore_action_point(
    *, point: ActionPoint, version: int, by: User, at: datetime
) -> ActionPoint:
    """A dropped point open again; refuses what was not dropped."""
    current = locked(point)
    ask_to_manage(current, by)
    refuse_outdated(current, version)
    if current.status != ActionStatus.DROPPED:
        raise NotDropped(_("Only an action point that was dropped can be restored."))
    current.status = ActionStatus.OPEN
    current.dropped_at = current.dropped_by = None
    current.dropped_because = ""
    save(current, by=by, at=at)
    tell(Verb.RESTORED, current, by=by, at=at)
    return current


def put_dropped(point: ActionPoint, reason: str, *, by: User, at: datetime) -> None:
    point.status = ActionStatus.DROPPED
    point.dropped_at, point.dropped_by, point.dropped_because = at, by, reason


def ask_to_update(point: ActionPoint, by: User) -> None:
    if not can_update(by, point):
        raise NotAllowed(_("Only its owner or who manages the point does this."))
