"""From a due row to a mail that is in, with a real mail server."""

import hashlib
import smtplib
from datetime import timedelta
from email.utils import format_datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django.fixtures import Settings

from coordination.dossiers.models import DossierAccess
from coordination.dossiers.services import revoke_access
from coordination.mail.delivery import deliver
from coordination.mail.delivery.claims import claim_batch
from coordination.mail.delivery.relay import Relay
from coordination.mail.models import Heartbeat, Hold, Message, Status
from coordination.mail.services import hold_all, release_hold
from coordination.people.models import User
from tests.cast import Cast
from tests.coordination.mail.conftest import Clock, Queue, TestKind
from tests.services.smtp import Behaviour, SmtpSink


@pytest.fixture
def relay(smtp: SmtpSink, settings: Settings) -> SmtpSink:
    settings.EMAIL_URL = smtp.url
    settings.EMAIL_TIMEOUT = 2
    return smtp


def state(message: Message) -> tuple[Status, int]:
    message.refresh_from_db()
    return Status(message.status), message.attempts


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
    settings.MAIL_EVIDENCE = f"tests.coordination.mail.test_delivery.{found}"
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


def test_access_revoked_after_planning_is_skipped_with_its_reason(
    cast: Cast, queue: Queue, clock: Clock, relay: SmtpSink
) -> None:
    cast.dossier.restricted = True
    cast.dossier.save()
    kept = queue(cast.lead, dossier=cast.dossier.pk)
    message = queue(cast.vws_officer, dossier=cast.dossier.pk)
    access = DossierAccess.objects.get(dossier=cast.dossier, body=cast.body)
    revoke_access(access=access, by=cast.lead, at=clock.now)

    deliver(clock=clock)

    assert state(message) == (Status.SKIPPED, 0)
    assert message.reason == "The recipient may not see the dossier any more."
    assert state(kept) == (Status.SENT, 1)
    assert [delivery.recipients for delivery in relay.deliveries] == [("team.lead@example.gov",)]


def test_an_item_no_longer_open_is_skipped(
    cast: Cast, queue: Queue, clock: Clock, kind: TestKind
) -> None:
    message = queue(cast.secretary, key="closed")
    kind.over.add("closed")

    deliver(clock=clock)

    assert state(message) == (Status.SKIPPED, 0)
    assert message.reason == "The item is closed."


def test_who_left_gets_nothing(cast: Cast, queue: Queue, clock: Clock) -> None:
    message = queue(cast.secretary)
    User.objects.filter(pk=cast.secretary.pk).update(is_active=False)

    deliver(clock=clock)

    assert state(message) == (Status.SKIPPED, 0)


def test_a_poisoned_row_stops_nobody_else(
    cast: Cast, queue: Queue, clock: Clock, kind: TestKind
) -> None:
    poisoned = queue(cast.secretary, key="poison")
    other = queue(cast.lead)
    kind.broken.add("poison")

    for _hour in range(10):
        deliver(clock=clock)
        clock.forward(hours=2)

    assert state(poisoned) == (Status.DEAD, 8)
    assert poisoned.reason == "The message could not be made."
    assert state(other) == (Status.SENT, 1)


def test_an_unknown_kind_is_dead_with_its_reason(cast: Cast, queue: Queue, clock: Clock) -> None:
    message = queue(cast.secretary)
    Message.objects.update(kind="gone")

    deliver(clock=clock)

    assert state(message) == (Status.DEAD, 0)
    assert message.reason == "Nobody knows this kind of message."


def test_a_typed_line_break_adds_no_header(
    cast: Cast, queue: Queue, clock: Clock, relay: SmtpSink
) -> None:
    queue(cast.secretary, title="MLT3\r\nBcc: stranger@example.gov")

    deliver(clock=clock)

    mail = relay.deliveries[0].message
    assert mail["Bcc"] is None
    assert mail["Subject"] == "Verslag MLT3 Bcc: stranger@example.gov"


def test_an_address_with_a_line_break_is_refused(
    cast: Cast, queue: Queue, clock: Clock, relay: SmtpSink
) -> None:
    message = queue(cast.secretary)
    User.objects.filter(pk=cast.secretary.pk).update(email="a@example.gov\r\nRCPT TO:<b@x.gov>")

    deliver(clock=clock)

    assert state(message) == (Status.DEAD, 0)
    assert message.reason == "There is no usable e-mail address."
    assert relay.attempts == 0


