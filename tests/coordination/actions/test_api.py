"""Action points by the API: filters, versions, each verb, what an owner may not see."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from coordination.actions.models import ActionPoint
from coordination.actions.terms import Owner
from coordination.people.models import User
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("on_monday")

Make = Callable[..., ActionPoint]
SignIn = Callable[[User], Client]
ROOT = "/api/v1/action-points"


def post(client: Client, path: str, data: Any = None, version: int | None = None) -> Any:
    headers = {} if version is None else {"If-Match": f'"{version}"'}
    return client.post(
        f"{ROOT}{path}", data or {}, content_type="application/json", headers=headers
    )


def test_one_call_changes_term_and_owner_and_one_undoes_both(
    cast: Cast, make_point: Make, sign_in: SignIn
) -> None:
    point, client = make_point(), sign_in(cast.secretary)
    body = {
        "term": {"due_on": "2020-11-20"},
        "owner": {"organisation": str(cast.szw.pk)},
        "reason": "Past daar",
    }
    changed = post(client, f"/{point.pk}/change", body, version=point.version).json()
    assert (changed["due_on"], changed["owner_organisation"]) == ("2020-11-20", str(cast.szw.pk))
    assert post(client, f"/{point.pk}/change", body, version=point.version).status_code == 412
    undone = post(client, f"/{point.pk}/undo", version=changed["version"]).json()
    assert (undone["due_on"], undone["owner_organisation"]) == (
        point.due_on.isoformat(),
        str(point.owner_organisation_id),
    )


def together(*points: ActionPoint, **said: Any) -> dict[str, Any]:
    return {"points": [{"id": str(one.pk), "version": one.version} for one in points], **said}


def test_several_move_in_one_call_and_are_undone_in_one(
    cast: Cast, make_point: Make, sign_in: SignIn
) -> None:
    points, client = [make_point(), make_point()], sign_in(cast.secretary)
    before = [point.due_on for point in points]
    body = together(*points, verb="move", term={"due_on": "2020-11-20"}, reason="Later")
    many = post(client, "/together", body).json()
    moved = [one.due_on.isoformat() for one in ActionPoint.objects.all()]
    assert (many["number"], moved) == (2, ["2020-11-20"] * 2)
    assert post(client, "/undo-together", {"deed": many["deed"]}).json()["number"] == 2
    assert [one.due_on for one in ActionPoint.objects.order_by("serial")] == before
    assert post(client, "/undo-together", {"deed": many["deed"]}).status_code == 409


@pytest.mark.parametrize(
    ("said", "status", "sentence"),
    [
        ({"verb": "move", "reason": "x"}, 422, "Zeg wanneer"),
        ({"verb": "hand_over", "reason": "x"}, 422, "Noem een actiehouder"),
        ({"verb": "move", "term": {"due_on": "2020-11-20"}}, 422, "waarom"),
        ({"verb": "burn"}, 400, "burn"),
        ({"verb": "complete", "points": []}, 400, "points"),
    ],
)
def test_what_is_missing_for_several_is_said_and_changes_nothing(
    cast: Cast, make_point: Make, sign_in: SignIn, said: Any, status: int, sentence: str
) -> None:
    point = make_point()
    answer = post(sign_in(cast.secretary), "/together", {**together(point), **said})
    assert (answer.status_code, sentence in answer.content.decode()) == (status, True)
    assert ActionPoint.objects.get().version == point.version


def test_one_of_several_that_is_not_hers_leaves_all_and_one_unseen_is_unknown(
    cast: Cast, make_point: Make, sign_in: SignIn
) -> None:
    mine, others = make_point(), make_point(owner=Owner(cast.szw))
    body = together(mine, others, verb="complete")
    refused = post(sign_in(cast.vws_officer), "/together", body)
    assert (refused.status_code, others.number in refused.json()["detail"]) == (403, True)
    assert post(sign_in(cast.partner), "/together", body).status_code == 404
    assert {one.status for one in ActionPoint.objects.all()} == {"open"}


def test_the_list_takes_filters(cast: Cast, make_point: Make, sign_in: SignIn) -> None:
    make_point()
    make_point(owner=Owner(cast.szw))
    client = sign_in(cast.lead)
    numbers = [one["number"] for one in client.get(ROOT, {"owner": "SZW"}).json()["results"]]
    assert numbers == ["MLT3-2020-02"]


def test_a_verb_wants_the_version_that_was_read(
    cast: Cast, point: ActionPoint, sign_in: SignIn
) -> None:
    client = sign_in(cast.vws_officer)
    read = client.get(f"{ROOT}/{point.pk}")
    assert read["ETag"] == f'"{point.version}"'
    assert post(client, f"/{point.pk}/complete").status_code == 428
    assert post(client, f"/{point.pk}/complete", version=0).status_code == 412
    done = post(client, f"/{point.pk}/complete", version=point.version)
    assert (done.status_code, done.json()["status"]) == (200, "done")
    undone = post(client, f"/{point.pk}/undo", version=done.json()["version"])
    assert (undone.status_code, undone.json()["status"]) == (200, "open")


@pytest.mark.parametrize(
    ("verb", "data", "field", "value"),
    [
        ("move", {"term": {"due_on": "2020-11-09"}, "reason": "Later"}, "postponed", 1),
        ("drop", {"reason": "Ingehaald"}, "dropped_because", "Ingehaald"),
    ],
)
def test_who_manages_moves_and_drops(
    cast: Cast,
    point: ActionPoint,
    sign_in: SignIn,
    verb: str,
    data: dict[str, Any],
    field: str,
    value: object,
) -> None:
    refused = post(sign_in(cast.vws_officer), f"/{point.pk}/{verb}", data, point.version)
    assert (refused.status_code, refused["Content-Type"]) == (403, "application/problem+json")
    answer = post(sign_in(cast.lead), f"/{point.pk}/{verb}", data, point.version)
    assert (answer.status_code, answer.json()[field]) == (200, value)


def test_handing_over_and_splitting(cast: Cast, point: ActionPoint, sign_in: SignIn) -> None:
    client = sign_in(cast.lead)
    owner = {"organisation": str(cast.szw.pk), "person": str(cast.szw_officer.pk)}
    handed = post(
        client, f"/{point.pk}/hand-over", {"owner": owner, "reason": "Daar"}, point.version
    )
    assert (handed.status_code, handed.json()["assent"]) == (200, "awaited")
    share = {"text": "Deel", "owner": owner, "term": {"due_on": "2020-11-09"}}
    version = handed.json()["version"]
    split = post(client, f"/{point.pk}/split", {"into": [share, share]}, version)
    assert (split.status_code, [one["text"] for one in split.json()]) == (201, ["Deel", "Deel"])
    one = post(client, f"/{point.pk}/split", {"into": [share]}, version + 1)
    assert one.status_code == 409


def test_an_organisation_reports_its_part(cast: Cast, make_point: Make, sign_in: SignIn) -> None:
    point = make_point(owner=Owner(cast.dgsc), members=[cast.vws, cast.szw])
    data = {"organisation": str(cast.szw.pk), "status": "in"}
    client = sign_in(cast.szw_officer)
    told = post(client, f"/{point.pk}/parts", data, 1)
    assert (told.status_code, told.json()["status"], told["ETag"]) == (200, "in", '"2"')
    assert post(client, f"/{point.pk}/parts", data, 1).status_code == 412
    other = {"organisation": str(cast.jenv.pk), "status": "in"}
    assert post(client, f"/{point.pk}/parts", other, 1).status_code == 400


def test_adding_and_its_refusals(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.lead)
    data = {
        "text": "Ledenlijst",
        "dossier": str(cast.dossier.pk),
        "owner": {"organisation": str(cast.dgsc.pk)},
        "term": {"due_on": "2020-11-16"},
        "source": "mail van 3 november",
    }
    made = post(client, "", data)
    assert (made.status_code, made.json()["number"]) == (201, "DGSC-19-2020-01")
    wrong = post(client, "", {**data, "term": {"due_on": "2020-02-30"}})
    assert (wrong.status_code, wrong.json()["errors"][0]["pointer"]) == (400, "/term/due_on")
    unknown = post(client, "", {**data, "dossier": str(cast.secret_dossier.pk)})
    assert unknown.status_code == 400
    assert post(client, "", {**data, "text": "a\0b"}).status_code == 400
    assert post(sign_in(cast.partner), "", data).status_code == 403


def test_an_owner_does_not_learn_the_dossier(cast: Cast, make_point: Make, sign_in: SignIn) -> None:
    cast.dossier.restricted = True
    cast.dossier.save()
    point = make_point(owner=Owner(cast.stranger.organisation, person=cast.stranger))
    assert sign_in(cast.stranger).get(f"{ROOT}/{point.pk}").json()["dossier"] is None
    assert sign_in(cast.lead).get(f"{ROOT}/{point.pk}").json()["dossier"] == str(cast.dossier.pk)


@pytest.mark.parametrize(
    ("reader", "told"), [("secretary", 2), ("lead", 2), ("coordinator", 2), ("vws_officer", None)]
)
def test_how_often_it_was_postponed_is_told_to_who_leads(
    cast: Cast, point: ActionPoint, sign_in: SignIn, reader: str, told: int | None
) -> None:
    ActionPoint.objects.update(postponed=2)
    client = sign_in(getattr(cast, reader))
    assert client.get(f"{ROOT}/{point.pk}").json()["postponed"] == told
    assert [one["postponed"] for one in client.get(ROOT).json()["results"]] == [told]
