"""Another owner, and whether the owner agrees."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from coordination.audit.deeds import deed, record
from coordination.kit.locking import locked
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.people.models import User

from ..models import ActionPoint, Assent, Verb
from ..permissions import can_hand_over, can_update, is_owner
from ..terms import Owner
from .adding import ask_for_part
from .saving import checked_reason, owner_of, put_owner, refuse_not_open, save, tell
from .telling import tell_new_owner


class SameOwner(Refusal):
    """It is hers already."""


class NotAwaited(Refusal):
    """Nobody waits for this answer any more."""

    status = 409


@deed
def hand_over(
    *, point: ActionPoint, version: int, to: Owner, reason: str, by: User, at: datetime
) -> ActionPoint:
    """The point with another owner; another organisation must still confirm it.

    An owner hands over within her own organisation, who manages the point to anyone. Refuses
    an owner without a part in a classified dossier.
    """
    current = locked(point)
    if not can_hand_over(by, current, to):
        raise NotAllowed(_("You can hand this over within your own organisation only."))
    refuse_not_open(current, version)
    old = owner_of(current)
    if to == old:
        raise SameOwner(_("This point has that owner already."), field="owner")
    put_owner(current, to)
    ask_for_part(current, to)
    if to.organisation not in (old.organisation, by.organisation):
        current.assent = Assent.AWAITED
    why = checked_reason(reason)
    save(current, by=by, at=at)
    tell(Verb.HANDED_OVER, current, by=by, at=at, text=why, old=old.label, new=to.label)
    tell_new_owner(current, by=by, at=at)
    return current


@deed
def hand_over_all(*, user: User, to: User, by: User, at: datetime) -> int:
    """Every open point that is hers by name, to somebody else; how many that were.

    For who leaves: asked for by the administrator of accounts, who need not see the points.
    """
    new = Owner(to.organisation, person=to)
    held = ActionPoint.objects.select_for_update().open().filter(owner_person=user).order_by("pk")
    points = list(held)
    for point in points:
        old = owner_of(point)
        put_owner(point, new)
        ask_for_part(point, new)
        save(point, by=by, at=at)
        why = str(_("The owner leaves."))
        tell(
            Verb.HANDED_OVER, point, by=by, at=at, text=why, old=old.label, new=new.label, part=True
        )
    record("actions.handed_over_all", user, by=by, at=at, to=to, count=len(points))
    return len(points)


@deed
def confirm_assent(*, point: ActionPoint, version: int, by: User, at: datetime) -> ActionPoint:
    """The owner agrees to what was asked of her while she was away."""
    return _answer(point, version, Assent.GIVEN, Verb.CONFIRMED, "", by=by, at=at)


@deed
def keep_reservation(
    *, point: ActionPoint, version: int, reason: str, by: User, at: datetime
) -> ActionPoint:
    """The owner keeps a reservation, with its reason."""
    return _answer(point, version, Assent.RESERVED, Verb.RESERVED, reason, by=by, at=at)


def _answer(
    point: ActionPoint,
    version: int,
    assent: Assent,
    verb: Verb,
    reason: str,
    *,
    by: User,
    at: datetime,
) -> ActionPoint:
    current = locked(point)
    if not (is_owner(by, current) and can_update(by, current)):
        raise NotAllowed(_("Only the owner answers for this point."))
    refuse_not_open(current, version)
    if current.assent == assent:
        raise NotAwaited(_("That answer stands already."))
    why = checked_reason(reason) if assent == Assent.RESERVED else ""
    old, current.assent = current.assent, assent
    save(current, by=by, at=at)
    tell(verb, current, by=by, at=at, text=why, old=old, new=assent)
    return current
