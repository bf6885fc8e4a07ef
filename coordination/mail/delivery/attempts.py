"""One attempt at one row, from claimed to how it ended."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_noop

from coordination.kit.clock import machine_at

from ..kinds import mail_kinds
from ..models import Message, Status
from .claims import LEASE, move
from .composing import Unsendable, frozen, reason_to_skip
from .transport import Answer, Outcome, Transport

logger = logging.getLogger(__name__)

Clock = Callable[[], datetime]

MOST_TRIES = 8
LOOK_AGAIN = timedelta(minutes=15)
"""How long after an uncertain end it is sent once more, when nothing proves it arrived."""

NOT_MADE = gettext_noop("The message could not be made.")
TOO_OFTEN = gettext_noop("The relay put it off too many times.")
REFUSED = gettext_noop("The relay refused it.")
NO_ANSWER = gettext_noop("The relay took the text and gave no answer.")


def attempt(message: Message, transport: Transport, clock: Clock) -> Status:
    """Send one claimed row or find out why not; its new state.

    `sending` is committed before the relay hears of the message, and no transaction is open
    while it does. RelayAway and LostLease pass through.
    """
    at = clock()
    try:
        with transaction.atomic():
            reason = reason_to_skip(message, at=at)
            fields = {} if reason else frozen(message, leaves=transport.leaves, at=at)
    except Unsendable as why:
        return _end(message, Status.DEAD, held_as=Status.CLAIMED, reason=str(why))
    except Exception:
        logger.exception("mail.not_made", extra={"message_pk": str(message.pk)})
        message.attempts += 1
        return _later(message, held_as=Status.CLAIMED, at=at, reason=NOT_MADE)
    if reason:
        return _end(message, Status.SKIPPED, held_as=Status.CLAIMED, reason=reason)
    transport.ready()
    move(
        message,
        held_as=Status.CLAIMED,
        status=Status.SENDING,
        attempts=message.attempts + 1,
        lease_until=machine_at(clock()) + LEASE,
        **fields,
    )
    answer = transport.send(message)
    return _settle(message, answer, leaves=transport.leaves, at=clock())


def _settle(message: Message, answer: Answer, *, leaves: bool, at: datetime) -> Status:
    match answer.outcome:
        case Outcome.ACCEPTED:
            emptied: dict[str, Any] = (
                {"body": ""} if leaves and mail_kinds[message.kind].account else {}
            )
            return _end(message, Status.SENT, reply=answer.reply, sent_at=at, **emptied)
        case Outcome.REFUSED:
            return _end(message, Status.DEAD, reply=answer.reply, reason=REFUSED)
        case Outcome.LATER:
            return _later(message, at=at, reply=answer.reply, reason=TOO_OFTEN)
        case Outcome.AWAY:
            return _later(message, at=at, reply=answer.reply)
        case Outcome.UNCERTAIN:
            return _end(
                message,
                Status.UNCERTAIN,
                reply=answer.reply,
                reason=NO_ANSWER,
                lease_until=machine_at(at) + LOOK_AGAIN,
            )


def backoff(message: Message) -> timedelta:
    return pause(message.attempts, message.pk)


def pause(attempts: int, row: UUID) -> timedelta:
    """30 s, doubled per attempt, an hour at most; up to a fifth more, different per row."""
    seconds = min(30 * 2 ** min(max(attempts - 1, 0), 10), 3600)
    return timedelta(seconds=seconds * (1 + row.int % 200 / 1000))


def _later(
    message: Message,
    *,
    at: datetime,
    held_as: Status = Status.SENDING,
    reply: str = "",
    reason: str = "",
) -> Status:
    """Back to the queue for a while; with a `reason`, dead after the eighth attempt."""
    tried: dict[str, Any] = {"held_as": held_as, "reply": reply, "attempts": message.attempts}
    if reason and message.attempts >= MOST_TRIES:
        return _end(message, Status.DEAD, reason=reason, **tried)
    return _end(message, Status.RETRY, not_before=at + backoff(message), **tried)


def _end(
    message: Message,
    status: Status,
    *,
    held_as: Status = Status.SENDING,
    reply: str = "",
    reason: str = "",
    lease_until: datetime | None = None,
    **fields: Any,
) -> Status:
    move(
        message,
        held_as=held_as,
        status=status,
        relay_reply=reply,
        reason=reason,
        claim_token=None,
        lease_until=lease_until,
        **fields,
    )
    return status
