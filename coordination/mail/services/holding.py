from datetime import datetime

from django.utils.translation import gettext_lazy as _

from coordination.audit.deeds import deed, record
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.people.models import User

from ..models import Hold, Message, Status
from ..permissions import can_hold
from .doorbell import ring_after_commit


class AlreadyHeld(Refusal):
    status = 409


class NotHeld(Refusal):
    status = 409


class NotYoursToHold(NotAllowed):
    """Her role does not reach all mail."""


@deed
def hold_all(*, reason: str, by: User | None, at: datetime) -> Hold:
    """Stop all mail until it is released; what is in a worker's hands goes back to the queue.

    `by` is None where Baken stops itself or the installation is restored.
    """
    if by is not None and not can_hold(by):
        raise NotYoursToHold(_("Only a coordinator holds all mail."))
    if Hold.objects.filter(released_at=None).exists():
        raise AlreadyHeld(_("The mail is on hold already."))
    hold = Hold.objects.create(since=at, by=by, reason=reason)
    Message.objects.filter(status=Status.CLAIMED).update(
        status=Status.QUEUED, claim_token=None, lease_until=None
    )
    record("mail.held", hold, by=by, at=at, reason=reason)
    return hold


@deed
def release_hold(*, by: User, at: datetime) -> Hold:
    """Let the mail go again; what waits until now is expected and does not set the brake."""
    if not can_hold(by):
        raise NotYoursToHold(_("Only a coordinator releases the mail."))
    hold = Hold.objects.select_for_update(of=("self",)).filter(released_at=None).first()
    if hold is None:
        raise NotHeld(_("The mail is not on hold."))
    hold.released_at, hold.released_by = at, by
    hold.save(update_fields=["released_at", "released_by"])
    record("mail.released", hold, by=by, at=at)
    ring_after_commit()
    return hold
