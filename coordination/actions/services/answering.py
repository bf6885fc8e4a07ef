"""What an owner says of her point by a link in a mail; a mailbox speaks for its organisation."""

from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from coordination.audit.deeds import deed
from coordination.kit.locking import locked
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.mail.models import Answer
from coordination.people.models import Recipient

from ..models import ActionPoint, ActionStatus, Assent, Verb
from ..permissions import answers_for, can_hand_over, can_manage
from ..terms import Owner, Term
from .adding import ask_for_part
from .closing import complete_action_point
from .moving import move_term
from .owners import SameOwner, hand_over, keep_reservation
from .saving import checked_reason, owner_of, put_owner, refuse_not_open, save, tell
from .telling import tell_new_owner


class TooEarly(Refusal):
    """Later is after today, and after the term."""


@deed
def answer_done(*, point: ActionPoint, version: int, answer: Answer, at: datetime) -> ActionPoint:
    """The point as done; by whom, or through which mailbox."""
    if answer.recipient.user:
        return complete_action_point(point=point, version=version, by=answer.recipient.user, at=at)
    current = _lock_answered(point, version, answer.recipient)
    current.status = ActionStatus.DONE
    current.done_at, current.done_through = at, answer.recipient
    save(current, by=None, at=at)
    tell(Verb.COMPLETED, current, by=None, at=at, answer=answer)
    return current


@deed
def answer_later(
    *, point: ActionPoint, version: int, until: date, reason: str, answer: Answer, at: datetime
) -> ActionPoint:
    """Who manages the point moves its term; its owner says when it comes, and the term stands.

    Refuses a day that is not after the term.
    """
    current = _lock_answered(point, version, answer.recipient)
    if until <= current.due_on:
        raise TooEarly(_("Choose a day after the present term."), field="until")
    user = answer.recipient.user
    if user and can_manage(user, current):
        term = Term(until)
        return move_term(point=current, version=version, term=term, reason=reason, by=user, at=at)
    why = checked_reason(reason)
    day = until.isoformat()
    tell(Verb.LATER, current, by=user, at=at, text=why, new=day, version=0, answer=answer)
    return current


@deed
def answer_not_mine(
    *, point: ActionPoint, version: int, to: Owner, reason: str, answer: Answer, at: datetime
) -> ActionPoint:
    """Within her own organisation the point changes hands; another's keeps a reservation on it.

    Whose it really is, is then for the secretary to settle.
    """
    current = _lock_answered(point, version, answer.recipient)
    user = answer.recipient.user
    within = to.organisation.pk == current.owner_organisation_id
    if user and can_hand_over(user, current, to):
        return hand_over(point=current, version=version, to=to, reason=reason, by=user, at=at)
    if within:
        return _hand_over_within(current, to, reason, answer, at)
    said = _("Not ours but %(whose)s: %(reason)s")
    words = said % {"whose": to.label, "reason": checked_reason(reason)}
    if user:
        return keep_reservation(point=current, version=version, reason=words[:300], by=user, at=at)
    current.assent = Assent.RESERVED
    save(current, by=None, at=at)
    tell(Verb.RESERVED, current, by=None, at=at, text=words, answer=answer)
    return current


def day_of(until: date) -> str:
    return date_format(until, "l j F Y")


def _hand_over_within(
    point: ActionPoint, to: Owner, reason: str, answer: Answer, at: datetime
) -> ActionPoint:
    old = owner_of(point)
    if to == old:
        raise SameOwner(_("This point has that owner already."), field="owner")
    put_owner(point, to)
    ask_for_part(point, to)
    why = checked_reason(reason)
    save(point, by=None, at=at)
    tell(
        Verb.HANDED_OVER,
        point,
        by=None,
        at=at,
        text=why,
        old=old.label,
        new=to.label,
        answer=answer,
    )
    tell_new_owner(point, by=None, at=at)
    return point


def _lock_answered(point: ActionPoint, version: int, recipient: Recipient) -> ActionPoint:
    current: ActionPoint = locked(point)
    if not answers_for(recipient, current):
        raise NotAllowed(_("This action point is in other hands now."))
    refuse_not_open(current, version)
    return current