def test_a_hold_stops_all_mail_until_it_is_released(
    cast: Cast, queue: Queue, clock: Clock, relay: SmtpSink
) -> None:
    message = queue(cast.secretary)
    hold_all(reason="storing", by=cast.coordinator, at=clock.now)
    deliver(clock=clock)
    assert (state(message), relay.attempts) == ((Status.QUEUED, 0), 0)

    release_hold(by=cast.coordinator, at=clock.now)
    deliver(clock=clock)
    assert (state(message), relay.attempts) == ((Status.SENT, 1), 1)


def test_a_hold_takes_the_rows_out_of_a_workers_hands(
    cast: Cast, queue: Queue, clock: Clock, relay: SmtpSink
) -> None:
    messages = [queue(user) for user in (cast.secretary, cast.lead, cast.vws_officer)]
    looked = []

    def stop() -> bool:
        looked.append(1)
        if len(looked) == 3:
            hold_all(reason="storing", by=None, at=clock.now)
        return False

    deliver(clock=clock, stop=stop)

    assert sorted(state(message)[0] for message in messages) == ["queued", "queued", "sent"]


def test_far_more_mail_than_expected_is_put_on_hold(
    cast: Cast, queue: Queue, clock: Clock, settings: Settings
) -> None:
    settings.MAIL_BRAKE = 3
    messages = [queue(cast.secretary, key=str(number)) for number in range(4)]

    deliver(clock=clock)

    assert Hold.objects.get().reason == "Far more mail than expected was about to leave."
    assert {state(message) for message in messages} == {(Status.QUEUED, 0)}

    clock.forward(minutes=1)
    release_hold(by=cast.coordinator, at=clock.now)
    deliver(clock=clock)
    assert {state(message) for message in messages} == {(Status.SENT, 1)}


def test_mail_within_what_is_expected_is_not_held(
    cast: Cast, queue: Queue, clock: Clock, settings: Settings
) -> None:
    settings.MAIL_BRAKE = 4
    for number in range(4):
        queue(cast.secretary, key=str(number))

    deliver(clock=clock)

    assert not Hold.objects.exists()


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


def test_every_run_leaves_a_heartbeat(db: None, clock: Clock) -> None:
    deliver(clock=clock)

    assert Heartbeat.objects.get().at == clock.now


def test_what_leaves_is_full_text_only_for_government_addresses(
    cast: Cast, queue: Queue, clock: Clock, relay: SmtpSink, settings: Settings
) -> None:
    settings.GOVERNMENT_DOMAINS = ["gov.example"]
    settings.BASE_URL = "https://baken.example"
    message = queue(cast.secretary, title="Geheime tafel")

    deliver(clock=clock)

    mail = relay.deliveries[0].message
    assert mail["Subject"] == "Er staat iets voor u klaar in Baken"
    assert mail.get_content().splitlines()[:5] == [
        "Er staat iets voor u klaar in Baken.",
        "",
        "Nummer: MLT3-13",
        "Moment: 2 november 2020 15.00",
        "Lees het hier: https://baken.example/acties/",
    ]
    assert "Geheime tafel" not in relay.deliveries[0].content.decode()
    assert state(message) == (Status.SENT, 1)


def test_of_a_classified_dossier_not_a_word_is_mailed(
    cast: Cast, queue: Queue, clock: Clock, relay: SmtpSink, settings: Settings
) -> None:
    DossierAccess.objects.create(
        dossier=cast.secret_dossier, user=cast.coordinator, since=clock.now
    )
    queue(cast.coordinator, title="Geheime tafel", dossier=cast.secret_dossier.pk)

    deliver(clock=clock)

    [delivery] = relay.deliveries
    assert delivery.message["Subject"] == "Er staat iets voor u klaar in Baken"
    assert "Geheime tafel" not in delivery.content.decode()


def test_a_mail_is_in_the_language_of_its_recipient(
    cast: Cast, queue: Queue, clock: Clock, relay: SmtpSink, settings: Settings
) -> None:
    settings.GOVERNMENT_DOMAINS = []
    User.objects.filter(pk=cast.secretary.pk).update(language="en")
    queue(cast.secretary)

    deliver(clock=clock)

    assert relay.deliveries[0].message["Subject"] == "Something is waiting for you in Baken"


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
