"""A question with variants from asked to chosen, with its consultation and pilots, by the API."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from coordination.actions.models import ActionPoint
from coordination.decisions.services import record_decision_outside_meeting
from coordination.dossiers.models import Dossier
from coordination.dossiers.services import open_dossier
from tests.cast import Cast
from tests.workgroups.sending import send
from workgroups.options.models import ASPECTS, EarlierConsultation, OptionSet

pytestmark = pytest.mark.usefixtures("on_monday")

SignIn = Callable[..., Client]


@pytest.fixture
def hers(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.secretary)


@pytest.fixture
def path(cast: Cast, hers: Client) -> str:
    """Of a question with two variants, the first of which says all there is to say."""
    asked = {"question": "Welke pilot?", "dossier": str(cast.dossier.pk)}
    made = send(hers, "options", asked)
    assert made.status_code == 201, made.content
    path = f"options/{made.json()['id']}"
    first = {"title": "Nieuwe sectoren", **{name: f"Over {name}" for name in ASPECTS}}
    assert send(hers, f"{path}/variants", first).json()["letter"] == "A"
    assert send(hers, f"{path}/variants", {"title": "Eén regio"}).json()["letter"] == "B"
    return path


def shown(client: Client, path: str) -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"/api/v1/{path}").json()
    return found


def test_who_is_consulted_adds_what_is_missing_and_takes_a_remark_back(
    cast: Cast, hers: Client, path: str, sign_in: SignIn
) -> None:
    asked = {"term": {"due_on": "2020-11-04"}, "members": [str(cast.vws.pk)]}
    assert send(hers, f"{path}/consult", asked, version=1).status_code == 200
    missing = send(sign_in(cast.vws_officer), f"{path}/variants", {"title": "Nachthoreca"})
    assert (missing.status_code, missing.json()["letter"]) == (201, "C")
    assert (
        send(sign_in(cast.stranger), f"{path}/variants", {"title": "Niet gevraagd"}).status_code
        == 403
    )
    remark = send(sign_in(cast.vws_officer), f"{path}/remarks", {"text": "Denk aan sport"}).json()
    back = {"remark": remark["id"]}
    assert send(sign_in(cast.stranger), f"{path}/take-back-remark", back).status_code == 403
    assert [one["text"] for one in shown(sign_in(cast.secretary), path)["remarks"]] == [
        "Denk aan sport"
    ]
    assert send(sign_in(cast.vws_officer), f"{path}/take-back-remark", back).status_code == 204
    assert shown(hers, path)["remarks"] == []
    assert send(sign_in(cast.vws_officer), f"{path}/take-back-remark", back).status_code == 404


def test_a_decision_chooses_and_the_others_stay(
    cast: Cast, hers: Client, path: str, now: datetime
) -> None:
    first, second = shown(hers, path)["variants"]
    assert {name: first[name] for name in ASPECTS} == {name: f"Over {name}" for name in ASPECTS}
    decision = record_decision_outside_meeting(
        taken_by=cast.body,
        taken_on=now.date(),
        dossier=cast.dossier,
        text="Eén regio",
        by=cast.secretary,
        at=now,
    )
    choice = {
        "variant": second["id"],
        "reason": "Overzichtelijk",
        "decision": str(decision.pk),
        "rejected": [{"variant": first["id"], "because": "Te veel"}],
    }
    unreasoned = send(hers, f"{path}/choose", {**choice, "reason": ""}, version=1)
    assert (unreasoned.status_code, OptionSet.objects.get().chosen) == (400, None)
    chosen = send(hers, f"{path}/choose", choice, version=1)
    assert chosen.status_code == 200, chosen.content
    assert [one["rejected_because"] for one in chosen.json()["variants"]] == ["Te veel", ""]
    fixed = send(hers, f"variants/{first['id']}", {"title": "X"}, version=2, verb="patch")
    assert fixed.status_code == 409
    back = send(hers, f"{path}/take-back-choice", version=2).json()
    assert (back["chosen"], back["reason"]) == (None, "")


def test_a_pilot_is_planned_permitted_and_learnt_from(hers: Client, path: str) -> None:
    variant = shown(hers, path)["variants"][0]["id"]
    facts = {"place": "Zeeland", "sector": "Alle", "starts_on": "2020-11-06", "permit": "asked"}
    backwards = send(hers, f"variants/{variant}/pilots", {**facts, "ends_on": "2020-11-01"})
    assert backwards.status_code == 422
    made = send(hers, f"variants/{variant}/pilots", facts)
    assert made.status_code == 201, made.content
    pilot = f"pilots/{made.json()['id']}"
    learnt = {"permit": "granted", "permit_by": "Veiligheidsregio", "learnt": "Rijen"}
    changed = send(hers, pilot, learnt, version=1, verb="patch").json()
    assert (changed["place"], changed["permit"], changed["learnt"]) == (
        "Zeeland",
        "granted",
        "Rijen",
    )
    assert send(hers, f"{pilot}/remove", version=2).status_code == 200
    assert hers.get("/api/v1/pilots").json()["results"] == []
    assert send(hers, f"{pilot}/restore", version=3).status_code == 200


def test_what_she_may_not_see_is_not_pointed_at(
    cast: Cast, hers: Client, path: str, now: datetime
) -> None:
    elsewhere = open_dossier(title="Elders", owner=cast.vws, by=cast.coordinator, at=now)
    asked = {"term": {"due_on": "2020-11-04"}, "members": [str(cast.vws.pk)]}
    before = send(hers, f"{path}/consult", asked, version=1).json()["consultation"]
    decision = record_decision_outside_meeting(
        taken_by=cast.body,
        taken_on=now.date(),
        dossier=elsewhere,
        text="Eén regio",
        by=cast.secretary,
        at=now,
    )
    first, second = shown(hers, path)["variants"]
    choice = {"variant": second["id"], "reason": "Kort", "decision": str(decision.pk)}
    rejected = [{"variant": first["id"], "because": "Te veel"}]
    chosen = send(hers, f"{path}/choose", {**choice, "rejected": rejected}, version=2)
    assert chosen.json()["decision"] == str(decision.pk), chosen.content
    EarlierConsultation.objects.create(options_id=path.split("/")[1], contribution_id=before)
    assert shown(hers, path)["earlier_consultations"] == [before]
    elsewhere.access.all().delete()
    Dossier.objects.filter(pk=elsewhere.pk).update(restricted=True)
    point = ActionPoint.objects.filter(contribution__pk=before)
    point.update(dossier=elsewhere, body=None, owner_organisation=cast.vws)
    hidden = shown(hers, path)
    names = ("consultation", "decision", "earlier_consultations")
    assert [hidden[name] for name in names] == [None, None, []]
    listed = shown(hers, "options?tab=chosen")["results"]
    assert [listed[0][name] for name in names] == [None, None, []]
    stale = send(hers, path, {"question": "Anders"}, version=1, verb="patch").json()["current"]
    assert stale["decision"] is None
