import uuid
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from coordination.audit.deeds import deed, record
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.people.models import User

from ..models import DUE, IN_THE_APP, Message, Status
from ..permissions import can_hold

WAITING = (*DUE, Status.CLAIMED)
LEFT = (Status.SENDING, Status.SENT, Status.UNCERTAIN)


class HasLeft(Refusal):
    """Mail of this deed is under way already."""


def cancel_messages(
    *,
    reason: str,
    deed: uuid.UUID | None = None,
    messages: "QuerySet[Message] | None" = None,
) -> int:
    """Cancel what a deed queued, or `messages`; how many were. `reason` is kept untranslated.

    Refuses with HasLeft, cancelling nothing, when one of them is under way or has arrived.
    Called in the transaction of the deed that takes it back.
    """
    found = messages if messages is not None else Message.objects.filter(deed=deed)
    if messages is None and deed is None:
        raise ValueError("say which deed or which messages")
    cancelled = _withdraw(found, Status.CANCELLED, reason)
    if found.filter(status__in=LEFT).exists():
        raise HasLeft(_("The mail has left; it cannot be taken back any more."))
    return cancelled


def supersede_messages(*, messages: "QuerySet[Message]", reason: str) -> int:
    """Drop what waits because something newer takes its place; how many were."""
    return _withdraw(messages, Status.SUPERSEDED, reason)


def _withdraw(messages: "QuerySet[Message]", status: Status, reason: str) -> int:
    # A claimed row is taken back from its worker too: its token is gone.
    # And so is what stands in the app only: what was undone is no notice either.
    kept = Q(status=Status.SKIPPED, reason=IN_THE_APP)
    return messages.filter(Q(status__in=WAITING) | kept).update(
        status=status, reason=reason, claim_token=None, lease_until=None
    )


@deed
def snooze_message(*, message: Message, until: datetime, by: User, at: datetime) -> Message:
    """Let a planned message wait until a later moment; refuses one that is under way.

    Hers to put off, or a coordinator's.
    """
    if message.recipient.user_id != by.pk and not can_hold(by):
        raise NotAllowed(_("This message is not yours to put off."))
    changed = Message.objects.filter(pk=message.pk, status__in=WAITING).update(
        status=Status.SNOOZED, not_before=until, claim_token=None, lease_until=None
    )
    if not changed:
        raise HasLeft(_("This message does not wait any more."))
    record("mail.snoozed", message, by=by, at=at, until=until)
    message.refresh_from_db()
    return message
