"""Signing in elsewhere: the identity is issuer and subject, never the address."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlparse

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from coordination.people.models import User
from coordination.people.services import link_identity
from coordination.people.services.users import AddressTaken
from tests.cast import Cast

PROVIDER = "oidc-test"


class Elsewhere(BaseHTTPRequestHandler):
    """As much of an OpenID Connect server as a sign-in touches."""

    address = ""
    person: dict[str, Any] = {}  # noqa: RUF012  set by each test

    def do_GET(self) -> None:
        self._say(self.person if self.path == "/me" else self._endpoints())

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self._say({"access_token": "a", "token_type": "Bearer"})

    def _endpoints(self) -> dict[str, str]:
        names = {"authorization": "go", "token": "token", "userinfo": "me"}
        found = {f"{name}_endpoint": f"{self.address}/{path}" for name, path in names.items()}
        return {"issuer": self.address, "jwks_uri": f"{self.address}/keys", **found}

    def _say(self, body: dict[str, Any]) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  the name http.server calls
        """Quiet."""


@pytest.fixture
def elsewhere(settings: Any) -> Iterator[type[Elsewhere]]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    Elsewhere.address = f"http://127.0.0.1:{server.server_port}"
    app = {
        "provider_id": PROVIDER,
        "name": "Elders",
        "client_id": "baken",
        "secret": "s",
        "settings": {"server_url": Elsewhere.address},
    }
    settings.OIDC_ID = PROVIDER
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    yield Elsewhere
    server.shutdown()
    server.server_close()
    thread.join()


def come_back(client: Client, query: str = "") -> Any:
    """Go there and come back with a code, as a browser does."""
    there = client.post(f"/account/oidc/{PROVIDER}/login/{query}")
    state = parse_qs(urlparse(there["Location"]).query)["state"][0]
    return client.get(f"/account/oidc/{PROVIDER}/login/callback/", {"code": "c", "state": state})


def test_the_login_page_offers_it(elsewhere: type[Elsewhere], client: Client, db: None) -> None:
    assert "Aanmelden met Elders" in client.get("/account/aanmelden/").content.decode()


def test_an_equal_address_opens_nothing_and_makes_no_account(
    elsewhere: type[Elsewhere], cast: Cast, client: Client
) -> None:
    elsewhere.person = {"sub": "s-1", "email": cast.lead.email, "email_verified": True}
    before = User.objects.get_queryset().count()
    answer = come_back(client)
    page = client.get(answer["Location"]) if answer.status_code == 302 else answer
    assert "Nog geen account" in page.content.decode()
    assert client.get("/stijl/").status_code == 302
    assert (User.objects.get_queryset().count(), SocialAccount.objects.count()) == (before, 0)


def test_an_identity_linked_by_an_administrator_opens_the_account(
    elsewhere: type[Elsewhere], cast: Cast, sign_in: Callable[[User], Client]
) -> None:
    address = f"/beheer/gebruikers/{cast.lead.pk}/koppelen/"
    assert sign_in(cast.administrator).post(address, {"subject": "s-1"}).status_code == 302
    elsewhere.person = {"sub": "s-1", "email": "other@example.gov"}
    browser = Client()
    assert come_back(browser)["Location"] == "/"
    assert str(cast.lead.pk) in browser.get("/stijl/").content.decode()


def test_one_links_ones_own_identity_from_the_settings(
    elsewhere: type[Elsewhere], cast: Cast, sign_in: Callable[[User], Client]
) -> None:
    elsewhere.person = {"sub": "s-2", "email": "other@example.gov"}
    client = sign_in(cast.lead)
    assert "Elders koppelen" in client.get("/account/koppelingen/").content.decode()
    come_back(client, "?process=connect")
    linked = SocialAccount.objects.get()
    assert (linked.user, linked.provider, linked.uid) == (cast.lead, PROVIDER, "s-2")
    assert "s-2" in client.get("/account/koppelingen/").content.decode()


def test_a_closed_account_is_not_opened_by_its_identity(
    elsewhere: type[Elsewhere], cast: Cast, now: datetime, client: Client
) -> None:
    link_identity(user=cast.lead, provider=PROVIDER, subject="s-1", by=cast.administrator, at=now)
    User.objects.filter(pk=cast.lead.pk).update(
        is_active=False, deactivated_at=now, deactivated_by=cast.administrator
    )
    elsewhere.person = {"sub": "s-1"}
    assert come_back(client)["Location"] == "/account/gesloten/"
    assert client.get("/stijl/").status_code == 302


def test_an_identity_belongs_to_one_account(cast: Cast, now: datetime) -> None:
    first = {"provider": PROVIDER, "subject": "s-1", "by": cast.administrator, "at": now}
    link_identity(user=cast.lead, **first)  # type: ignore[arg-type]  # the values of the case are right
    with pytest.raises(AddressTaken):
        link_identity(user=cast.secretary, **first)  # type: ignore[arg-type]  # the values of the case are right
