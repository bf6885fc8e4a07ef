"""The register as its readers get it, on the pages, in a sheet and by the API."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from coordination.decisions.models import Decision, DecisionStatus
from coordination.dossiers.models import Function
from coordination.dossiers.services import grant_access
from coordination.people.models import User
from tests.cast import MONDAY, Cast

pytestmark = pytest.mark.usefixtures("on_monday")

Make = Callable[..., Decision]
SignIn = Callable[[User], Client]
LIST = "/besluiten/"


def shown(client: Client, query: str = "") -> list[str]:
    return [one.number for one in client.get(f"{LIST}?{query}").context["page"].rows]


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("", ["MLT3-2020-02", "MLT3-2020-01"]),
        ("q=SHEETS", ["MLT3-2020-01"]),
        ("q=MLT3-2020-02", ["MLT3-2020-02"]),
        ("body=mlt3&dossier=2020-0001", ["MLT3-2020-02", "MLT3-2020-01"]),
        ("dossier=2020-0009", []),
        ("result=deferred", []),
        ("status=recorded", []),
        ("since=2020-11-02", ["MLT3-2020-02"]),
        ("until=2020-11-01", ["MLT3-2020-01"]),
        ("since=2020-02-31&until=x&result=x&status=draft", ["MLT3-2020-02", "MLT3-2020-01"]),
    ],
)
def test_the_register_is_narrowed_by_its_address(
    cast: Cast, make_decision: Make, sign_in: SignIn, query: str, numbers: list[str]
) -> None:
    make_decision(taken_on=MONDAY.date() - timedelta(days=1))
    make_decision(text="De nota gaat door")
    assert shown(sign_in(cast.stranger), query) == numbers


@pytest.mark.parametrize("number", [1, 3])
def test_the_register_asks_the_same_whatever_its_length(
    cast: Cast,
    make_decision: Make,
    sign_in: SignIn,
    django_assert_num_queries: Callable[[int], object],
    number: int,
) -> None:
    for _ in range(number):
        make_decision()
    client = sign_in(cast.lead)
    client.get(LIST)
    with django_assert_num_queries(6):  # type: ignore[attr-defined]  # a fixture of pytest-django
        assert len(shown(client)) == number


def test_under_embargo_it_stays_within_government(
    cast: Cast, decision: Decision, sign_in: SignIn
) -> None:
    grant_access(
        dossier=cast.dossier, to=cast.partner, function=Function.READER, by=cast.lead, at=MONDAY
    )
    assert shown(sign_in(cast.partner)) == [decision.number]
    decision.embargo_until = MONDAY + timedelta(days=1)
    decision.save()
    assert shown(sign_in(cast.partner)) == []
    assert sign_in(cast.partner).get(decision.get_absolute_url()).status_code == 404
    client = sign_in(cast.lead)
    page = client.get(decision.get_absolute_url()).content.decode()
    assert page.count("3-11-2020") + page.count("3 nov") > 1
    assert "print-mark" in page
    sheet = client.get(reverse("decisions:csv")).content.decode("utf-8-sig")
    assert decision.text not in sheet
    assert len(sheet.splitlines()) == 2


def test_a_sheet_computes_nothing(cast: Cast, make_decision: Make, sign_in: SignIn) -> None:
    make_decision(text="=1+1")
    client = sign_in(cast.lead)
    assert "'=1+1" in client.get(reverse("decisions:csv")).content.decode("utf-8-sig")
    book = load_workbook(BytesIO(client.get(reverse("decisions:xlsx")).content))
    cell = book.worksheets[0]["F2"]
    assert (cell.value, cell.data_type) == ("'=1+1", "s")


def test_the_page_as_it_stood(cast: Cast, decision: Decision, sign_in: SignIn) -> None:
    client = sign_in(cast.lead)
    with time_machine.travel(MONDAY + timedelta(minutes=20), tick=False):
        address = reverse("decisions:amend", args=[decision.pk])
        assert client.get(address).status_code == 200
        answer = client.post(
            address,
            {
                "version": decision.version,
                "text": "Anders",
                "result": "adopted",
                "distribution": "internal",
            },
        )
        assert answer.status_code == 302
        now = client.get(decision.get_absolute_url())
        assert now.context["decision"].text == "Anders"
        assert [change.label for change in now.context["versions"][0].changes] != []
        then = client.get(decision.get_absolute_url(), {"op": "2020-11-02T15:10"})
        assert then.context["decision"].text == decision.text
        before = client.get(decision.get_absolute_url(), {"op": "2020-11-02T14:00"})
        assert (before.status_code, before.context["decision"]) == (200, None)


def test_an_older_form_is_refused_with_409(cast: Cast, decision: Decision, sign_in: SignIn) -> None:
    data = {"version": 0, "text": "X", "result": "adopted", "distribution": "internal"}
    answer = sign_in(cast.lead).post(reverse("decisions:amend", args=[decision.pk]), data)
    assert answer.status_code == 409


def test_recording_from_the_page(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.secretary)
    assert client.get(reverse("decisions:record")).status_code == 200
    data = {
        "body": cast.body.pk,
        "taken_on": "2020-11-02",
        "dossier": cast.dossier.pk,
        "text": "Per mail besloten",
        "result": "adopted",
        "distribution": "internal",
    }
    assert client.post(reverse("decisions:record"), {**data, "body": ""}).status_code == 422
    assert client.post(reverse("decisions:record"), data).status_code == 302
    assert Decision.objects.get().status == DecisionStatus.RECORDED


def test_classified_decisions_are_not_there_for_others(
    cast: Cast, make_decision: Make, sign_in: SignIn
) -> None:
    secret = make_decision(dossier=cast.secret_dossier)
    for reader in (cast.stranger, cast.lead, cast.partner, cast.auditor):
        assert sign_in(reader).get(secret.get_absolute_url()).status_code == 404
        assert shown(sign_in(reader)) == []


def test_the_api_wants_the_version_it_gave(cast: Cast, decision: Decision, sign_in: SignIn) -> None:
    client, address = sign_in(cast.lead), f"/api/v1/decisions/{decision.pk}"
    read = client.get(address)
    assert (read.status_code, read["ETag"]) == (200, f'"{decision.version}"')
    change = {"text": "Anders"}
    sent: dict[str, Any] = {"content_type": "application/json"}
    assert client.patch(address, change, **sent).status_code == 428
    stale = client.patch(address, change, headers={"If-Match": '"0"'}, **sent)
    assert stale.status_code == 412
    fresh = client.patch(address, change, headers={"If-Match": read["ETag"]}, **sent)
    assert (fresh.status_code, fresh.json()["text"]) == (200, "Anders")
    listed = client.get("/api/v1/decisions", {"q": "anders"}).json()
    assert [one["number"] for one in listed["results"]] == [decision.number]


def test_recording_by_the_api(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.secretary)
    data = {
        "body": str(cast.body.pk),
        "taken_on": "2020-11-02",
        "dossier": str(cast.dossier.pk),
        "text": "Per mail besloten",
    }
    made = client.post("/api/v1/decisions", data, content_type="application/json")
    assert (made.status_code, made.json()["number"]) == (201, "MLT3-2020-01")
    wrong = {**data, "dossier": str(cast.secret_dossier.pk)}
    refused = client.post("/api/v1/decisions", wrong, content_type="application/json")
    assert (refused.status_code, refused["Content-Type"]) == (400, "application/problem+json")
