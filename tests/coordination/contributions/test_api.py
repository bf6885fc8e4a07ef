"""Requests and replies by the API: versions, files, the same sent twice, what is not hers."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from coordination.audit.models import AuditEvent
from coordination.contributions.models import AnswerForm, Contribution, Reply
from coordination.dossiers.models import Classification, Dossier
from coordination.people.models import Clearance, User
from tests.cast import Cast
from tests.coordination.meetings.test_meetings import planned
from tests.coordination.papers.files import upload

from .conftest import part_of

pytestmark = pytest.mark.usefixtures("on_monday")

Make = Callable[..., Contribution]
SignIn = Callable[[User], Client]
ROOT = "/api/v1/contributions"


def post(client: Client, path: str, data: Any = None, **headers: str) -> Any:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    kind = "application/json"
    return client.post(f"/api/v1/{path}", data or {}, content_type=kind, headers=named)


def test_a_request_is_asked_and_counts_who_is_in(
    cast: Cast, sign_in: SignIn, make_request: Make
) -> None:
    asked = {
        "question": "Vul de sheets in",
        "form": "both",
        "dossier": str(cast.dossier.pk),
        "body": str(cast.body.pk),
        "term": {"due_on": "2020-11-04"},
    }
    made = post(sign_in(cast.secretary), "contributions", asked)
    assert (made.status_code, made["ETag"]) == (201, '"1"')
    shown = made.json()
    assert (shown["replied"], shown["asked_of"], shown["open"]) == (0, 2, True)
    assert post(sign_in(cast.vws_officer), "contributions", asked).status_code == 403


def test_a_reply_wants_the_version_of_its_part_and_gives_the_next(
    cast: Cast, asked: Contribution, sign_in: SignIn
) -> None:
    client, path = sign_in(cast.vws_officer), f"contributions/{asked.pk}/replies"
    said = {"text": "Stap 3 is ingevuld"}
    assert post(client, path, said).status_code == 428
    first = post(client, path, said, If_Match='"1"')
    assert (first.status_code, first["ETag"]) == (201, '"2"')
    stale = post(client, path, {"text": "Anders"}, If_Match='"1"')
    assert (stale.status_code, stale["ETag"]) == (412, '"2"')
    assert stale.json()["current"]["status"] == "in"
    second = post(client, path, {"text": "Stap 4 ook"}, If_Match=first["ETag"])
    assert [one["number"] for one in (first.json(), second.json())] == [1, 2]
    shown = client.get(f"{ROOT}/{asked.pk}").json()
    assert (shown["replied"], shown["asked_of"]) == (1, 2)


def test_the_same_key_replies_once(cast: Cast, asked: Contribution, sign_in: SignIn) -> None:
    client, path = sign_in(cast.vws_officer), f"contributions/{asked.pk}/replies"
    keyed = {"If_Match": '"1"', "Idempotency_Key": "sheets-vws"}
    answers = [post(client, path, {"text": "Ingevuld"}, **keyed) for _time in range(2)]
    assert [one.status_code for one in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert Reply.objects.count() == 1


def test_a_file_comes_as_a_form_and_a_bad_one_is_refused(
    cast: Cast, asked: Contribution, sign_in: SignIn
) -> None:
    client, path = sign_in(cast.vws_officer), f"{ROOT}/{asked.pk}/replies"
    bad = client.post(path, {"upload": upload("a.pdf", b"MZ")}, headers={"If-Match": "1"})
    assert (bad.status_code, bad.json()["errors"][0]["pointer"]) == (422, "/upload")
    good = client.post(path, {"upload": upload("a.pdf")}, headers={"If-Match": "1"})
    assert good.status_code == 201
    file: Any = client.get(good.json()["file_url"])
    assert b"".join(file.streaming_content).startswith(b"%PDF")


def test_who_was_not_asked_has_nothing_to_reply_to(
    cast: Cast, asked: Contribution, sign_in: SignIn
) -> None:
    path = f"contributions/{asked.pk}/replies"
    for user in (cast.secretary, cast.partner):
        assert post(sign_in(user), path, {"text": "Ja"}, If_Match="1").status_code == 404


def test_a_round_takes_an_objection_and_its_withdrawal(
    cast: Cast, make_request: Make, sign_in: SignIn
) -> None:
    asked = make_request(AnswerForm.WRITTEN_ROUND)
    client, path = sign_in(cast.vws_officer), f"contributions/{asked.pk}/replies"
    plain = post(client, path, {"text": "Inbreng"}, If_Match="1")
    assert (plain.status_code, plain.json()["errors"][0]["pointer"]) == (422, "/verdict")
    against = {"verdict": "object", "text": "Geen dekking"}
    reply = post(client, path, against, If_Match="1").json()
    back = post(client, f"replies/{reply['id']}/withdraw", If_Match="2")
    assert (back.status_code, back.json()["withdrawn_at"] is None) == (200, False)
    assert part_of(asked, cast.vws_officer).status == "open"


def test_reading_what_is_classified_is_kept(
    cast: Cast, asked: Contribution, sign_in: SignIn
) -> None:
    level = {"classification": Classification.DEPARTMENTAL, "restricted": True}
    Dossier.objects.filter(pk=cast.dossier.pk).update(**level)
    User.objects.filter(pk=cast.lead.pk).update(clearance=Clearance.DEPARTMENTAL)
    assert sign_in(cast.lead).get(f"{ROOT}/{asked.pk}").status_code == 200
    read = AuditEvent.objects.get(action="dossiers.read")
    assert (read.object_id, read.actor) == (str(asked.pk), f"user:{cast.lead.pk}")


def test_a_request_is_counted_back_from_a_meeting(cast: Cast, sign_in: SignIn) -> None:
    before = {"meeting": str(planned(cast).pk), "number": 1, "unit": "working_days"}
    asked = {
        "question": "Vul de sheets in",
        "form": "both",
        "dossier": str(cast.dossier.pk),
        "body": str(cast.body.pk),
        "before": before,
    }
    client = sign_in(cast.secretary)
    made = post(client, "contributions", asked).json()
    assert (made["before"], made["closes_at"]) == (before, "2020-11-04T10:00:00+01:00")
    both = asked | {"term": {"due_on": "2020-11-04"}}
    assert post(client, "contributions", both).status_code == 400
    assert client.get(f"{ROOT}/{made['id']}").json()["before"] == before
