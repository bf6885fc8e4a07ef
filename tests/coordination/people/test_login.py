"""Signing in, staying in, and being out at once."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from coordination.audit.models import AuditEvent
from coordination.people.models import User
from tests.cast import PASSWORD, Cast

LOGIN, PAGE = "/account/aanmelden/", "/stijl/"
NOON = datetime(2020, 11, 2, 11, 0, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _no_attempts_yet() -> None:
    cache.clear()


def sign(client: Client, user: User, password: str = PASSWORD) -> int:
    return client.post(LOGIN, {"login": user.email, "password": password}).status_code


def test_the_right_password_opens_and_is_recorded(cast: Cast, client: Client) -> None:
    assert sign(client, cast.lead) == 302
    assert client.get(PAGE).status_code == 200
    events = AuditEvent.objects.filter(action="people.signed_in")
    assert [event.actor for event in events] == [f"user:{cast.lead.pk}"]


def test_the_address_is_known_in_any_case(cast: Cast, client: Client) -> None:
    cast.lead.email = cast.lead.email.upper()
    assert sign(client, cast.lead) == 302


def test_five_wrong_passwords_lock_the_account_and_say_until_when(
    cast: Cast, client: Client
) -> None:
    with time_machine.travel(NOON, tick=False):
        for _attempt in range(5):
            sign(client, cast.lead, "not my password")
        answer = client.post(LOGIN, {"login": cast.lead.email, "password": PASSWORD})
        assert "Probeer het opnieuw na 12:06" in answer.content.decode()
        assert client.get(PAGE).status_code == 302
    with time_machine.travel(NOON + timedelta(minutes=6), tick=False):
        assert sign(client, cast.lead) == 302


def test_without_the_cache_server_each_process_counts_for_itself(
    cast: Cast, client: Client, settings: Any
) -> None:
    gone = "redis://127.0.0.1:1/0"
    settings.CACHES = {
        "default": {"BACKEND": "coordination.kit.cache.CalmRedisCache", "LOCATION": gone}
    }
    for _attempt in range(5):
        sign(client, cast.lead, "not my password")
    answer = client.post(LOGIN, {"login": cast.lead.email, "password": PASSWORD})
    assert (answer.status_code, "opnieuw na" in answer.content.decode()) == (200, True)


def test_an_unknown_address_is_locked_like_a_known_one(cast: Cast, client: Client) -> None:
    ghost = {"login": "nobody@example.gov", "password": "not my password"}
    for _attempt in range(5):
        client.post(LOGIN, ghost)
    assert "Probeer het opnieuw na" in client.post(LOGIN, ghost).content.decode()


def test_a_deactivated_person_is_out_at_once(
    cast: Cast, sign_in: Callable[[User], Client], now: datetime
) -> None:
    client = sign_in(cast.lead)
    assert client.get(PAGE).status_code == 200
    User.objects.filter(pk=cast.lead.pk).update(
        is_active=False, deactivated_at=now, deactivated_by=cast.administrator
    )
    assert client.get(PAGE)["Location"] == f"{LOGIN}?next={PAGE}"
    assert sign(client, cast.lead) == 200


def test_an_expired_account_is_out_at_once(
    cast: Cast, sign_in: Callable[[User], Client], client: Client
) -> None:
    with time_machine.travel(NOON, tick=False):
        sign_in(cast.partner)
        assert client.get(PAGE).status_code == 200
    User.objects.filter(pk=cast.partner.pk).update(expires_on=NOON.date() - timedelta(days=1))
    with time_machine.travel(NOON + timedelta(minutes=1), tick=False):
        assert client.get(PAGE).status_code == 302
        assert sign(client, cast.partner) == 200


def test_half_an_hour_without_activity_ends_the_session(
    cast: Cast, sign_in: Callable[[User], Client]
) -> None:
    with time_machine.travel(NOON, tick=False):
        client = sign_in(cast.lead)
    with time_machine.travel(NOON + timedelta(minutes=29), tick=False):
        assert client.get(PAGE).status_code == 200
    with time_machine.travel(NOON + timedelta(minutes=58), tick=False):
        assert client.get(PAGE).status_code == 200
    with time_machine.travel(NOON + timedelta(minutes=89), tick=False):
        assert client.get(PAGE).status_code == 302


@pytest.mark.parametrize("poll", [{"query": "?after=3"}, {"headers": {"X-Poll": "yes"}}])
def test_a_poll_is_no_activity(
    cast: Cast, sign_in: Callable[[User], Client], poll: dict[str, object]
) -> None:
    with time_machine.travel(NOON, tick=False):
        client = sign_in(cast.lead)
    for minutes in (20, 29):
        with time_machine.travel(NOON + timedelta(minutes=minutes), tick=False):
            client.get(f"{PAGE}{poll.get('query', '')}", headers=poll.get("headers"))  # type: ignore[arg-type]  # the values of the case are right
    with time_machine.travel(NOON + timedelta(minutes=31), tick=False):
        assert client.get(PAGE).status_code == 302


def test_after_twelve_hours_one_signs_in_again_whatever_one_does(
    cast: Cast, sign_in: Callable[[User], Client]
) -> None:
    with time_machine.travel(NOON, tick=False):
        client = sign_in(cast.lead)
    for quarter in range(1, 48):
        with time_machine.travel(NOON + timedelta(minutes=15 * quarter), tick=False):
            assert client.get(PAGE).status_code == 200
    with time_machine.travel(NOON + timedelta(hours=12, minutes=1), tick=False):
        assert client.get(PAGE).status_code == 302


def test_htmx_and_polls_are_told_with_401(client: Client, db: None) -> None:
    assert client.get(PAGE, headers={"HX-Request": "true"}).status_code == 401
    assert client.get(f"{PAGE}?after=3").status_code == 401


def test_the_login_form_is_the_one_the_dialog_looks_for(client: Client, db: None) -> None:
    page = client.get(LOGIN).content.decode()
    card = page.split('class="bare-card"')[1]
    assert card.index('action="/account/aanmelden/"') < card.index('name="login"')
    assert "data-user" not in page


def test_nobody_signs_up_herself(client: Client, db: None) -> None:
    assert client.get("/account/signup/").status_code == 404


def test_a_role_that_asks_for_two_steps_is_led_to_switch_them_on(
    cast: Cast, client: Client, settings: Any
) -> None:
    settings.MFA_REQUIRED_ROLES = ["coordinator"]
    sign(client, cast.coordinator)
    assert client.get(PAGE)["Location"] == "/account/tweestaps/aanzetten/"
    assert client.get("/account/tweestaps/aanzetten/").status_code == 200
    client.post("/account/afmelden/")
    sign(client, cast.lead)
    assert client.get(PAGE).status_code == 200


def test_a_form_that_comes_after_the_session_gives_back_what_was_typed(cast: Cast) -> None:
    """To send again; once signed in anew with the token of that session."""
    client = Client(enforce_csrf_checks=True)
    text = "Regel 1\nRegel 2 van wat er getypt was"
    client.get(LOGIN)
    form = {"csrfmiddlewaretoken": client.cookies["csrftoken"].value, "text": text, "kind": "a"}
    late = client.post("/zoeken/", form, headers={"origin": "http://testserver"})
    shown = late.content.decode()
    assert (late.status_code, late["Cache-Control"]) == (401, "no-store")
    assert text in shown
    assert '<input type="hidden" name="kind" value="a">' in shown
    assert 'action="/zoeken/"' in shown
    client.force_login(cast.lead, backend="coordination.people.backends.EmailBackend")
    client.cookies["csrftoken"] = "a" * 32
    again = client.post("/zoeken/", form, headers={"origin": "http://testserver"})
    assert again.status_code == 403
    assert '<input type="hidden" name="kind" value="a">' in again.content.decode()


def test_a_form_of_another_site_and_a_password_are_not_offered_again(cast: Cast) -> None:
    client = Client()
    for origin, form in (
        ("https://elsewhere.example", {"text": "Wat er getypt was, en lang genoeg"}),
        ("http://testserver", {"password": PASSWORD}),
        ("http://testserver", {}),
    ):
        late = client.post("/zoeken/", form, headers={"origin": origin})
        assert late.status_code == 302, form
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.lead, backend="coordination.people.backends.EmailBackend")
    form = {"text": "Wat er getypt was, en lang genoeg"}
    refused = strict.post("/zoeken/", form, headers={"origin": "https://elsewhere.example"})
    assert "Opnieuw versturen" not in refused.content.decode()
