"""Dossiers, parts and events over the API."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from coordination.audit.models import AuditEvent
from coordination.dossiers.models import Classification, Dossier, DossierAccess, Function
from coordination.dossiers.services import open_dossier
from coordination.people.models import User
from tests.cast import MONDAY, Cast

SignIn = Callable[[User], Client]
BASE = "/api/v1/dossiers"


def test_the_list_holds_what_she_may_see(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.stranger)
    before = client.get(BASE).content
    assert [d["number"] for d in client.get(BASE).json()["results"]] == ["2020-0001"]
    level = Classification.DEPARTMENTAL
    open_dossier(title="Zegel", owner=cast.jenv, by=None, at=MONDAY, classification=level)
    assert client.get(BASE).content == before


def test_opening_answers_with_the_version(cast: Cast, sign_in: SignIn) -> None:
    sent = {"title": "Sneltesten", "owner": str(cast.dgsc.pk), "kind": "region"}
    answer = sign_in(cast.lead).post(BASE, sent, content_type="application/json")
    assert (answer.status_code, answer["ETag"]) == (201, '"1"')
    opened = Dossier.objects.get(title="Sneltesten")
    assert (answer.json()["id"], opened.kind) == (str(opened.pk), "region")


@pytest.mark.parametrize(("tag", "status"), [(None, 428), ('"9"', 412), ("x", 412), ('"1"', 200)])
def test_changing_asks_for_the_version_read(
    cast: Cast, sign_in: SignIn, tag: str | None, status: int
) -> None:
    headers = {"If-Match": tag} if tag else {}
    answer = sign_in(cast.lead).patch(
        f"{BASE}/{cast.dossier.pk}",
        {"title": "Anders"},
        content_type="application/json",
        headers=headers,
    )
    assert answer.status_code == status
    assert Dossier.objects.get(pk=cast.dossier.pk).title == (
        "Anders" if status == 200 else "Kwetsbare groepen"
    )


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"title": ""},
        {"title": "a\u0000b"},
        {"title": "x" * 500},
        {"title": "\u202ex"},
        {"title": ["x"]},
        {"title": "x", "kind": "memo"},
        {"title": "x", "owner": str(uuid4())},
        {"title": "x", "owner": "'"},
    ],
)
def test_bad_input_is_a_problem_and_changes_nothing(
    cast: Cast, sign_in: SignIn, sent: dict[str, Any]
) -> None:
    before = Dossier.objects.count()
    body = {"owner": str(cast.dgsc.pk)} | sent
    answer = sign_in(cast.lead).post(BASE, body, content_type="application/json")
    assert answer.status_code in {400, 422}
    assert answer["Content-Type"] == "application/problem+json"
    assert Dossier.objects.count() == before


def test_another_dossier_does_not_exist_and_a_role_too_few_is_refused(
    cast: Cast, sign_in: SignIn
) -> None:
    client = sign_in(cast.stranger)
    assert client.get(f"{BASE}/{cast.secret_dossier.pk}").status_code == 404
    assert client.post(f"{BASE}/{cast.dossier.pk}/close").status_code == 403


def test_closing_and_reopening(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.lead)
    assert client.post(f"{BASE}/{cast.dossier.pk}/close").json()["closed_at"] is not None
    assert client.post(f"{BASE}/{cast.dossier.pk}/close").status_code == 422
    assert client.post(f"{BASE}/{cast.dossier.pk}/reopen").json()["closed_at"] is None


def test_naming_and_ending_a_part(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.lead)
    sent = {"dossier": cast.dossier.pk, "user": cast.stranger.pk, "function": "writer"}
    answer = client.post("/api/v1/dossier-access", sent, content_type="application/json")
    assert answer.status_code == 201
    part = DossierAccess.objects.get(user=cast.stranger)
    assert part.function == Function.WRITER
    assert client.delete(f"/api/v1/dossier-access/{part.pk}").status_code == 204
    part.refresh_from_db()
    assert part.until is not None


def test_a_part_for_nobody_or_in_an_unseen_dossier_is_refused(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.lead)
    for sent in (
        {"dossier": cast.dossier.pk, "function": "writer"},
        {"dossier": cast.secret_dossier.pk, "user": cast.lead.pk, "function": "lead"},
    ):
        answer = client.post("/api/v1/dossier-access", sent, content_type="application/json")
        assert answer.status_code == 400


def test_events_are_for_the_auditor_for_who_shares_and_for_oneself(
    cast: Cast, sign_in: SignIn
) -> None:
    def actions(user: User, query: str = "") -> int:
        return int(sign_in(user).get(f"/api/v1/audit-events{query}").json()["count"])

    mine = f"?dossier={cast.dossier.pk}"
    assert actions(cast.auditor) == AuditEvent.objects.count()
    assert actions(cast.secretary, mine) == 3
    assert actions(cast.stranger, mine) == 0
    assert actions(cast.lead) == 3
    assert sign_in(cast.lead).get("/api/v1/audit-events?dossier=x").status_code == 400
