"""Keeping webhooks, as a page and on the API: by whom, and what is refused."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coordination.audit.models import AuditEvent
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.people.holdings import held_by
from coordination.people.models import User
from coordination.webhooks.models import Delivery, Webhook
from coordination.webhooks.services import (
    WebhookFacts,
    add_webhook,
    remove_webhook,
    renew_secret,
    resend,
    send_test,
    switch_off,
    switch_on,
)
from coordination.webhooks.signing import secret_of
from tests.cast import Cast
from tests.coordination.webhooks.conftest import Add, Clock, Open

SignIn = Callable[[User], Client]


def typed(cast: Cast, **more: Any) -> dict[str, Any]:
    return {
        "name": "Dashboard",
        "url": "https://hooks.example.gov/baken",
        "owner": cast.coordinator.email,
        "kinds": ["meetings.circulated", "actions.moved"],
        "dossiers": cast.dossier.number,
        **more,
    }


def test_the_secret_of_a_new_webhook_is_shown_once(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.administrator)

    page = browser.post("/webhooks/nieuw/", typed(cast)).content.decode()

    made = Webhook.objects.get()
    assert secret_of(made) in page
    assert secret_of(made) not in browser.get(made.get_absolute_url()).content.decode()
    assert (made.owner, list(made.dossiers.all()), made.kinds) == (
        cast.coordinator,
        [cast.dossier],
        ["actions.moved", "meetings.circulated"],
    )
    [event] = AuditEvent.objects.filter(action__startswith="webhooks.")
    assert (event.action, event.parsed["owner"]) == ("webhooks.added", str(cast.coordinator.pk))


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("url", "https://127.0.0.1/", "geen getal en geen naam van één woord"),
        ("url", "https://[::ffff:127.0.0.1]/", "geen getal en geen naam van één woord"),
        ("url", "http://hooks.example.gov/", "Schrijf het adres met https://"),
        ("owner", "administrator@example.gov", "Kies iemand die zelf dossiers leest."),
        ("dossiers", "2020-0002", "Er is geen dossier 2020-0002 dat deze persoon ziet."),
        ("dossiers", "2020-0999", "Er is geen dossier 2020-0999 dat deze persoon ziet."),
    ],
)
def test_bad_input_gets_a_sentence_and_what_was_typed_stays(
    cast: Cast, sign_in: SignIn, field: str, value: str, sentence: str
) -> None:
    User.objects.filter(pk=cast.coordinator.pk).update(clearance=0)
    answer = sign_in(cast.administrator).post("/webhooks/nieuw/", typed(cast, **{field: value}))

    page = answer.content.decode()
    assert (answer.status_code, sentence in page, f'value="{value}"' in page) == (422, True, True)
    assert not Webhook.objects.exists()


def test_a_coordinator_keeps_those_in_her_own_name_and_sees_no_others(
    cast: Cast, add: Add, sign_in: SignIn
) -> None:
    add()
    other = add(name="Van een ander", owner=cast.lead)
    browser = sign_in(cast.coordinator)

    shown = browser.get("/webhooks/").content.decode()
    answers = [
        browser.get(other.get_absolute_url()).status_code,
        browser.post(reverse("webhooks:remove", args=[other.pk])).status_code,
        browser.post("/webhooks/nieuw/", typed(cast, owner=cast.lead.email)).status_code,
        browser.post("/webhooks/nieuw/", typed(cast)).status_code,
    ]

    assert ("Dashboard" in shown, "Van een ander" in shown) == (True, False)
    assert answers == [404, 404, 403, 200]


def test_the_services_refuse_who_may_not_keep_it(cast: Cast, add: Add, clock: Clock) -> None:
    webhook = add()
    facts = WebhookFacts("A", "https://a.example.gov/", cast.lead, ["dossiers.opened"])
    sent = send_test(webhook=webhook, by=cast.coordinator, at=clock.now)
    deeds: list[tuple[Callable[..., object], dict[str, Any]]] = [
        (add_webhook, {"facts": facts}),
        (send_test, {"webhook": webhook}),
        (switch_off, {"webhook": webhook}),
        (switch_on, {"webhook": webhook}),
        (renew_secret, {"webhook": webhook}),
        (remove_webhook, {"webhook": webhook}),
        (resend, {"delivery": sent}),
    ]
    for service, values in deeds:
        for stranger in (cast.lead, cast.auditor):
            with pytest.raises(NotAllowed):
                service(**values, by=stranger, at=clock.now)


def test_what_is_off_or_under_way_is_not_sent(cast: Cast, add: Add, clock: Clock) -> None:
    webhook = add()
    deed: dict[str, Any] = {"by": cast.administrator, "at": clock.now}
    sent = send_test(webhook=webhook, **deed)
    with pytest.raises(Refusal, match="al onderweg"):
        resend(delivery=sent, **deed)

    switch_off(webhook=webhook, **deed)

    off = Webhook.objects.get()
    with pytest.raises(Refusal, match="eerst aan"):
        send_test(webhook=off, **deed)
    assert Delivery.objects.get().status == "cancelled"


def test_it_is_removed_once_it_is_off(cast: Cast, add: Add, sign_in: SignIn, clock: Clock) -> None:
    webhook = add()
    browser = sign_in(cast.administrator)
    url = reverse("webhooks:remove", args=[webhook.pk])
    send_test(webhook=webhook, by=cast.administrator, at=clock.now)

    first = browser.post(url)
    browser.post(reverse("webhooks:off", args=[webhook.pk]))
    second = browser.post(url)

    assert (first.status_code, second.status_code) == (422, 302)
    assert not Webhook.objects.exists()
    assert AuditEvent.objects.filter(action="webhooks.removed").count() == 1


def test_a_program_keeps_a_webhook_too(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.administrator)
    facts = {**typed(cast), "owner": str(cast.coordinator.pk), "dossiers": [str(cast.dossier.pk)]}
    json: dict[str, Any] = {"content_type": "application/json"}

    made = browser.post("/api/v1/webhooks", facts, **json)
    url = f"/api/v1/webhooks/{made.json()['id']}"
    read = browser.get(url)
    changed = browser.patch(url, {"name": "Anders"}, HTTP_IF_MATCH=read["ETag"], **json)
    stale = browser.patch(url, {"name": "Later"}, HTTP_IF_MATCH=read["ETag"], **json)
    inside = browser.post("/api/v1/webhooks", {**facts, "url": "https://127.0.0.1/"}, **json)
    tested = browser.post(f"{url}/test")
    listed = browser.get("/api/v1/webhook-deliveries").json()["results"]

    assert (made.status_code, made.json()["secret"]) == (201, secret_of(Webhook.objects.get()))
    assert ("secret" in read.json(), read.json()["kinds"]) == (False, sorted(facts["kinds"]))
    assert (changed.json()["name"], changed.json()["version"], stale.status_code) == (
        "Anders",
        2,
        412,
    )
    assert (inside.status_code, inside.json()["errors"][0]["pointer"]) == (422, "/url")
    assert (tested.status_code, [row["kind"] for row in listed]) == (201, ["webhooks.test"])


def test_a_leaver_is_said_to_hold_hers(cast: Cast, add: Add) -> None:
    webhook = add()

    [pile] = held_by(cast.coordinator, reader=cast.administrator)

    assert (pile.name, [held.url for held in pile.held]) == (
        "webhooks",
        [webhook.get_absolute_url()],
    )


@pytest.mark.parametrize("rows", [1, 3])
def test_the_pages_ask_as_much_for_one_as_for_three(
    cast: Cast, add: Add, open_one: Open, clock: Clock, sign_in: SignIn, rows: int
) -> None:
    for number in range(rows):
        webhook = add(name=str(number))
    for _number in range(rows):
        send_test(webhook=webhook, by=cast.administrator, at=clock.now)
    browser = sign_in(cast.administrator)
    browser.get("/webhooks/")
    asked = []
    for url in ("/webhooks/", webhook.get_absolute_url()):
        with CaptureQueriesContext(connection) as queries:
            browser.get(url)
        asked.append(len(queries))

    assert asked == [4, 7]
