"""Who has a row in hand. Every change carries the claim token and must find its row."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from ..models import DUE, Message, Status

BATCH = 50
LEASE = timedelta(minutes=5)
"""Longer than the slowest conversation with a relay; a dead worker's rows are free after it."""


class LostLease(Exception):
    """The row went to somebody else or was taken back; leave it alone."""


def claim_batch(*, at: datetime) -> list[Message]:
    """Up to 50 due rows that from now on are ours alone, oldest first.

    On PostgreSQL the rows that another worker is claiming are passed over; on SQLite the
    transaction is IMMEDIATE, so that there is no other worker meanwhile.
    """
    token = uuid.uuid4()
    with transaction.atomic():
        due = Message.objects.select_for_update(skip_locked=True).filter(
            status__in=DUE, not_before__lte=at
        )
        ids = list(due.order_by("not_before", "pk").values_list("pk", flat=True)[:BATCH])
        Message.objects.filter(pk__in=ids).update(
            status=Status.CLAIMED, claim_token=token, lease_until=at + LEASE
        )
    claimed = Message.objects.filter(claim_token=token).order_by("not_before", "pk")
    return list(
        claimed.select_related("recipient__user", "recipient__mailbox", "recipient__contact")
    )


def move(message: Message, *, held_as: Status, **fields: Any) -> None:
    """Change the row while it is still ours; LostLease when it is not."""
    ours = Message.objects.filter(pk=message.pk, claim_token=message.claim_token, status=held_as)
    if ours.update(**fields) != 1:
        raise LostLease
    for name, value in fields.items():
        setattr(message, name, value)


def put_back(messages: list[Message]) -> None:
    """Return what was not begun to the queue."""
    for message in messages:
        Message.objects.filter(
            pk=message.pk, claim_token=message.claim_token, status=Status.CLAIMED
        ).update(status=Status.QUEUED, claim_token=None, lease_until=None)
