"""Put a message in the outbox. Nothing else sends."""

import uuid
from datetime import datetime
from typing import Any

from coordination.people.models import Recipient

from .models import Message


def queue_message(
    *,
    recipient: Recipient,
    kind: str,
    key: str,
    payload: dict[str, Any],
    at: datetime,
    not_before: datetime | None = None,
    dossier: uuid.UUID | None = None,
) -> Message | None:
    """Queue one message, once: the same recipient, kind and key again gives None.

    `kind` is registered in mail.kinds and renders from `payload`; `key` comes from the
    calendar or the deed, never from now.
    """
    message, made = Message.objects.get_or_create(
        recipient=recipient,
        kind=kind,
        key=key,
        defaults={
            "payload": payload,
            "queued_at": at,
            "not_before": not_before or at,
            "dossier": dossier,
        },
    )
    return message if made else None
