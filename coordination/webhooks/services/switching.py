"""A webhook is switched off, by a person or because nobody answers, and on again."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from coordination.audit.deeds import deed, record
from coordination.kit.locking import locked
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.mail.models import DUE, Status
from coordination.mail.services import queue_message
from coordination.people.models import User
from coordination.people.services import recipient_for

from ..models import Webhook
from ..permissions import can_manage

BY_HAND = gettext_noop("Switched off by hand.")


class NotYoursToSwitch(NotAllowed):
    """Webhooks are an administrator's, and a coordinator's in her own name."""


class AlreadySo(Refusal):
    status = 409


@deed
def switch_off(
    *, webhook: Webhook, by: User | None, at: datetime, reason: str = BY_HAND
) -> Webhook:
    """Nothing leaves any more; what waits is dropped and can be sent again by hand.

    `by` is None where its receiver stopped answering; the owner is then mailed.
    """
    webhook = locked(webhook)
    _refuse_others(webhook, by)
    if not webhook.active:
        raise AlreadySo(_("This webhook is off already."))
    webhook.active, webhook.off_reason = False, reason
    webhook.save(update_fields=["active", "off_reason"])
    webhook.deliveries.filter(status__in=[*DUE, Status.CLAIMED]).update(
        status=Status.CANCELLED, reason=reason, claim_token=None, lease_until=None
    )
    record("webhooks.switched_off", webhook, by=by, at=at, reason=reason)
    if by is None:
        queue_message(
            recipient=recipient_for(webhook.owner),
            kind="webhooks.off",
            key=f"{webhook.pk}:{at.isoformat()}",
            payload={"webhook": str(webhook.pk)},
            at=at,
        )
    return webhook


@deed
def switch_on(*, webhook: Webhook, by: User, at: datetime) -> Webhook:
    """It is told what happens from now on; what happened meanwhile is not told."""
    webhook = locked(webhook)
    _refuse_others(webhook, by)
    if webhook.active:
        raise AlreadySo(_("This webhook is on already."))
    webhook.active, webhook.off_reason = True, ""
    webhook.listens_from, webhook.misses, webhook.quiet_until = at, 0, None
    webhook.save()
    record("webhooks.switched_on", webhook, by=by, at=at)
    return webhook


def _refuse_others(webhook: Webhook, by: User | None) -> None:
    if by is not None and not can_manage(by, webhook):
        raise NotYoursToSwitch(_("Only an administrator keeps a webhook in somebody else's name."))
