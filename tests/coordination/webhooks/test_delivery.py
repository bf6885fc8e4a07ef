"""From a deed to a receiver that has it: signed, again with the same id, and given up aloud."""

import base64
import hmac
import json
import re
import socket
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from coordination.mail.models import Message, Status
from coordination.mail.services import hold_all
from coordination.webhooks.delivery import deliver
from coordination.webhooks.models import Delivery, Webhook
from coordination.webhooks.services import renew_secret, resend, send_test
from coordination.webhooks.signing import secret_of
from tests.cast import Cast
from tests.coordination.webhooks.conftest import Add, Clock, Open
from tests.services.receiver import Receiver, Request

DOCS = Path(__file__).parents[3] / "docs/webhooks.md"


def as_documented(secret: str, request: Request) -> bool:
    """What the page for receivers says to do, run as it stands there."""
    code = re.search(r"```python\n(.*?)```", DOCS.read_text(), re.S)
    assert code is not None
    names: dict[str, Any] = {}
    exec(code.group(1), names)  # noqa: S102  the page's own words are what is tried
    stamp = int(request.headers["webhook-timestamp"])
    names["time"] = type("Clock", (), {"time": staticmethod(lambda: float(stamp))})
    genuine: bool = names["is_from_baken"](secret, request.headers, request.body)
    return genuine


def rows() -> list[tuple[str, int]]:
    found = Delivery.objects.order_by("queued_at", "pk")
    return list(found.values_list("status", "attempts"))


def test_a_deed_is_told_signed_and_without_its_words(
    cast: Cast, add: Add, open_one: Open, clock: Clock, receiver: Receiver
) -> None:
    webhook = add(receiver.url)
    dossier = open_one("Geheime tafel")
    clock.forward(minutes=2)

    deliver(clock=clock)

    [request] = receiver.requests
    assert json.loads(request.body) == {
        "type": "dossiers.opened",
        "timestamp": "2020-11-02T14:01:00Z",
        "data": {
            "object": "dossiers.dossier",
            "id": str(dossier.pk),
            "number": dossier.number,
            "dossier": str(dossier.pk),
            "url": f"http://127.0.0.1:8000{dossier.get_absolute_url()}",
        },
    }
    assert (request.path, request.id) == ("/baken?from=here", str(Delivery.objects.get().pk))
    assert as_documented(secret_of(webhook), request)
    assert rows() == [("sent", 1)]


@pytest.mark.once
def test_a_changed_body_another_secret_and_an_old_moment_are_not_genuine(
    cast: Cast, add: Add, clock: Clock, receiver: Receiver
) -> None:
    webhook, other = add(receiver.url), add(receiver.url, name="Ander")
    send_test(webhook=webhook, by=cast.administrator, at=clock.now)
    deliver(clock=clock)
    [request] = receiver.requests
    late = {**request.headers, "webhook-timestamp": "1604325000"}

    genuine = [
        as_documented(secret_of(webhook), request),
        as_documented(secret_of(other), request),
        as_documented(secret_of(webhook), Request("/", request.headers, request.body + b" ")),
        as_documented(secret_of(webhook), Request("/", late, request.body)),
    ]

    assert genuine == [True, False, False, False]
    assert json.loads(request.body)["type"] == "webhooks.test"


def test_for_a_day_after_another_secret_both_sign(
    cast: Cast, add: Add, clock: Clock, receiver: Receiver
) -> None:
    webhook = add(receiver.url)
    old = secret_of(webhook)
    webhook = renew_secret(webhook=webhook, by=cast.administrator, at=clock.now)
    new = secret_of(webhook)
    for hours in (23, 2):
        clock.forward(hours=hours)
        send_test(webhook=webhook, by=cast.administrator, at=clock.now)
        deliver(clock=clock)

    during, after = receiver.requests
    assert old != new
    assert [as_documented(key, during) for key in (old, new)] == [True, True]
    assert [as_documented(key, after) for key in (old, new)] == [False, True]


