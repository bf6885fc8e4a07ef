from datetime import datetime

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from coordination.audit.deeds import deed, record
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.people.models import User

from ..kinds import account_kinds
from ..models import Message, Status
from ..permissions import can_hold, can_retry
from .doorbell import ring_after_commit

FAILED = (Status.DEAD, Status.UNCERTAIN, Status.RETRY)


class NothingToSend(Refusal):
    """This message cannot be sent (again) from the state it is in."""


@deed
def retry_message(*, message: Message, by: User, at: datetime) -> Message:
    """Try once more what was refused, hung or uncertain, from the first attempt on.

    It stays the same message, with the same Message-ID and Date.
    """
    if not can_retry(by):
        raise NotAllowed(_("Only a coordinator or an administrator tries mail again."))
    changed = Message.objects.filter(pk=message.pk, status__in=FAILED).update(
        status=Status.QUEUED, not_before=at, attempts=0, reason="", lease_until=None
    )
    if not changed:
        raise NothingToSend(_("This message is not waiting for another try."))
    return _recorded("mail.retried", message, by=by, at=at)


@deed
def resend_message(*, message: Message, by: User, at: datetime) -> Message:
    """Send a sent message another time, as a new mail with the same words.

    Refuses account mail, and mail whose body the retention emptied.
    """
    if not can_hold(by):
        raise NotAllowed(_("Only a coordinator sends a message again."))
    changed = (
        Message.objects.filter(pk=message.pk, status=Status.SENT)
        .exclude(body="")
        .exclude(kind__in=account_kinds())
        .update(
            status=Status.QUEUED,
            not_before=at,
            attempts=0,
            resends=F("resends") + 1,
            message_id="",
            date_header="",
        )
    )
    if not changed:
        raise NothingToSend(_("This message was not sent, or its text is no longer kept."))
    return _recorded("mail.resent", message, by=by, at=at)


def _recorded(action: str, message: Message, *, by: User, at: datetime) -> Message:
    message.refresh_from_db(fields=["status", "not_before", "attempts", "resends", "reason"])
    record(action, message, by=by, at=at, dossier=message.dossier)
    ring_after_commit()
    return message
