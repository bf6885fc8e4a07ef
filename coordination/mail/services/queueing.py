import uuid
from datetime import datetime
from typing import Any

from coordination.audit.deeds import running_deed
from coordination.kit.bulk import insert_new_rows
from coordination.people.models import Recipient

from ..models import Message, Status
from ..resting import out_of_the_night
from .doorbell import ring_after_commit
from .muting import keep_in_the_app


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
    calendar or the deed and holds a version, never from now: what was cancelled under a key
    stays cancelled. Who has this kind in the app only is not mailed, and what rests waits out the
    night. Called in the transaction of the deed it belongs to.
    """
    return _queue(
        Message(
            recipient=recipient,
            kind=kind,
            key=key,
            payload=payload,
            queued_at=at,
            not_before=not_before or at,
            dossier=dossier,
        )
    )


def queue_account_mail(
    *, recipient: Recipient, subject: str, text: str, at: datetime
) -> Message | None:
    """Queue words that were made elsewhere; every call is a message of its own.

    Its key begins with its number, so that the newest is known where two are of one moment.
    """
    number = recipient.messages.filter(kind="account").count()
    return _queue(
        Message(
            recipient=recipient,
            kind="account",
            key=f"{number:09}:{uuid.uuid4().hex}",
            subject=subject,
            body=text,
            queued_at=at,
            not_before=at,
        )
    )


def queue_messages(*, messages: list[Message]) -> None:
    """Queue what a planner made, each once: a recipient, kind and key that exists is left alone.

    Their ids follow from those three, so that the planner's own rows can point at them.
    """
    insert_new_rows(messages)
    if any(message.not_before <= message.queued_at for message in messages):
        ring_after_commit()


def _queue(message: Message) -> Message | None:
    message.deed = running_deed()
    message.not_before = out_of_the_night(message.kind, message.not_before)
    keep_in_the_app(message)
    # On a key that exists nothing is inserted, also when two planners come at the same moment.
    Message.objects.bulk_create([message], ignore_conflicts=True)
    if not Message.objects.filter(pk=message.pk).exists():
        return None
    if message.status == Status.QUEUED and message.not_before <= message.queued_at:
        ring_after_commit()
    return message