@pytest.mark.once
def test_an_earlier_key_of_the_installation_still_signs(
    cast: Cast, add: Add, clock: Clock, receiver: Receiver, settings: Settings
) -> None:
    webhook = add(receiver.url)
    handed_out = secret_of(webhook)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "k" * 50
    send_test(webhook=webhook, by=cast.administrator, at=clock.now)

    deliver(clock=clock)

    [request] = receiver.requests
    assert [as_documented(key, request) for key in (handed_out, secret_of(webhook))] == [True, True]


@pytest.mark.once
def test_the_signature_is_that_of_standard_webhooks(
    cast: Cast, add: Add, clock: Clock, receiver: Receiver
) -> None:
    webhook = add(receiver.url)
    sent = send_test(webhook=webhook, by=cast.administrator, at=clock.now)
    deliver(clock=clock)

    [request] = receiver.requests
    key = base64.b64decode(secret_of(webhook).removeprefix("whsec_"))
    signed = f"{sent.pk}.{int(clock.now.timestamp())}.".encode() + request.body
    expected = base64.b64encode(hmac.digest(key, signed, "sha256")).decode()
    assert request.headers["webhook-signature"] == f"v1,{expected}"


def test_what_was_not_taken_goes_again_with_the_same_id_and_body(
    cast: Cast, add: Add, open_one: Open, clock: Clock, receiver: Receiver
) -> None:
    add(receiver.url)
    open_one()
    clock.forward(minutes=2)
    receiver.answers = lambda request: 503
    deliver(clock=clock)
    deliver(clock=clock)
    assert (rows(), len(receiver.requests)) == ([("retry", 1)], 1)

    receiver.answers = lambda request: 200
    clock.forward(seconds=40)
    deliver(clock=clock)

    first, again = receiver.requests
    assert (first.id, first.body) == (again.id, again.body)
    assert rows() == [("sent", 2)]
    assert Webhook.objects.get().misses == 0


def test_after_eight_tries_it_is_dead_and_can_be_sent_again_by_hand(
    cast: Cast, add: Add, open_one: Open, clock: Clock, receiver: Receiver
) -> None:
    add(receiver.url)
    open_one()
    receiver.answers = lambda request: 500
    for _hour in range(10):
        clock.forward(hours=2)
        deliver(clock=clock)
    dead = Delivery.objects.get()
    assert (dead.status, dead.reason, len(receiver.requests)) == (
        Status.DEAD,
        "The receiver did not take it, eight times.",
        8,
    )

    receiver.answers = lambda request: 200
    resend(delivery=dead, by=cast.administrator, at=clock.now)
    deliver(clock=clock)

    assert rows() == [("sent", 1)]
    assert {request.id for request in receiver.requests} == {str(dead.pk)}


class Died(BaseException):
    """The process ends here; nothing after it runs."""


def test_killed_between_sending_and_noting_it_goes_again_with_the_same_id(
    cast: Cast, add: Add, open_one: Open, clock: Clock, receiver: Receiver
) -> None:
    add(receiver.url)
    open_one()
    clock.forward(minutes=2)

    def dying() -> datetime:
        if receiver.requests:
            raise Died
        return clock.now

    with pytest.raises(Died):
        deliver(clock=dying)
    assert rows() == [("sending", 0)]
    clock.forward(minutes=4)
    deliver(clock=clock)
    assert len(receiver.requests) == 1

    clock.forward(minutes=1)
    deliver(clock=clock)

    first, again = receiver.requests
    assert (first.id, first.body) == (again.id, again.body)
    assert rows() == [("sent", 1)]


def test_a_redirect_is_final_and_says_so(
    cast: Cast, add: Add, clock: Clock, receiver: Receiver
) -> None:
    webhook = add(receiver.url)
    receiver.answers = lambda request: 302
    send_test(webhook=webhook, by=cast.administrator, at=clock.now)

    deliver(clock=clock)

    sent = Delivery.objects.get()
    assert (sent.status, sent.reply, len(receiver.requests)) == (Status.DEAD, "302 Found", 1)
    assert sent.reason == "The receiver sends it on elsewhere; put its last address here."


