"""Every post once, also when two arrive together."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from coordination.audit.models import AuditEvent
from coordination.people.models import Receipt, User
from coordination.people.receipts import ReceiptMiddleware, fingerprint
from tests.cast import Cast

SETTINGS = "people.settings_changed"
LANGUAGE = "/account/taal/"


def deeds() -> int:
    return AuditEvent.objects.filter(action=SETTINGS).count()


def test_the_same_key_and_body_give_the_same_answer_and_no_second_deed(
    cast: Cast, sign_in: Callable[[User], Client]
) -> None:
    client = sign_in(cast.lead)
    body = {"language": "en", "next": "/mensen/", "receipt": "k1"}
    first, again = client.post(LANGUAGE, body), client.post(LANGUAGE, body)
    assert (again.status_code, again["Location"]) == (first.status_code, first["Location"])
    assert again["Idempotency-Replayed"] == "true"
    assert deeds() == 1


def test_the_same_key_with_another_body_is_refused_with_a_sentence(
    cast: Cast, sign_in: Callable[[User], Client]
) -> None:
    client = sign_in(cast.lead)
    client.post(LANGUAGE, {"language": "en", "receipt": "k1"})
    other = client.post(LANGUAGE, {"language": "nl", "receipt": "k1"})
    assert other.status_code == 422
    assert "Open it again" in other.content.decode()
    assert deeds() == 1


def test_a_key_is_of_one_person_only(cast: Cast, sign_in: Callable[[User], Client]) -> None:
    for user in (cast.lead, cast.secretary):
        sign_in(user).post(LANGUAGE, {"language": "en", "receipt": "k1"})
    assert deeds() == 2


def test_the_token_against_forgery_does_not_make_another_body(
    cast: Cast, sign_in: Callable[[User], Client]
) -> None:
    client = sign_in(cast.lead)
    for token in "ab":
        client.post(LANGUAGE, {"language": "en", "csrfmiddlewaretoken": token, "receipt": "k"})
    assert deeds() == 1


def test_the_header_counts_like_the_field(cast: Cast, sign_in: Callable[[User], Client]) -> None:
    client = sign_in(cast.lead)
    for _time in range(2):
        client.post(LANGUAGE, {"language": "en"}, headers={"Idempotency-Key": "k1"})
    assert deeds() == 1


def test_the_receipt_of_a_new_key_to_the_api_does_not_hold_the_key(
    cast: Cast, sign_in: Callable[[User], Client]
) -> None:
    client = sign_in(cast.lead)
    body = {"name": "agenda", "receipt": "k1"}
    first, again = (client.post("/instellingen/sleutels/", body) for _time in range(2))

    secret = first.context["secret"]
    assert (secret in first.content.decode(), secret in again.content.decode()) == (True, False)
    assert secret not in Receipt.objects.get().body
    assert cast.lead.tokens.count() == 1


def test_without_a_deed_there_is_no_receipt_and_one_may_try_again(
    cast: Cast, sign_in: Callable[[User], Client]
) -> None:
    sign_in(cast.lead).post(LANGUAGE, {"language": "xx", "receipt": "k1"})
    assert not Receipt.objects.exists()


def test_a_deed_whose_answer_was_lost_is_not_done_again(
    cast: Cast, sign_in: Callable[[User], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = sign_in(cast.lead)
    client.post(LANGUAGE, {"language": "en", "receipt": "k1"})
    Receipt.objects.update(status=0)  # as a process killed right after the deed leaves it
    monkeypatch.setattr("coordination.people.receipts.PATIENCE", 0.1)
    again = client.post(LANGUAGE, {"language": "en", "receipt": "k1"})
    assert again.status_code == 409
    assert deeds() == 1


def test_who_is_refused_because_her_double_was_first_gets_its_answer(
    cast: Cast, rf: RequestFactory
) -> None:
    def view(request: HttpRequest) -> HttpResponse:
        assert middleware.process_view(request, None, (), {}) is None
        # meanwhile the double is done, and what this one wants is no longer possible
        Receipt.objects.create(
            user=cast.lead,
            key="k1",
            fingerprint=fingerprint(request),
            status=302,
            headers={"Location": "/mensen/"},
        )
        return HttpResponse("somebody was first", status=409)

    middleware = ReceiptMiddleware(view)
    request = rf.post(LANGUAGE, {"language": "en", "receipt": "k1"})
    request.user = cast.lead
    answer = middleware(request)
    assert (answer.status_code, answer["Location"]) == (302, "/mensen/")


def test_two_at_once_do_one_deed_and_get_one_answer(
    committed: None, cast: Cast, sign_in: Callable[[User], Client]
) -> None:
    client = sign_in(cast.lead)
    cookies, together = client.cookies, Barrier(4)

    def post(_number: int) -> tuple[int, str]:
        browser = Client()
        browser.cookies = cookies
        together.wait()
        try:
            answer = browser.post(LANGUAGE, {"language": "en", "next": "/mensen/", "receipt": "k"})
        finally:
            connection.close()
        return answer.status_code, answer["Location"]

    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(post, range(4)))
    assert answers == [(302, "/mensen/")] * 4
    assert deeds() == 1
