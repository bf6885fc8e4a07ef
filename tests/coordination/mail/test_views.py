"""One's own mail, and the page of who operates it."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from coordination.audit.models import AuditEvent
from coordination.kit.refusals import NotAllowed
from coordination.mail.delivery import deliver
from coordination.mail.models import Hold, Message, Status
from coordination.mail.services import (
    hold_all,
    queue_account_mail,
    release_hold,
    resend_message,
    retry_message,
)
from coordination.people.models import User
from coordination.people.services import recipient_for
from tests.cast import Cast
from tests.coordination.mail.conftest import Clock, Queue

SignIn = Callable[[User], Client]


def bell(browser: Client) -> str:
    """The number beside the bell, in words."""
    return re.sub("<[^>]+>", "", browser.get("/post/ongelezen/").content.decode()).strip()


def test_her_own_sent_mail_is_read_newest_first(
    cast: Cast, queue: Queue, clock: Clock, sign_in: SignIn
) -> None:
    queue(cast.secretary, key="old", title="eerste")
    deliver(clock=clock)
    clock.forward(hours=1)
    queue(cast.secretary, key="new", title="tweede")
    queue(cast.lead, title="van een ander")
    deliver(clock=clock)
    queue(cast.secretary, key="planned", title="later", not_before=timezone.now())

    page = sign_in(cast.secretary).get("/post/").content.decode()

    assert page.index("Verslag tweede") < page.index("Verslag eerste")
    assert "van een ander" not in page
    assert page.count("data-row-open") == 2


def test_opening_a_message_marks_it_read_once(
    cast: Cast, queue: Queue, clock: Clock, sign_in: SignIn
) -> None:
    message = queue(cast.secretary)
    deliver(clock=clock)
    browser = sign_in(cast.secretary)
    assert bell(browser) == "1 ongelezen"
    assert browser.get("/post/ongelezen/?after=1").status_code == 204

    page = browser.get(message.get_absolute_url()).content.decode()
    message.refresh_from_db()
    first = message.read_at
    browser.get(message.get_absolute_url())
    message.refresh_from_db()

    assert "Het verslag van MLT3 staat klaar." in page
    assert first is not None
    assert message.read_at == first
    assert bell(browser) == ""


def test_the_words_of_a_message_are_never_markup(
    cast: Cast, queue: Queue, clock: Clock, sign_in: SignIn
) -> None:
    message = queue(cast.secretary, title="<script>alert(1)</script> https://example.gov/x")
    deliver(clock=clock)

    page = sign_in(cast.secretary).get(message.get_absolute_url()).content.decode()

    assert "<script>alert" not in page
    assert '<a href="https://example.gov/x" rel="nofollow">' in page


def test_somebody_elses_message_is_not_there(
    cast: Cast, queue: Queue, clock: Clock, sign_in: SignIn
) -> None:
    message = queue(cast.secretary)
    deliver(clock=clock)

    assert sign_in(cast.coordinator).get(message.get_absolute_url()).status_code == 404


def test_a_message_not_yet_sent_is_not_there(cast: Cast, queue: Queue, sign_in: SignIn) -> None:
    message = queue(cast.secretary, not_before=timezone.now())

    assert sign_in(cast.secretary).get(message.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("state", ["planned", "retry", "dead", "uncertain", "sent", "dropped"])
def test_the_operator_sees_states_and_never_what_a_message_says(
    cast: Cast, queue: Queue, clock: Clock, sign_in: SignIn, state: str
) -> None:
    queue(cast.secretary, title="Geheime tafel")
    deliver(clock=clock)
    statuses = {"planned": "queued", "dropped": "skipped"}
    Message.objects.update(status=statuses.get(state, state))

    page = sign_in(cast.coordinator).get(f"/post/bediening/?state={state}").content.decode()

    assert '<th scope="row">secretary</th>' in page
    assert "Geheime tafel" not in page


def test_the_page_of_the_operator_is_hers_alone(cast: Cast, sign_in: SignIn) -> None:
    assert sign_in(cast.secretary).get("/post/bediening/").status_code == 403


def test_holding_and_releasing_are_recorded(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.coordinator)

    browser.post("/post/bediening/stilzetten/", {"reason": "relay in onderhoud"})
    page = browser.get("/post/bediening/").content.decode()
    browser.post("/post/bediening/vrijgeven/")

    assert "relay in onderhoud" in page
    hold = Hold.objects.get()
    assert (hold.by, hold.released_by) == (cast.coordinator, cast.coordinator)
    events = AuditEvent.objects.filter(action__startswith="mail.").order_by("seq")
    assert [event.action for event in events] == ["mail.held", "mail.released"]


def test_an_administrator_tries_refused_mail_again_and_holds_none(
    cast: Cast, queue: Queue, sign_in: SignIn
) -> None:
    message = queue(cast.secretary)
    Message.objects.update(status=Status.DEAD, attempts=8)
    browser = sign_in(cast.administrator)

    page = browser.get("/post/bediening/?state=dead").content.decode()
    answers = [
        browser.post("/post/bediening/stilzetten/", {"reason": "onderhoud"}).status_code,
        browser.post("/post/bediening/vrijgeven/").status_code,
        browser.post(reverse("mail:resend", args=[message.pk])).status_code,
        browser.post(reverse("mail:retry", args=[message.pk])).status_code,
    ]

    assert answers == [403, 403, 403, 302]
    assert (reverse("mail:retry", args=[message.pk]) in page, "stilzetten" in page) == (True, False)
    assert not Hold.objects.exists()


def test_an_administrator_reads_who_can_release_the_mail(
    cast: Cast, clock: Clock, sign_in: SignIn
) -> None:
    hold_all(reason="storing", by=None, at=clock.now)

    page = sign_in(cast.administrator).get("/post/bediening/").content.decode()

    assert ("Een coördinator geeft haar vrij." in page, "vrijgeven/" in page) == (True, False)


def test_the_services_refuse_who_may_not_hold_or_send_again(
    cast: Cast, queue: Queue, clock: Clock
) -> None:
    message = queue(cast.secretary)
    by: dict[str, Any] = {"by": cast.administrator, "at": clock.now}
    for service, values in (
        (hold_all, {"reason": "onderhoud"}),
        (release_hold, {}),
        (resend_message, {"message": message}),
        (retry_message, {"message": message, "by": cast.secretary}),
    ):
        with pytest.raises(NotAllowed):
            service(**{**by, **values})


def test_a_hold_without_a_reason_is_refused(cast: Cast, sign_in: SignIn) -> None:
    answer = sign_in(cast.coordinator).post("/post/bediening/stilzetten/", {"reason": ""})

    assert answer.status_code == 422
    assert not Hold.objects.exists()


def test_holding_twice_is_refused(cast: Cast, clock: Clock, sign_in: SignIn) -> None:
    hold_all(reason="storing", by=None, at=clock.now)

    answer = sign_in(cast.coordinator).post("/post/bediening/stilzetten/", {"reason": "weer"})

    assert answer.status_code == 409
    assert Hold.objects.get().reason == "storing"


def test_a_dead_message_is_tried_again(
    cast: Cast, queue: Queue, clock: Clock, sign_in: SignIn
) -> None:
    message = queue(cast.secretary)
    Message.objects.update(status=Status.DEAD, attempts=8)

    sign_in(cast.coordinator).post(reverse("mail:retry", args=[message.pk]))

    message.refresh_from_db()
    assert (message.status, message.attempts) == (Status.QUEUED, 0)
    assert AuditEvent.objects.filter(action="mail.retried").count() == 1


def test_a_sent_message_is_not_tried_again(
    cast: Cast, queue: Queue, clock: Clock, sign_in: SignIn
) -> None:
    message = queue(cast.secretary)
    deliver(clock=clock)

    answer = sign_in(cast.coordinator).post(reverse("mail:retry", args=[message.pk]))

    assert answer.status_code == 422
    assert not AuditEvent.objects.filter(action="mail.retried").exists()


def test_a_sent_message_is_sent_again_as_a_new_mail_with_the_same_words(
    cast: Cast, queue: Queue, clock: Clock, sign_in: SignIn
) -> None:
    message = queue(cast.secretary)
    deliver(clock=clock)
    message.refresh_from_db()
    first = message.message_id

    sign_in(cast.coordinator).post(reverse("mail:resend", args=[message.pk]))
    clock.now = Message.objects.get().not_before
    deliver(clock=clock)

    again = Message.objects.get()
    assert (again.status, again.body, again.body_hash) == (
        Status.SENT,
        message.body,
        message.body_hash,
    )
    assert again.message_id != first


def test_account_mail_cannot_be_sent_again(cast: Cast, clock: Clock, sign_in: SignIn) -> None:
    message = queue_account_mail(
        recipient=recipient_for(cast.secretary), subject="Code", text="123456", at=clock.now
    )
    assert message is not None
    deliver(clock=clock)

    answer = sign_in(cast.coordinator).post(reverse("mail:resend", args=[message.pk]))

    assert answer.status_code == 422
    assert Message.objects.get().status == Status.SENT


def test_the_navigation_marks_the_page_one_is_on_and_no_other(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(cast.coordinator).get("/post/bediening/").content.decode()

    current = re.findall(r'href="([^"]+)" aria-current="page"', page.split('id="main"')[0])
    assert set(current) == {"/post/bediening/"}


def test_mail_that_has_been_due_too_long_is_said(
    cast: Cast, queue: Queue, clock: Clock, sign_in: SignIn
) -> None:
    queue(cast.secretary, at=clock.now - timedelta(days=1))

    page = sign_in(cast.coordinator).get("/post/bediening/").content.decode()

    assert "er wordt niets bezorgd" in page


@pytest.mark.parametrize(("path", "most"), [("/post/", 8), ("/post/bediening/?state=sent", 12)])
def test_a_list_asks_as_often_for_three_messages_as_for_one(
    cast: Cast, queue: Queue, clock: Clock, sign_in: SignIn, path: str, most: int
) -> None:
    browser = sign_in(cast.coordinator)
    queue(cast.coordinator, key="0")
    deliver(clock=clock)
    with CaptureQueriesContext(connection) as one:
        browser.get(path)
    queue(cast.coordinator, key="1")
    queue(cast.secretary, key="2")
    deliver(clock=clock)
    with CaptureQueriesContext(connection) as three:
        browser.get(path)

    assert len(three) == len(one) <= most


def test_the_api_gives_her_own_messages(
    cast: Cast, queue: Queue, clock: Clock, sign_in: SignIn
) -> None:
    message = queue(cast.secretary)
    queue(cast.lead)
    deliver(clock=clock)

    [found] = sign_in(cast.secretary).get("/api/v1/messages").json()["results"]

    assert found["id"] == str(message.pk)
    assert found["subject"] == "Verslag MLT3"


def test_the_api_gives_an_operator_states_only(
    cast: Cast, queue: Queue, clock: Clock, sign_in: SignIn
) -> None:
    queue(cast.secretary)
    deliver(clock=clock)

    [found] = sign_in(cast.coordinator).get("/api/v1/deliveries?status=sent").json()["results"]

    assert found["status"] == "sent"
    assert {"subject", "body", "payload"} & found.keys() == set()


def test_the_api_keeps_deliveries_from_others(cast: Cast, sign_in: SignIn) -> None:
    assert sign_in(cast.secretary).get("/api/v1/deliveries").status_code == 403
