"""Queueing, taking back, the doorbell, account mail and what is kept."""

import socket
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail import BadHeaderError, EmailMessage, send_mail
from django.db import IntegrityError, transaction
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks, Settings

from coordination.audit.deeds import deed, record
from coordination.celery import app
from coordination.kit.refusals import Refusal
from coordination.mail.delivery import deliver
from coordination.mail.delivery.claims import LostLease, claim_batch, move
from coordination.mail.models import Message, Status
from coordination.mail.services import (
    cancel_messages,
    empty_bodies,
    queue_message,
    ring,
    snooze_message,
    supersede_messages,
)
from coordination.people.models import User
from coordination.people.services import recipient_for
from tests.cast import Cast
from tests.coordination.mail.conftest import Clock, Queue
from tests.services.smtp import SmtpSink


@pytest.fixture
def real_backend(settings: Settings) -> None:
    """pytest-django puts a list in place of the backend; here the project's own is meant."""
    settings.EMAIL_BACKEND = "coordination.mail.backends.OutboxBackend"


def test_the_same_key_is_queued_once(cast: Cast, queue: Queue, clock: Clock) -> None:
    queue(cast.secretary, key="cycle-3")

    again = queue_message(
        recipient=recipient_for(cast.secretary),
        kind="test.note",
        key="cycle-3",
        payload={"title": "other"},
        at=clock.now,
    )

    assert again is None
    assert Message.objects.get().payload == {"title": "MLT3"}


