"""What a relay or a worker left open, and how it is settled."""

from datetime import timedelta

import pytest
from pytest_django.fixtures import Settings

from coordination.mail.delivery import deliver
from coordination.mail.models import Message, Status
from tests.cast import Cast
from tests.coordination.mail.conftest import Clock, Queue, state
from tests.services.smtp import Behaviour, SmtpSink


@pytest.mark.parametrize("behaviour", [Behaviour.DROP, Behaviour.HANG])
def test_no_answer_after_the_text_is_uncertain_and_sent_once_more_as_the_same_mail(
    cast: Cast,
    queue: Queue,
    clock: Clock,
    relay: SmtpSink,
    settings: Settings,
    behaviour: Behaviour,
) -> None:
    settings.EMAIL_TIMEOUT = 0.3
    message = queue(cast.secretary)
    relay.behaviour = lambda address: behaviour
    deliver(clock=clock)
    assert state(message) == (Status.UNCERTAIN, 1)
    taken = list(relay.deliveries)

    relay.forget()
    clock.forward(minutes=14)
    deliver(clock=clock)
    assert state(message) == (Status.UNCERTAIN, 1)

    clock.forward(minutes=1)
    deliver(clock=clock)
    assert state(message) == (Status.SENT, 2)
    assert message.resends == 1
    [again] = relay.deliveries
    assert again.message["Message-ID"] == message.message_id
    assert all(first.content == again.content for first in taken)


def test_a_relay_that_swallows_every_answer_gets_it_twice_and_no_more(
    cast: Cast, queue: Queue, clock: Clock, relay: SmtpSink
) -> None:
    message = queue(cast.secretary)
    relay.behaviour = lambda address: Behaviour.DROP

    for _hour in range(5):
        deliver(clock=clock)
        clock.forward(hours=1)

    assert state(message) == (Status.UNCERTAIN, 2)
    assert len(relay.deliveries) == 2


@pytest.mark.parametrize(
    ("found", "ends", "mails"),
    [("accepted", Status.SENT, 1), ("refused", Status.DEAD, 1), ("unknown", Status.SENT, 2)],
)
def test_evidence_settles_what_is_uncertain(
    cast: Cast,
    queue: Queue,
    clock: Clock,
    relay: SmtpSink,
    settings: Settings,
    found: str,
    ends: Status,
    mails: int,
) -> None:
    settings.MAIL_EVIDENCE = f"tests.coordination.mail.test_recovery.{found}"
    message = queue(cast.secretary)
    relay.behaviour = lambda address: Behaviour.DROP
    deliver(clock=clock)
    relay.behaviour = lambda address: Behaviour.ACCEPT

    clock.forward(minutes=15)
    deliver(clock=clock)

    assert state(message)[0] == ends
    assert len(relay.deliveries) == mails


def accepted(message_id: str) -> str:
    return "accepted"


def refused(message_id: str) -> str:
    return "refused"


def unknown(message_id: str) -> str:
    raise TimeoutError(message_id)


def test_leases_that_ran_out_are_freed(
    cast: Cast, queue: Queue, clock: Clock, relay: SmtpSink
) -> None:
    claimed, sending = queue(cast.secretary), queue(cast.lead)
    token = claimed.pk
    Message.objects.update(claim_token=token, lease_until=clock.now)
    Message.objects.filter(pk=claimed.pk).update(status=Status.CLAIMED)
    Message.objects.filter(pk=sending.pk).update(status=Status.SENDING, attempts=1)

    deliver(clock=clock)

    assert state(claimed) == (Status.SENT, 1)
    assert state(sending) == (Status.UNCERTAIN, 1)
    assert sending.reason == "Sending was broken off; it may have arrived."


def test_a_row_still_in_somebodys_hands_is_left_alone(
    cast: Cast, queue: Queue, clock: Clock
) -> None:
    message = queue(cast.secretary)
    Message.objects.update(
        status=Status.CLAIMED, claim_token=message.pk, lease_until=clock.now + timedelta(seconds=1)
    )

    deliver(clock=clock)

    assert state(message) == (Status.CLAIMED, 0)