def test_a_name_that_leads_inside_is_dead_and_nothing_is_sent(
    cast: Cast, add: Add, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    webhook = add()
    inside = [(0, 0, 0, "", ("10.0.0.1", 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_more: inside)
    send_test(webhook=webhook, by=cast.administrator, at=clock.now)

    deliver(clock=clock)

    sent = Delivery.objects.get()
    assert (sent.status, sent.attempts) == (Status.DEAD, 1)
    assert sent.reason == (
        "This name leads to an address inside a network; a webhook goes to public ones only."
    )


@pytest.mark.once
def test_the_name_is_looked_up_once_and_the_connection_goes_where_it_was_checked(
    cast: Cast,
    add: Add,
    clock: Clock,
    receiver: Receiver,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked_up: list[str] = []
    real = socket.getaddrinfo

    def resolve(host: str, *args: Any, **more: Any) -> Any:
        if host == "hooks.example.gov":
            looked_up.append(host)
            return [(0, 0, 0, "", ("127.0.0.1", 0))]
        return real(host, *args, **more)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    webhook = add(f"http://hooks.example.gov:{receiver.port}/")
    send_test(webhook=webhook, by=cast.administrator, at=clock.now)

    deliver(clock=clock)

    assert (len(receiver.requests), looked_up) == (1, ["hooks.example.gov"])


def test_one_receiver_that_is_down_holds_up_no_other(
    cast: Cast, add: Add, open_one: Open, clock: Clock, receiver: Receiver
) -> None:
    down, well = add(receiver.url + "&down"), add(receiver.url, name="Ander")
    for title in ("een", "twee", "drie"):
        open_one(title)
    clock.forward(minutes=2)
    receiver.answers = lambda request: 500 if "down" in request.path else 200

    deliver(clock=clock)

    states = sorted(down.deliveries.values_list("status", "attempts"))
    assert states == [("queued", 0), ("queued", 0), ("retry", 1)]
    assert set(well.deliveries.values_list("status", flat=True)) == {"sent"}
    assert len(receiver.requests) == 4


def test_a_receiver_that_is_silent_for_a_day_is_switched_off_and_its_owner_mailed(
    cast: Cast, add: Add, open_one: Open, clock: Clock, receiver: Receiver
) -> None:
    webhook = add(receiver.url)
    receiver.answers = lambda request: 500
    for number in range(6):
        open_one(str(number))
    began = clock.now
    while Webhook.objects.get().active and clock.now < began + timedelta(days=3):
        clock.forward(minutes=10)
        deliver(clock=clock)

    webhook.refresh_from_db()
    assert (webhook.active, webhook.off_reason) == (
        False,
        "The receiver took nothing for about a day.",
    )
    assert timedelta(hours=22) < clock.now - began < timedelta(hours=40)
    assert set(webhook.deliveries.values_list("status", flat=True)) <= {"dead", "cancelled"}
    mail = Message.objects.get(kind="webhooks.off")
    assert mail.recipient.user == cast.coordinator


def test_gone_switches_off_at_once(cast: Cast, add: Add, clock: Clock, receiver: Receiver) -> None:
    webhook = add(receiver.url)
    receiver.answers = lambda request: 410
    send_test(webhook=webhook, by=cast.administrator, at=clock.now)

    deliver(clock=clock)

    webhook.refresh_from_db()
    assert (webhook.active, rows()) == (False, [("dead", 1)])


@pytest.mark.parametrize("why", ["hold", "exercise"])
def test_nothing_leaves_while_mail_is_held_or_in_an_exercise(
    cast: Cast, add: Add, clock: Clock, receiver: Receiver, settings: Settings, why: str
) -> None:
    send_test(webhook=add(receiver.url), by=cast.administrator, at=clock.now)
    settings.EXERCISE = why == "exercise"
    if why == "hold":
        hold_all(reason="teruggezet", by=None, at=clock.now)

    deliver(clock=clock)

    assert (rows(), receiver.requests) == ([("queued", 0)], [])


@pytest.mark.once
def test_messages_are_forgotten_after_ninety_days(
    cast: Cast, add: Add, clock: Clock, receiver: Receiver
) -> None:
    webhook = add(receiver.url)
    send_test(webhook=webhook, by=cast.administrator, at=clock.now)
    deliver(clock=clock)
    clock.forward(days=90)
    deliver(clock=clock)
    kept = Delivery.objects.count()
    clock.forward(minutes=1)
    deliver(clock=clock)

    assert (kept, Delivery.objects.count()) == (1, 0)
