"""What a mail says, and whether it is still to be said."""

from email.headerregistry import Address

import pytest
from pytest_django.fixtures import Settings

from coordination.dossiers.models import DossierAccess
from coordination.dossiers.services import revoke_access
from coordination.mail.delivery import deliver
from coordination.mail.delivery.envelope import _to
from coordination.mail.models import Message, Status
from coordination.mail.services import queue_account_mail
from coordination.people.models import User
from coordination.people.services import recipient_for
from tests.cast import Cast
from tests.coordination.mail.conftest import Clock, Queue, TestKind, state
from tests.services.smtp import SmtpSink


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
    "text",
    [
        "Één regel met é, € en een emoji 🚲.",
        "Spatie aan het eind \nFrom de griffie\n.\n..\n=3D\n",
        "\r\n\r\n" + "lang " * 60 + "\rslot",
    ],
)
def test_words_arrive_as_they_were_written(
    cast: Cast, clock: Clock, relay: SmtpSink, text: str
) -> None:
    person = recipient_for(cast.secretary)
    User.objects.filter(pk=cast.secretary.pk).update(name="Griffie, de <é>")
    message = queue_account_mail(
        recipient=person, subject="Zó " + "onderwerp " * 12, text=text, at=clock.now
    )
    assert message is not None
    deliver(clock=clock)
    [delivery] = relay.deliveries
    written = text.replace("\r\n", "\n").replace("\r", "\n")
    arrived = delivery.message.get_content().replace("\r\n", "\n")
    assert arrived == written.removesuffix("\n") + "\n"
    assert delivery.message["Subject"] == ("Zó " + "onderwerp " * 12).strip()
    assert delivery.message["Content-Language"] == "nl"
    assert max(map(len, delivery.content.splitlines())) <= 78


def test_an_address_that_a_relay_cannot_be_told_is_refused(
    cast: Cast, queue: Queue, clock: Clock, relay: SmtpSink
) -> None:
    message, other = queue(cast.secretary), queue(cast.lead)
    User.objects.filter(pk=cast.secretary.pk).update(email="griffie@gemeente-é.example")
    deliver(clock=clock)
    assert (state(message), state(other)) == ((Status.DEAD, 0), (Status.SENT, 1))


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("persoon 5", "p.five+x@example.gov"),
        ("Persoon, met komma", "p@example.gov"),
        ("Zoë Ünal", "p@example.gov"),
        ("dr. A. (waarnemend)", "o'neil@example.gov"),
        ("two  spaces", "p@sub.example.gov"),
        ('"quoted" name', "p@example.gov"),
    ],
)
def test_a_name_stands_in_the_header_as_the_library_writes_it(name: str, address: str) -> None:
    assert str(_to(name, address)) == str(Address(name, addr_spec=address))
