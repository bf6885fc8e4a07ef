"""A test, and one message another time."""

from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coordination.audit.deeds import deed, record
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.mail.models import Status
from coordination.mail.services import ring
from coordination.people.models import User

from ..models import OVER, TEST, Delivery, Webhook
from ..permissions import can_manage


class NotYoursToSend(NotAllowed):
    """Webhooks are an administrator's, and a coordinator's in her own name."""


class NothingToSend(Refusal):
    """It is off, or this message is under way."""


@deed
def send_test(*, webhook: Webhook, by: User, at: datetime) -> Delivery:
    """A message that tells nothing, to try address and signature with."""
    _refuse(webhook, by)
    made = Delivery.objects.create(webhook=webhook, kind=TEST, queued_at=at, not_before=at)
    record("webhooks.tested", webhook, by=by, at=at)
    _wake(webhook)
    return made


@deed
def resend(*, delivery: Delivery, by: User, at: datetime) -> Delivery:
    """The same message with the same id, from the first attempt on."""
    _refuse(delivery.webhook, by)
    changed = Delivery.objects.filter(pk=delivery.pk, status__in=OVER).update(
        status=Status.QUEUED, not_before=at, attempts=0, reason="", reply="", sent_at=None
    )
    if not changed:
        raise NothingToSend(_("This message is under way already."))
    delivery.refresh_from_db()
    record("webhooks.resent", delivery.webhook, by=by, at=at, delivery=str(delivery.pk))
    _wake(delivery.webhook)
    return delivery


def _refuse(webhook: Webhook, by: User) -> None:
    if not can_manage(by, webhook):
        raise NotYoursToSend(_("Only an administrator keeps a webhook in somebody else's name."))
    if not webhook.active:
        raise NothingToSend(_("Switch this webhook on first."))


def _wake(webhook: Webhook) -> None:
    """Somebody looks at it now: no rest, and a worker is rung."""
    Webhook.objects.filter(pk=webhook.pk).update(quiet_until=None)
    transaction.on_commit(partial(ring, "coordination.webhooks.tasks.deliver"), robust=True)
