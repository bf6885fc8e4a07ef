"""From a due row to a mail that is in, with a real mail server."""

import hashlib
import smtplib
import socket
import threading
import time
from datetime import timedelta
from email.utils import format_datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django.fixtures import Settings

from coordination.mail.delivery import deliver
from coordination.mail.delivery.claims import claim_batch
from coordination.mail.delivery.relay import Relay
from coordination.mail.models import Heartbeat, Status
from tests.cast import Cast
from tests.coordination.mail.conftest import Clock, Queue, state
from tests.services.smtp import Behaviour, SmtpSink


def test_a_due_message_is_sent_once(
    cast: Cast, queue: Queue, clock: Clock, relay: SmtpSink
) -> None:
    message = queue(cast.secretary)

    deliver(clock=clock)
    deliver(clock=clock)

    assert state(message) == (Status.SENT, 1)
    [delivery] = relay.deliveries
    assert delivery.recipients == ("secretary@example.gov",)
    mail = delivery.message
    assert mail["Subject"] == "Verslag MLT3"
    assert mail["Message-ID"] == message.message_id
    assert mail["Date"] == format_datetime(timezone.localtime(clock.now))
    assert mail.get_content().startswith("Het verslag van MLT3 staat klaar.")
    assert message.body_hash == hashlib.sha256(message.body.encode()).hexdigest()
    assert message.sent_at == clock.now
    assert message.relay_reply.startswith("250")


def test_without_a_relay_a_message_is_sent_to_the_pages_of_baken(
    cast: Cast, queue: Queue, clock: Clock, smtp: SmtpSink
) -> None:
    message = queue(cast.secretary)

    deliver(clock=clock)

    assert state(message) == (Status.SENT, 1)
    assert smtp.attempts == 0


def test_in_an_exercise_mail_never_leaves(
    cast: Cast, queue: Queue, clock: Clock, relay: SmtpSink, settings: Settings
) -> None:
    settings.EXERCISE = True
    message = queue(cast.secretary)

    deliver(clock=clock)

    assert state(message) == (Status.SENT, 1)
    assert relay.attempts == 0


def test_what_is_not_due_waits(cast: Cast, queue: Queue, clock: Clock) -> None:
    message = queue(cast.secretary, not_before=clock.now + timedelta(minutes=2))

    deliver(clock=clock)
    assert state(message) == (Status.QUEUED, 0)

    clock.forward(minutes=2)
    deliver(clock=clock)
    assert state(message) == (Status.SENT, 1)


def test_busy_is_tried_again_later(cast: Cast, queue: Queue, clock: Clock, relay: SmtpSink) -> None:
    message = queue(cast.secretary)
    relay.behaviour = lambda address: Behaviour.BUSY
    deliver(clock=clock)
    assert state(message) == (Status.RETRY, 1)
    assert message.relay_reply == "451 4.3.0 Busy, try again later"
    wait = message.not_before - clock.now
    assert timedelta(seconds=30) <= wait < timedelta(seconds=36)
    first = (message.message_id, message.date_header)

    relay.forget()
    deliver(clock=clock)
    assert relay.deliveries == []

    clock.forward(minutes=1)
    deliver(clock=clock)
    assert state(message) == (Status.SENT, 2)
    mail = relay.deliveries[0].message
    assert (mail["Message-ID"], mail["Date"]) == first


def test_after_eight_tries_it_is_dead(
    cast: Cast, queue: Queue, clock: Clock, relay: SmtpSink
) -> None:
    message = queue(cast.secretary)
    relay.behaviour = lambda address: Behaviour.BUSY

    for _attempt in range(10):
        deliver(clock=clock)
        clock.forward(hours=2)

    assert state(message) == (Status.DEAD, 8)
    assert relay.attempts == 8


def test_a_refused_recipient_is_dead_and_the_others_are_sent(
    cast: Cast, queue: Queue, clock: Clock, relay: SmtpSink
) -> None:
    refused = queue(cast.secretary)
    others = [queue(cast.lead), queue(cast.vws_officer)]
    relay.behaviour = lambda address: (
        Behaviour.REFUSE if address.startswith("secretary") else Behaviour.ACCEPT
    )

    deliver(clock=clock)

    assert state(refused) == (Status.DEAD, 1)
    assert refused.relay_reply == "550 5.1.1 No such mailbox"
    assert [state(message) for message in others] == [(Status.SENT, 1)] * 2


def test_without_a_relay_at_the_other_end_nothing_is_tried_and_nothing_is_lost(
    cast: Cast, queue: Queue, clock: Clock, relay: SmtpSink, settings: Settings
) -> None:
    message = queue(cast.secretary)
    settings.EMAIL_URL = "smtp://127.0.0.1:1"
    deliver(clock=clock)
    assert state(message) == (Status.QUEUED, 0)

    settings.EMAIL_URL = relay.url
    deliver(clock=clock)
    assert state(message) == (Status.SENT, 1)


def test_a_relay_whose_name_is_not_found_in_time_is_away(
    cast: Cast, queue: Queue, clock: Clock, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    message, over = queue(cast.secretary), threading.Event()
    settings.EMAIL_URL = "smtp://relay.example.gov"
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_more: over.wait(30))
    monkeypatch.setattr("coordination.kit.resolving.PATIENCE", 0.1)
    began = time.monotonic()

    deliver(clock=clock)
    over.set()

    assert (state(message), time.monotonic() - began < 10) == ((Status.QUEUED, 0), True)


def test_every_run_leaves_a_heartbeat(db: None, clock: Clock) -> None:
    deliver(clock=clock)

    assert Heartbeat.objects.get().at == clock.now


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://relay", ("relay", 25, "", "")),
        ("smtp+tls://me:p%40ss@relay", ("relay", 587, "starttls", "p@ss")),
        ("smtps://me:p%40ss@relay", ("relay", 465, "tls", "p@ss")),
        ("smtp://me:x@relay:2525", ("relay", 2525, "", "x")),
    ],
)
def test_the_relay_is_read_from_its_address(url: str, expected: tuple[object, ...]) -> None:
    relay = Relay.from_url(url)

    assert (relay.host, relay.port, relay.encryption, relay.password) == expected


def test_a_batch_uses_one_connection(
    cast: Cast, queue: Queue, clock: Clock, relay: SmtpSink, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []
    connect = Relay._connect

    def counted(self: Relay) -> smtplib.SMTP:
        made.append(self)
        return connect(self)

    monkeypatch.setattr(Relay, "_connect", counted)
    for number in range(60):
        queue(cast.secretary, key=str(number))

    deliver(clock=clock)

    assert (len(relay.deliveries), len(made)) == (60, 1)


def test_claiming_takes_the_same_number_of_queries_for_one_and_for_fifty(
    cast: Cast, queue: Queue, clock: Clock
) -> None:
    counts = []
    for number in (1, 49):
        for key in range(number):
            queue(cast.secretary, key=f"{number}-{key}")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            claim_batch(at=clock.now)
        counts.append(len(queries))

    assert counts[0] == counts[1]
