"""Planning as the calendar does it: a row per recipient under the key of the cycle."""

from datetime import datetime
from typing import Any

from django.db import transaction

from coordination.dossiers.models import Dossier
from coordination.mail.models import Message
from coordination.mail.services import queue_message
from coordination.people.models import Recipient

from .names import address_of
from .pace import KIND, POISON

AT_ONCE = 500


def key_of(cycle: str) -> str:
    return cycle


def plan_cycle(
    *, cycle: str, number: int, at: datetime, poison: int | None = None, restricted: bool = False
) -> int:
    """Queue one message of the cycle for the first so many recipients; how many were new."""
    addresses = [address_of(each) for each in range(number)]
    recipients = Recipient.objects.filter(user__email__in=addresses).order_by("user__email")
    dossier = Dossier.objects.get(title="Storingen").pk if restricted else None
    rows = list(enumerate(recipients))
    new: list[Message] = []
    for start in range(0, len(rows), AT_ONCE):
        with transaction.atomic():
            for each, recipient in rows[start : start + AT_ONCE]:
                payload: dict[str, Any] = {"cycle": cycle, POISON: each == poison}
                message = queue_message(
                    recipient=recipient,
                    kind=KIND,
                    key=key_of(cycle),
                    payload=payload,
                    at=at,
                    dossier=dossier,
                )
                new += [message] if message else []
    return len(new)
