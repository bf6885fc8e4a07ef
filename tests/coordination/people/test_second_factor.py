"""Two-step sign-in: switched on, asked for, and recovered from."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from django.test import Client

from coordination.audit.models import AuditEvent
from coordination.people.models import User
from tests.cast import PASSWORD, Cast

ON, OFF = "/account/tweestaps/aanzetten/", "/account/tweestaps/uitzetten/"
LOGIN, CODE = "/account/aanmelden/", "/account/tweestaps/code/"


@pytest.fixture(autouse=True)
def _no_attempts_yet() -> None:
    cache.clear()


def code_of(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time())))))


def switch_on(client: Client) -> str:
    secret: str = client.get(ON).context["form"].secret
    assert client.post(ON, {"code": code_of(secret)}).status_code == 302
    cache.clear()  # a code works once
    return secret


def test_it_is_switched_on_with_a_code_and_recorded(
    cast: Cast, sign_in: Callable[[User], Client]
) -> None:
    client = sign_in(cast.lead)
    assert client.post(ON, {"code": "000000"}).status_code == 200
    switch_on(client)
    kinds = Authenticator.objects.filter(user=cast.lead).values_list("type", flat=True)
    assert sorted(kinds) == ["recovery_codes", "totp"]
    assert AuditEvent.objects.filter(action="people.second_factor_on").count() == 1
    assert client.get("/account/herstelcodes/").status_code == 200
    assert client.get("/account/tweestaps/").status_code == 200


def test_from_then_on_the_password_alone_does_not_open(
    cast: Cast, sign_in: Callable[[User], Client]
) -> None:
    secret = switch_on(sign_in(cast.lead))
    browser = Client()
    step = browser.post(LOGIN, {"login": cast.lead.email, "password": PASSWORD})
    assert step["Location"] == CODE
    assert browser.get("/stijl/").status_code == 302
    assert browser.get(CODE).status_code == 200
    assert browser.post(CODE, {"code": "123456"}).status_code == 200
    assert browser.post(CODE, {"code": code_of(secret)})["Location"] == "/"
    assert browser.get("/stijl/").status_code == 200


def test_a_recovery_code_opens_once(cast: Cast, sign_in: Callable[[User], Client]) -> None:
    client = sign_in(cast.lead)
    switch_on(client)
    recovery = client.get("/account/herstelcodes/").context["unused_codes"][0]
    for opens in (True, False):
        browser = Client()
        browser.post(LOGIN, {"login": cast.lead.email, "password": PASSWORD})
        assert (browser.post(CODE, {"code": recovery}).status_code == 302) is opens


def test_a_role_that_asks_for_it_keeps_it(
    cast: Cast, sign_in: Callable[[User], Client], settings: Any
) -> None:
    settings.MFA_REQUIRED_ROLES = ["coordinator"]
    client = sign_in(cast.coordinator)
    switch_on(client)
    assert client.get("/stijl/").status_code == 200
    assert "kan niet uit" in client.get(OFF).content.decode()
    client.post(OFF)
    assert Authenticator.objects.filter(user=cast.coordinator, type="totp").exists()


def test_who_need_not_have_it_may_switch_it_off(
    cast: Cast, sign_in: Callable[[User], Client]
) -> None:
    client = sign_in(cast.lead)
    switch_on(client)
    assert client.post(OFF).status_code == 302
    assert not Authenticator.objects.filter(user=cast.lead, type="totp").exists()
    assert AuditEvent.objects.filter(action="people.second_factor_off").count() == 1


def test_the_api_waits_for_it_too(
    cast: Cast, sign_in: Callable[[User], Client], settings: Any
) -> None:
    settings.MFA_REQUIRED_ROLES = ["coordinator"]
    answer = sign_in(cast.coordinator).get("/api/v1/bodies")
    assert (answer.status_code, answer["Content-Type"]) == (403, "application/problem+json")
