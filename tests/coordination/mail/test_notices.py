"""Her notices: what was mailed, what should have been, and what she may still see."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from coordination.dossiers.models import Dossier, DossierAccess
from coordination.mail.delivery import deliver
from coordination.mail.models import Message, Status
from coordination.mail.queries import inbox
from coordination.mail.services import hold_all, mark_all_read
from coordination.people.models import User
from tests.cast import Cast
from tests.coordination.mail.conftest import Clock, Queue, TestKind

SignIn = Callable[[User], Client]


def subjects(user: User) -> list[str]:
    return [message.subject for message in inbox(user, at=timezone.now())]


def test_on_hold_she_reads_here_what_would_have_been_mailed(
    cast: Cast, queue: Queue, clock: Clock, sign_in: SignIn
) -> None:
    message = queue(cast.secretary)
    hold_all(reason="storing", by=None, at=clock.now)
    deliver(clock=clock)
    browser = sign_in(cast.secretary)

    shown = browser.get("/post/").content.decode()
    page = browser.get(message.get_absolute_url()).content.decode()

    assert ("niet gemaild" in shown, "Het verslag van MLT3 staat klaar." in page) == (True, True)
    message.refresh_from_db()
    assert (message.status, message.body, message.read_at is None) == (Status.QUEUED, "", False)


def test_what_waited_too_long_to_matter_says_why(
    cast: Cast, queue: Queue, kind: TestKind, sign_in: SignIn
) -> None:
    message = queue(cast.secretary)
    kind.over.add("1")

    page = sign_in(cast.secretary).get(message.get_absolute_url()).content.decode()

    assert ("The item is closed." in page, "staat klaar" in page) == (True, False)


@pytest.mark.parametrize("status", [Status.CANCELLED, Status.SUPERSEDED, Status.SKIPPED])
def test_what_was_dropped_is_no_notice(cast: Cast, queue: Queue, status: Status) -> None:
    queue(cast.secretary)
    Message.objects.update(status=status)

    assert subjects(cast.secretary) == []


def test_what_is_not_due_for_five_minutes_is_no_notice_yet(cast: Cast, queue: Queue) -> None:
    queue(cast.secretary, not_before=timezone.now() - timedelta(minutes=4))

    assert subjects(cast.secretary) == []


def test_a_notice_leads_to_its_thing_and_is_read_then(
    cast: Cast, queue: Queue, clock: Clock, sign_in: SignIn
) -> None:
    message = queue(cast.secretary)
    deliver(clock=clock)

    answer = sign_in(cast.secretary).get(reverse("mail:follow", args=[message.pk]))

    message.refresh_from_db()
    assert (answer["Location"], message.read_at is None) == ("/acties/", False)


def test_a_notice_never_leads_outside(
    cast: Cast, queue: Queue, clock: Clock, sign_in: SignIn
) -> None:
    message = queue(cast.secretary)
    deliver(clock=clock)
    Message.objects.update(path="//elders.example/")

    answer = sign_in(cast.secretary).get(reverse("mail:follow", args=[message.pk]))

    assert answer["Location"] == message.get_absolute_url()


def test_a_notice_goes_with_the_access_to_its_dossier(
    cast: Cast, queue: Queue, clock: Clock, sign_in: SignIn
) -> None:
    Dossier.objects.filter(pk=cast.dossier.pk).update(restricted=True)
    message = queue(cast.vws_officer, dossier=cast.dossier.pk)
    queue(cast.vws_officer, key="2", title="zonder dossier")
    deliver(clock=clock)
    with_access = subjects(cast.vws_officer)

    DossierAccess.objects.filter(dossier=cast.dossier).update(until=timezone.now())
    reader = User.objects.get(pk=cast.vws_officer.pk)

    assert sorted(with_access) == ["Verslag MLT3", "Verslag zonder dossier"]
    assert subjects(reader) == ["Verslag zonder dossier"]
    assert sign_in(reader).get(message.get_absolute_url()).status_code == 404


def test_under_embargo_a_partner_reads_no_notice_of_it(
    cast: Cast, queue: Queue, clock: Clock
) -> None:
    queue(cast.partner)
    queue(cast.secretary)
    deliver(clock=clock)
    Message.objects.update(dossier=cast.dossier.pk)
    DossierAccess.objects.create(dossier=cast.dossier, user=cast.partner, since=clock.now)
    assert (cast.partner.only_partner, len(subjects(cast.partner))) == (True, 1)

    later = timezone.now() + timedelta(days=1)
    Dossier.objects.filter(pk=cast.dossier.pk).update(embargo_until=later)

    assert (len(subjects(cast.partner)), len(subjects(cast.secretary))) == (0, 1)


def test_all_is_read_at_once_and_nobody_elses(
    cast: Cast, queue: Queue, clock: Clock, sign_in: SignIn
) -> None:
    for key in "12":
        queue(cast.secretary, key=key)
    queue(cast.lead)
    deliver(clock=clock)
    browser = sign_in(cast.secretary)

    said = browser.post("/post/gelezen/", follow=True).content.decode()

    assert "Alles is als gelezen gemarkeerd" in said
    assert "U hebt alles gelezen." in browser.get("/post/?nieuw=1").content.decode()
    assert list(Message.objects.filter(read_at=None).values_list("recipient__user", flat=True)) == [
        cast.lead.pk
    ]


def test_a_program_reads_and_marks_them_too(
    cast: Cast, queue: Queue, clock: Clock, sign_in: SignIn
) -> None:
    queue(cast.secretary)
    deliver(clock=clock)
    browser = sign_in(cast.secretary)

    [row] = browser.get("/api/v1/messages").json()["results"]
    marked = [browser.post("/api/v1/messages/read").json() for _time in range(2)]

    assert (row["subject"], row["path"], row["read_at"]) == ("Verslag MLT3", "/acties/", None)
    assert marked == [{"marked": 1}, {"marked": 0}]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_as_much_for_one_as_for_three(
    cast: Cast, queue: Queue, clock: Clock, sign_in: SignIn, rows: int
) -> None:
    for key in range(rows):
        queue(cast.secretary, key=str(key), dossier=cast.dossier.pk)
    deliver(clock=clock)
    browser = sign_in(cast.secretary)
    browser.get("/post/")

    with CaptureQueriesContext(connection) as asked:
        page = browser.get("/post/").content.decode()

    assert (len(re.findall("data-row-open", page)), len(asked)) == (rows, 5)


def test_reading_all_leaves_what_she_may_not_see(cast: Cast, queue: Queue, clock: Clock) -> None:
    queue(cast.secretary)
    deliver(clock=clock)
    Message.objects.update(dossier="00000000-0000-4000-8000-000000000000")

    assert mark_all_read(user=cast.secretary, at=timezone.now()) == 0
