"""Owner, term and state of a row at once: each that differs is its own verb, of one deed."""

from datetime import datetime
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from coordination.audit.deeds import deed
from coordination.kit.locking import locked
from coordination.kit.refusals import Refusal
from coordination.people.models import User

from ..models import ActionPoint, ActionStatus
from ..terms import Owner, Term
from .closing import ask_to_update, complete_action_point, drop_action_point
from .moving import move_term
from .owners import hand_over
from .saving import note, refuse_not_open


class NothingChanged(Refusal):
    """All of it stands there already."""


class Change(NamedTuple):
    """None stays as it is. `status` is done or dropped; `reason` is asked by all but done."""

    term: Term | None = None
    owner: Owner | None = None
    status: ActionStatus | None = None
    reason: str = ""


@deed
def change_action_point(
    *, point: ActionPoint, version: int, change: Change, by: User, at: datetime
) -> ActionPoint:
    """An open point with another term, owner and state, undone together.

    Refuses what each verb refuses by itself, and where nothing would change.
    """
    current = locked(point)
    ask_to_update(current, by)
    refuse_not_open(current, version)
    common: dict[str, Any] = {"by": by, "at": at}
    why = {**common, "reason": change.reason}
    first = current.version
    if change.term is not None:
        current = move_term(point=current, version=current.version, term=change.term, **why)
    if change.owner is not None:
        current = hand_over(point=current, version=current.version, to=change.owner, **why)
    match change.status:
        case ActionStatus.DONE:
            current = complete_action_point(point=current, version=current.version, **common)
        case ActionStatus.DROPPED:
            current = drop_action_point(point=current, version=current.version, **why)
    if current.version == first:
        raise NothingChanged(_("Nothing was changed."))
    note("changed", current, by=by, at=at, was=first)
    return current
