"""The protections, each with what the code would do without it."""

import signal
import time
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

from django.db import connection, transaction

from coordination.celery import app
from coordination.cycle.services.reminders import expected
from coordination.cycle.services.reminders import planning as reminding
from coordination.kit import workdays
from coordination.kit.moments import day_of
from coordination.mail import tasks
from coordination.mail.delivery import attempts, run
from coordination.mail.delivery.claims import BATCH, claim_batch, move
from coordination.mail.delivery.composing import frozen
from coordination.mail.delivery.transport import Answer, Outcome, RelayAway
from coordination.mail.management.commands import deliver_mail
from coordination.mail.models import DUE, Message, Status
from coordination.mail.services import doorbell, operating
from coordination.webhooks import delivery as hooks

from . import planning
from .pace import replace


def switch_off(name: str) -> None:
    """Switch off one protection by name; nothing for no name or one that is a setting."""
    if name and name not in BY_SETTING:
        PROTECTIONS[name]()


def no_recovery() -> None:
    """What a dead worker held is never freed."""
    replace(run, recover=lambda *, at: 0)


def resends_at_once() -> None:
    """Lease and resend: no state `sending`, no `uncertain`, nothing asked of evidence."""

    def freed(*, at: datetime) -> int:
        held = Message.objects.filter(status__in=[Status.CLAIMED, Status.SENDING])
        return held.filter(lease_until__lte=at).update(
            status=Status.QUEUED, claim_token=None, lease_until=None
        )

    settle = attempts._settle

    def later(message: Message, answer: Answer, **options: Any) -> Status:
        outcome = Outcome.AWAY if answer.outcome is Outcome.UNCERTAIN else answer.outcome
        return settle(message, Answer(outcome, answer.reply), **options)

    replace(run, recover=freed)
    replace(attempts, _settle=later)


def no_freeing() -> None:
    """What a dead worker had in hand for a webhook is never called again."""
    replace(hooks, _free=lambda *, at: None)


def one_try() -> None:
    """What the relay puts off is not tried again."""
    attempts.MOST_TRIES = 1


def refusal_stops() -> None:
    """A recipient who is refused ends the run, and the next, and the next."""
    settle = attempts._settle

    def stopping(message: Message, answer: Answer, **options: Any) -> Status:
        if answer.outcome is Outcome.REFUSED:
            move(message, held_as=Status.SENDING, status=Status.CLAIMED)
            raise RelayAway(answer.reply)
        return settle(message, answer, **options)

    attempts._settle = stopping


def poison_spreads() -> None:
    """A message that cannot be made ends the run, and the next, and the next."""

    class Uncaught(BaseException):
        pass

    def breaking(message: Message, **options: Any) -> dict[str, Any]:
        try:
            return frozen(message, **options)
        except Exception as trouble:
            Message.objects.filter(pk=message.pk).update(not_before=message.queued_at)
            raise Uncaught from trouble

    replace(attempts, frozen=breaking)


def no_second_look() -> None:
    """Who may still see the dossier is asked at planning only."""
    replace(attempts, reason_to_skip=lambda message, *, at: None)


def deaf() -> None:
    """SIGTERM ends the process where it stands."""
    nothing = SimpleNamespace(signal=lambda *_: None, SIGTERM=signal.SIGTERM, SIGINT=signal.SIGINT)
    replace(deliver_mail, signal=nothing)


def deaf_worker() -> None:
    """A worker that is asked to stop goes on with its batch until it is ended."""
    replace(tasks, stopping=SimpleNamespace(is_set=lambda: False))


def unlocked() -> None:
    """Claiming looks and then takes, without a lock and without a token to hold it by."""

    def look_and_take(*, at: datetime) -> list[Message]:
        due = Message.objects.filter(status__in=DUE, not_before__lte=at)
        found = list(due.order_by("not_before", "pk").select_related("recipient__user")[:BATCH])
        time.sleep(0.05)
        Message.objects.filter(pk__in=[one.pk for one in found]).update(
            status=Status.CLAIMED, claim_token=uuid.uuid4(), lease_until=at + timedelta(minutes=5)
        )
        return found

    def whatever_stands_there(message: Message, *, held_as: Status, **fields: Any) -> None:
        fields.setdefault("claim_token", message.pk)
        Message.objects.filter(pk=message.pk).update(**fields)
        for name, value in fields.items():
            setattr(message, name, value)

    replace(run, claim_batch=look_and_take)
    replace(attempts, move=whatever_stands_there)


def key_from_now() -> None:
    """The planner makes the key from the moment it runs."""
    planning.key_of = lambda cycle: f"{cycle} {uuid.uuid4()}"


def bell_in_the_deed() -> None:
    """The broker is told inside the deed, and its failure is the deed's."""

    def told() -> None:
        app.send_task("coordination.mail.tasks.deliver", retry=False)

    replace(operating, ring_after_commit=told)


def patient_bell() -> None:
    """A page waits for the broker as long as the broker likes."""
    doorbell.PATIENCE = 30.0


def every_missed_morning() -> None:
    """What was missed is all planned, each for the morning on which it should have gone."""
    replace(expected, _newest=lambda falls, at: falls)
    reminding.Digests.day_of = lambda self, one: day_of(one.fall.at)  # type: ignore[method-assign]  # what it would do


def no_hole() -> None:
    """Any moment on the clock is a moment."""
    workdays.HOLE = workdays.AFTER_HOLE


def held_while_sending() -> None:
    """A transaction is open, with the outbox locked, while the relay is spoken to."""
    send = run._send

    def locked(*arguments: Any) -> bool:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("LOCK TABLE mail_message IN ACCESS EXCLUSIVE MODE")
            return send(*arguments)

    replace(run, _send=locked)


def by_token_alone() -> None:
    """A claimed batch is looked up by its token, in all that was ever sent."""

    def looked_up(*, at: datetime) -> list[Message]:
        tokens = {message.claim_token for message in claim_batch(at=at)}
        found = Message.objects.filter(claim_token__in=tokens) if tokens else []
        return list(found)

    replace(run, claim_batch=looked_up)


BY_SETTING = {"no_time_out", "no_beat", "no_waiting_commit"}
PROTECTIONS: dict[str, Callable[[], None]] = {
    work.__name__: work
    for work in (
        no_recovery,
        no_freeing,
        resends_at_once,
        one_try,
        refusal_stops,
        poison_spreads,
        no_second_look,
        deaf,
        deaf_worker,
        unlocked,
        key_from_now,
        bell_in_the_deed,
        patient_bell,
        by_token_alone,
        every_missed_morning,
        no_hole,
        held_while_sending,
    )
}
