"""One deed on many points: on all, or on none and the sentence names what is in the way."""

from collections.abc import Callable, Sequence
from datetime import datetime
from enum import StrEnum
from functools import partial
from typing import Any, NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _

from coordination.audit.deeds import deed, record, running_deed
from coordination.audit.models import AuditEvent
from coordination.kit.refusals import CannotBeUndone, Refusal
from coordination.people.models import User

from ..models import ActionPoint, ActionUpdate
from ..terms import Owner, Term
from .closing import complete_action_point
from .moving import SameTerm, move_term
from .owners import SameOwner, hand_over
from .undoing import undo_action_point

MOST = 100
ALREADY = (SameTerm, SameOwner)
"""What stands there as wanted is left as it is."""


class Chosen(NamedTuple):
    """A point, and its version on the page on which it was chosen."""

    point: ActionPoint
    version: int


class Together(StrEnum):
    """What can be done with many at once."""

    COMPLETE = "complete"
    MOVE = "move"
    HAND_OVER = "hand_over"


class Many(NamedTuple):
    """How many were changed, and the deed by which all are undone together."""

    number: int
    deed: UUID


def change_many(
    verb: Together,
    *,
    term: Term | None = None,
    to: Owner | None = None,
    reason: str = "",
    **given: Any,
) -> Many:
    """The verb with what it asks: `move` a term, `hand_over` to whom; both a reason.

    `given` are chosen, by and at.
    """
    if verb == Together.MOVE:
        if term is None:
            raise Refusal(_("Say when it is due."), field="term")
        return move_many(term=term, reason=reason, **given)
    if verb == Together.HAND_OVER:
        if to is None:
            raise Refusal(_("Name an owner."), field="owner")
        return hand_over_many(to=to, reason=reason, **given)
    return complete_many(**given)


@deed
def complete_many(*, chosen: Sequence[Chosen], by: User, at: datetime) -> Many:
    """All of them done, as complete_action_point does one."""
    return _each("completed", chosen, partial(complete_action_point, by=by, at=at), by, at)


@deed
def move_many(*, chosen: Sequence[Chosen], term: Term, reason: str, by: User, at: datetime) -> Many:
    """All of them to one term, as move_term does one; one that has it already is left."""
    move = partial(move_term, term=term, reason=reason, by=by, at=at)
    return _each("moved", chosen, move, by, at)


@deed
def hand_over_many(
    *, chosen: Sequence[Chosen], to: Owner, reason: str, by: User, at: datetime
) -> Many:
    """All of them to one owner, as hand_over does one; what is hers already is left."""
    give = partial(hand_over, to=to, reason=reason, by=by, at=at)
    return _each("handed_over", chosen, give, by, at)


@deed
def undo_many(*, deed_id: UUID, by: User, at: datetime) -> int:
    """The points of a deed on many as they were before it; refuses where one changed since."""
    found = changed_by(deed_id)
    points = list(ActionPoint.objects.visible_to(by).filter(pk__in=list(found)).order_by("pk"))
    if not points or len(points) < len(found):
        raise CannotBeUndone(_("This can no longer be undone."))
    for point in points:
        last = ActionUpdate.objects.filter(action_point=point, version=point.version).first()
        if last is None or last.at != found[str(point.pk)]:
            said = _("%(number)s changed since; undo the others one by one.")
            raise CannotBeUndone(said % {"number": point.number})
        undo_action_point(point=point, version=point.version, by=by, at=at)
    record("actions.many_undone", None, by=by, at=at, count=len(points), undone=deed_id)
    return len(points)


def changed_by(deed_id: UUID) -> dict[str, datetime]:
    """The points that a deed on many changed, by their id, and when."""
    events = AuditEvent.objects.filter(
        deed=deed_id, root=False, object_type=ActionPoint._meta.label_lower
    )
    return dict(events.values_list("object_id", "at"))


def _each(
    verb: str,
    chosen: Sequence[Chosen],
    change: Callable[..., ActionPoint],
    by: User,
    at: datetime,
) -> Many:
    if not chosen:
        raise Refusal(_("Choose at least one action point."), field="point")
    if len(chosen) > MOST:
        said = _("At most %(most)d action points at once.") % {"most": MOST}
        raise Refusal(said, field="point")
    changed = 0
    # in one order, so that two of such deeds cannot wait for each other
    for one in sorted(set(chosen), key=lambda one: one.point.pk):
        try:
            change(point=one.point, version=one.version)
            changed += 1
        except ALREADY:
            continue
        except Refusal as refusal:
            refusal.sentence = f"{one.point.number}: {refusal.sentence}"
            raise
    if not changed:
        raise Refusal(_("That is how all of them stand already."))
    deed_id = running_deed()
    assert deed_id is not None
    record(f"actions.many_{verb}", None, by=by, at=at, count=changed)
    return Many(changed, deed_id)
