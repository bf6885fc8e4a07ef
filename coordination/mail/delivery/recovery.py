"""What a dead worker left behind, and what is uncertain."""

import logging
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.db.models import F
from django.utils.module_loading import import_string
from django.utils.translation import gettext_noop

from coordination.kit.clock import machine_at

from ..models import Message, Status
from .attempts import LOOK_AGAIN, NO_ANSWER, REFUSED

logger = logging.getLogger(__name__)

CRASHED = gettext_noop("Sending was broken off; it may have arrived.")
PROVEN = gettext_noop("Found in the log of the relay.")

MOST_RESENDS = {NO_ANSWER: 1}
"""A relay that swallows every answer gets a message twice and then asks for a person."""
MOST_RESENDS_AFTER_CRASH = 3


class Evidence(StrEnum):
    """What is known elsewhere of a Message-ID: a relay log, a journal mailbox."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    UNKNOWN = "unknown"


def unknown(message_id: str) -> Evidence:
    """Nothing to look it up in."""
    return Evidence.UNKNOWN


def recover(*, at: datetime) -> int:
    """Free the rows of workers that died and settle the uncertain ones; how many were resent."""
    machine = machine_at(at)
    over = Message.objects.filter(lease_until__lte=machine)
    over.filter(status=Status.CLAIMED).update(
        status=Status.QUEUED, claim_token=None, lease_until=None
    )
    over.filter(status=Status.SENDING).update(
        status=Status.UNCERTAIN, claim_token=None, lease_until=machine + LOOK_AGAIN, reason=CRASHED
    )
    uncertain = Message.objects.filter(status=Status.UNCERTAIN, lease_until__isnull=False)
    evidence: Callable[[str], Evidence] = import_string(settings.MAIL_EVIDENCE)
    return sum(_reconcile(message, evidence, at) for message in uncertain.order_by("lease_until"))


def _reconcile(message: Message, evidence: Callable[[str], Evidence], at: datetime) -> bool:
    match _ask(evidence, message.message_id):
        case Evidence.ACCEPTED:
            _set(message, status=Status.SENT, sent_at=at, reason=PROVEN, lease_until=None)
        case Evidence.REFUSED:
            _set(message, status=Status.DEAD, reason=REFUSED, lease_until=None)
        case Evidence.UNKNOWN if (
            message.lease_until is not None and message.lease_until <= machine_at(at)
        ):
            return _once_more(message, at)
    return False


def _once_more(message: Message, at: datetime) -> bool:
    if message.resends >= MOST_RESENDS.get(message.reason, MOST_RESENDS_AFTER_CRASH):
        # Without a lease it is not looked at again by itself; the operator decides.
        return _set(message, lease_until=None) and False
    return _set(
        message,
        status=Status.QUEUED,
        not_before=at,
        lease_until=None,
        resends=F("resends") + 1,
    )


def _set(message: Message, **fields: Any) -> bool:
    """Change the row as it was read; two recoveries at once change it once."""
    as_read = Message.objects.filter(
        pk=message.pk, status=Status.UNCERTAIN, lease_until=message.lease_until
    )
    return as_read.update(**fields) == 1


def _ask(evidence: Callable[[str], Evidence], message_id: str) -> Evidence:
    try:
        return Evidence(evidence(message_id))
    except Exception:
        logger.exception("mail.evidence")
        return Evidence.UNKNOWN
