"""The mail on the API of who operates it."""

from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.test import Client

from coordination.mail.delivery import deliver
from coordination.mail.models import Message, Status
from coordination.people.models import User
from coordination.people.services import create_token
from tests.cast import MONDAY, Cast
from tests.coordination.mail.conftest import Clock, Queue, state


@pytest.fixture
def call(cast: Cast, clock: Clock) -> Callable[..., Any]:
    def by(user: User, verb: str, path: str, body: Any = None) -> Any:
        _token, secret = create_token(user=user, name="test", at=MONDAY)
        more = {"data": body or {}, "content_type": "application/json"} if verb == "post" else {}
        headers = {"Authorization": f"Bearer {secret}"}
        with time_machine.travel(clock.now, tick=False):
            return getattr(Client(), verb)(f"/api/v1/deliveries{path}", headers=headers, **more)

    return by


def test_an_operator_holds_and_releases_all_mail(
    cast: Cast, queue: Queue, clock: Clock, call: Callable[..., Any]
) -> None:
    message = queue(cast.secretary)
    held = call(cast.coordinator, "post", "/hold", {"reason": "Onderhoud"})
    assert (held.status_code, held.json()["held_because"]) == (200, "Onderhoud")
    deliver(clock=clock)
    assert state(message) == (Status.QUEUED, 0)
    assert call(cast.coordinator, "post", "/hold", {"reason": "Nog eens"}).status_code == 409
    assert call(cast.coordinator, "post", "/release").json()["held_because"] == ""
    deliver(clock=clock)
    shown = call(cast.coordinator, "get", "/overview").json()
    assert {one["state"]: one["count"] for one in shown["states"]} == {
        "planned": 0, "retry": 0, "dead": 0, "uncertain": 0, "sent": 1, "dropped": 0,
    }  # fmt: skip
    assert shown["heartbeats"][0]["at"] is not None


def test_a_refused_message_is_tried_and_a_sent_one_sent_again(
    cast: Cast, queue: Queue, clock: Clock, call: Callable[..., Any]
) -> None:
    message = queue(cast.secretary)
    Message.objects.update(status=Status.DEAD)
    retried = call(cast.coordinator, "post", f"/{message.pk}/retry")
    assert (retried.status_code, retried.json()["status"]) == (200, "queued")
    deliver(clock=clock)
    resent = call(cast.coordinator, "post", f"/{message.pk}/resend")
    assert (resent.json()["status"], resent.json()["resends"]) == ("queued", 1)
    assert call(cast.coordinator, "post", f"/{message.pk}/resend").status_code == 422
    assert call(cast.secretary, "post", f"/{message.pk}/resend").status_code == 403
