"""What should never be sent: each answers problem+json with its status, and nothing changes."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from coordination.meetings.models import AgendaItem, Entry, Meeting
from coordination.meetings.services.entries import write_line
from coordination.people.models import User
from tests.cast import MONDAY, Cast
from tests.coordination.meetings.test_api import PROBLEM, Api, _state, api
from tests.kept import kept

__all__ = ["api"]

TEXTS: list[tuple[Any, int]] = [
    ("", 422),
    ("   ", 422),
    ("x" * 1_000_000, 422),
    ("nul\0teken", 400),
    ("half \ud800 teken", 400),
    ("omge\u202ekeerd", 422),
    ("bel\a", 422),
    (None, 400),
    (["een", "lijst"], 400),
    ({"een": "ding"}, 400),
]


@kept
def line(cast: Cast, item: AgendaItem) -> Entry:
    return write_line(item=item, typed="Zo staat het er", by=cast.secretary, at=MONDAY)


def _refused(answer: Any, status: int, pointer: str = "") -> None:
    assert (answer.status_code, answer["Content-Type"]) == (status, PROBLEM)
    assert answer.json()["status"] == status
    assert answer.json()["detail"]
    if pointer:
        assert answer.json()["errors"][0]["pointer"] == pointer


@pytest.mark.parametrize(("text", "status"), TEXTS)
def test_a_text_that_cannot_be_kept(
    text: Any, status: int, cast: Cast, line: Entry, api: Callable[[User], Api]
) -> None:
    ask, before = api(cast.secretary), _state()
    made = ask("POST", "entries", {"item": str(line.item_id), "text": text})
    _refused(made, status, "/text")
    changed = ask("PATCH", f"entries/{line.pk}", {"text": text}, If_Match=f'"{line.version}"')
    _refused(changed, status, "/text")
    assert _state() == before


def test_markup_is_kept_as_text(cast: Cast, item: AgendaItem, api: Callable[[User], Api]) -> None:
    sent = {"item": str(item.pk), "text": "<script>alert(1)</script> & <b>vet</b>"}
    made = api(cast.secretary)("POST", "entries", sent)
    assert made.json()["text"] == sent["text"]


@pytest.mark.parametrize(
    ("starts_at", "status"),
    [
        ("2020-02-30T10:00:00", 400),
        ("0000-01-01T10:00:00", 400),
        ("0001-01-01T00:00:00", 400),
        ("9999-12-31T23:59:59Z", 400),
        ("2095-01-01T10:00:00", 422),
        ("morgen", 400),
        ("", 400),
        (None, 400),
        (20201102, 400),
        ("\ud800", 400),
    ],
)
def test_a_date_that_cannot_be(
    starts_at: Any, status: int, cast: Cast, api: Callable[[User], Api]
) -> None:
    before = _state()
    sent = {
        "body": str(cast.body.pk),
        "dossier": str(cast.dossier.pk),
        "starts_at": starts_at,
        "ends_at": (timezone.now() + timedelta(days=1)).isoformat(),
    }
    _refused(api(cast.secretary)("POST", "meetings", sent), status, "/starts_at")
    assert _state() == before


def test_an_end_before_the_start_points_at_the_end(cast: Cast, api: Callable[[User], Api]) -> None:
    now = timezone.now()
    sent = {
        "body": str(cast.body.pk),
        "dossier": str(cast.dossier.pk),
        "starts_at": (now + timedelta(days=2)).isoformat(),
        "ends_at": (now + timedelta(days=1)).isoformat(),
    }
    _refused(api(cast.secretary)("POST", "meetings", sent), 422, "/ends_at")


@pytest.mark.parametrize("value", ["", "x", None, 7, "\ud800", "\0", ["a"], {}])
def test_an_id_that_is_none(value: Any, cast: Cast, api: Callable[[User], Api]) -> None:
    before = _state()
    answer = api(cast.secretary)("POST", "entries", {"item": value, "text": "Regel"})
    _refused(answer, 400, "/item")
    assert _state() == before


def test_the_dossier_of_others_does_not_exist_for_her(
    cast: Cast, meeting: Meeting, api: Callable[[User], Api]
) -> None:
    before = _state()
    sent = {"meeting": str(meeting.pk), "dossier": str(cast.secret_dossier.pk), "title": "Cijfers"}
    _refused(api(cast.secretary)("POST", "agenda-items", sent), 400, "/dossier")
    assert _state() == before


@pytest.mark.parametrize("choice", ["later", "\ud800", 3, ["present"], None, {}])
def test_a_choice_that_is_not_offered(
    choice: Any, cast: Cast, meeting: Meeting, api: Callable[[User], Api]
) -> None:
    before = _state()
    row = meeting.attendances.order_by("pk")[0]
    answer = api(cast.secretary)("PATCH", f"attendances/{row.pk}", {"presence": choice})
    _refused(answer, 400, "/presence")
    assert _state() == before


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b'"tekst"', b"\xff\xfe", b"[" * 100_000, b'{"a": NaN}', b"7" * 5000],
)
def test_a_body_that_is_no_object(
    body: bytes, cast: Cast, item: AgendaItem, api: Callable[[User], Api]
) -> None:
    before = _state()
    _refused(api(cast.secretary)("POST", "entries", body), 400)
    assert _state() == before


@pytest.mark.parametrize("key", [{}, {"Idempotency_Key": "sleutel"}])
def test_a_body_of_megabytes_is_refused_before_it_is_read(
    key: dict[str, str], cast: Cast, item: AgendaItem, api: Callable[[User], Api]
) -> None:
    before = _state()
    body = json.dumps({"item": str(item.pk), "text": "x" * 4_000_000}).encode()
    _refused(api(cast.secretary)("POST", "entries", body, **key), 413)
    assert _state() == before


def test_another_kind_of_body_is_not_read(
    cast: Cast, item: AgendaItem, api: Callable[[User], Api]
) -> None:
    ask = api(cast.secretary)
    answer = ask.client.post("/api/v1/entries", {"item": str(item.pk), "text": "Regel"})
    _refused(answer, 400, "/item")


@pytest.mark.parametrize("pk", ["x", "%00", "0", "00000000-0000-0000-0000-000000000000"])
def test_an_address_of_nothing(pk: str, cast: Cast, api: Callable[[User], Api]) -> None:
    for noun in ("meetings", "agenda-items", "entries", "additions", "attendances"):
        assert api(cast.secretary)("GET", f"{noun}/{pk}").status_code == 404


def test_a_session_without_the_token_against_forgery_is_refused(
    cast: Cast, item: AgendaItem
) -> None:
    before = _state()
    client = Client(enforce_csrf_checks=True)
    ask = Api(client, cast.secretary)
    _refused(ask("POST", "entries", {"item": str(item.pk), "text": "Regel"}), 403)
    assert _state() == before


@pytest.mark.parametrize("version", ['"99999999999999999999"', '"-1"', '"1.0"', "*", '"²"'])
def test_a_version_that_never_was(
    version: str, cast: Cast, line: Entry, api: Callable[[User], Api]
) -> None:
    before = _state()
    ask = api(cast.secretary)
    answer = ask("PATCH", f"entries/{line.pk}", {"text": "Anders"}, If_Match=version)
    _refused(answer, 412)
    assert _state() == before


def test_a_line_behind_one_of_another_item_is_refused(
    cast: Cast, line: Entry, make_item: Callable[..., AgendaItem], api: Callable[[User], Api]
) -> None:
    other = make_item(line.meeting, "Anders")
    sent = {"item": str(other.pk), "text": "Regel", "after": str(line.pk)}
    _refused(api(cast.secretary)("POST", "entries", sent), 400, "/after")


def test_what_the_framework_refuses_is_said_in_dutch_too(
    cast: Cast,
    item: AgendaItem,
    api: Callable[[User], Api],
) -> None:
    ask = api(cast.secretary)
    said = [
        ask("POST", "entries", {"item": str(item.pk), "text": ["een", "lijst"]}),
        ask("POST", "entries", {"item": str(item.pk), "text": "half \ud800 teken"}),
        ask("GET", "entries?meeting=geen"),
    ]
    assert [answer.json()["errors"][0]["detail"] for answer in said] == [
        "Dit is geen tekst.",
        "Halve tekens kunnen niet: U+D800.",
        "Dit is geen geldig kenmerk (UUID).",
    ]