def test_many_messages_ring_once(
    cast: Cast, queue: Queue, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks() as callbacks:
        for number in range(3):
            queue(cast.secretary, key=str(number))

    assert callbacks == [ring]


def test_mail_that_waits_rings_nobody(
    cast: Cast,
    queue: Queue,
    clock: Clock,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks() as callbacks:
        queue(cast.secretary, not_before=clock.now + timedelta(minutes=2))

    assert callbacks == []


def test_the_doorbell_puts_one_task_in_the_broker(settings: Settings) -> None:
    with app.connection_for_read() as broker:
        channel = broker.default_channel
        channel.client.delete("celery")

        ring()

        assert channel.client.llen("celery") == 1
        channel.client.delete("celery")


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A port that takes connections and never answers."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(50)
        yield int(listener.getsockname()[1])


@pytest.mark.parametrize("away", ["dead", "silent"])
def test_a_broker_that_is_away_costs_at_most_a_moment(
    silent_port: int, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, away: str
) -> None:
    port = silent_port if away == "silent" else 1
    monkeypatch.setattr(app.conf, "broker_write_url", f"redis://127.0.0.1:{port}/0")
    monkeypatch.setattr(app.conf, "broker_url", f"redis://127.0.0.1:{port}/0")

    began = time.monotonic()
    ring()

    assert time.monotonic() - began < 2
    assert [entry.message for entry in caplog.records if entry.name.endswith("doorbell")] == [
        "mail.doorbell"
    ]


@deed
def _circulate(*, by: User, at: Any, wait: timedelta) -> None:
    queue_message(
        recipient=recipient_for(by),
        kind="test.note",
        key="report",
        payload={"title": "MLT3"},
        at=at,
        not_before=at + wait,
    )
    record("test.circulated", None, by=by, at=at)


def test_what_a_deed_queued_is_cancelled_by_its_id(cast: Cast, clock: Clock) -> None:
    _circulate(by=cast.secretary, at=clock.now, wait=timedelta(minutes=2))
    message = Message.objects.get()
    assert message.deed is not None

    assert cancel_messages(deed=message.deed, reason="Taken back.") == 1

    clock.forward(minutes=2)
    deliver(clock=clock)
    message.refresh_from_db()
    assert (message.status, message.reason) == (Status.CANCELLED, "Taken back.")


def test_what_has_left_is_not_taken_back(cast: Cast, clock: Clock) -> None:
    _circulate(by=cast.secretary, at=clock.now, wait=timedelta())
    deliver(clock=clock)

    with pytest.raises(Refusal), transaction.atomic():
        cancel_messages(deed=Message.objects.get().deed, reason="Taken back.")

    assert Message.objects.get().status == Status.SENT


def test_a_message_taken_back_is_lost_to_the_worker_that_has_it(
    cast: Cast, queue: Queue, clock: Clock
) -> None:
    message = queue(cast.secretary)
    [claimed] = claim_batch(at=clock.now)
    cancel_messages(messages=Message.objects.filter(pk=message.pk), reason="Taken back.")

    with pytest.raises(LostLease):
        move(claimed, held_as=Status.CLAIMED, status=Status.SENDING)

    assert Message.objects.get().status == Status.CANCELLED


def test_the_newest_takes_the_place_of_what_waits(cast: Cast, queue: Queue) -> None:
    queue(cast.secretary)

    assert supersede_messages(messages=Message.objects.all(), reason="A newer one waits.") == 1
    assert Message.objects.get().status == Status.SUPERSEDED


def test_a_snoozed_message_comes_later(cast: Cast, queue: Queue, clock: Clock) -> None:
    message = queue(cast.secretary)
    until = clock.now + timedelta(days=1)
    snooze_message(message=message, until=until, by=cast.secretary, at=clock.now)
    deliver(clock=clock)
    assert Message.objects.get().status == Status.SNOOZED

    clock.forward(days=1)
    deliver(clock=clock)
    assert Message.objects.get().status == Status.SENT


def test_account_mail_is_a_row_and_rung_at_once(
    cast: Cast,
    real_backend: None,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks() as callbacks:
        sent = send_mail("Uw code", "123456", None, ["Secretary@example.gov"])

    message = Message.objects.get()
    assert (sent, callbacks, mail.outbox) == (1, [ring], [])
    assert (message.kind, message.recipient.user, message.body) == (
        "account",
        cast.secretary,
        "123456",
    )


def test_account_mail_to_an_unknown_address_goes_nowhere(cast: Cast, real_backend: None) -> None:
    assert send_mail("Uw code", "123456", None, ["nobody@example.gov"]) == 0
    assert not Message.objects.exists()


def test_account_mail_with_a_line_break_in_its_subject_is_refused(
    cast: Cast, real_backend: None
) -> None:
    bad = EmailMessage("Code\nBcc: x@example.gov", "123456", to=["secretary@example.gov"])

    with pytest.raises(BadHeaderError):
        bad.send()

    assert not Message.objects.exists()


def test_the_body_of_account_mail_is_emptied_once_it_left(
    cast: Cast, real_backend: None, clock: Clock, smtp: SmtpSink, settings: Settings
) -> None:
    settings.EMAIL_URL = smtp.url
    settings.GOVERNMENT_DOMAINS = []
    send_mail("Uw code", "123456", None, ["secretary@example.gov"])
    clock.now = Message.objects.get().queued_at

    deliver(clock=clock)

    message = Message.objects.get()
    assert (message.status, message.body, len(message.body_hash)) == (Status.SENT, "", 64)
    assert smtp.deliveries[0].message.get_content().strip() == "123456"


def test_account_mail_read_in_baken_is_emptied_after_an_hour(
    cast: Cast, real_backend: None, clock: Clock
) -> None:
    send_mail("Uw code", "123456", None, ["secretary@example.gov"])
    clock.now = Message.objects.get().queued_at
    deliver(clock=clock)

    assert empty_bodies(at=clock.now + timedelta(minutes=59)) == 0
    assert empty_bodies(at=clock.now + timedelta(minutes=60)) == 1


def test_other_bodies_are_emptied_after_ninety_days_and_the_hash_stays(
    cast: Cast, queue: Queue, clock: Clock
) -> None:
    queue(cast.secretary)
    deliver(clock=clock)
    kept = Message.objects.get().body_hash

    assert empty_bodies(at=clock.now + timedelta(days=89)) == 0
    assert empty_bodies(at=clock.now + timedelta(days=90)) == 1

    message = Message.objects.get()
    assert (message.body, message.payload, message.body_hash) == ("", {}, kept)


def test_the_database_refuses_a_claimed_row_without_a_token(cast: Cast, queue: Queue) -> None:
    queue(cast.secretary)

    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.update(status=Status.CLAIMED)
