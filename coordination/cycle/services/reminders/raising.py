"""Higher than the team lead only by a coordinator: one deed, one mail."""

from datetime import datetime

from django.utils.translation import gettext as _

from coordination.audit.deeds import deed, record
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.mail.models import Message
from coordination.mail.services import queue_message
from coordination.people.models import User
from coordination.people.services import recipient_for

from ...due import DueItem
from ...queries.due import find_item
from ..keeping import plain


class RaisedBefore(Refusal):
    """The same person was asked for the same date before."""

    status = 409


@deed
def raise_item(*, item: DueItem, to: User, reason: str, by: User, at: datetime) -> Message:
    """Ask a person's attention for what is late; once per person and version of its date.

    Refuses what is not late, and a person who may not see it.
    """
    if not by.may("cycle.remind"):
        raise NotAllowed(_("Only a coordinator raises what is late."))
    if not item.is_late(at):
        raise Refusal(_("It is not late."))
    if not to.is_active or find_item(item.kind, item.pk, user=to) is None:
        raise Refusal(_("This person may not see it. Choose somebody else."), field="person")
    message = queue_message(
        recipient=recipient_for(to),
        kind="cycle.raised",
        key=f"{item.pk.hex}.{item.version}",
        payload={
            "kind": item.kind,
            "item": str(item.pk),
            "version": item.version,
            "by": str(by.pk),
            "reason": plain(reason, field="reason", longest=300),
        },
        at=at,
    )
    if message is None:
        raise RaisedBefore(_("This was raised with this person before."), field="person")
    record("cycle.raised", message, by=by, at=at, dossier=item.dossier, item=item.pk, to=to.pk)
    return message
