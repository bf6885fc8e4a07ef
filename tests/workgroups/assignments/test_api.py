"""A version drafted, compared, sent round, talked over and adopted by the API; two at once."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from coordination.actions.models import ActionPoint
from coordination.decisions.models import Decision
from coordination.decisions.services import record_decision_outside_meeting
from coordination.dossiers.models import Dossier
from coordination.dossiers.services import open_dossier
from tests.cast import Cast
from tests.workgroups.sending import send
from workgroups.assignments.models import Assignment, AssignmentStatus
from workgroups.teams.models import Team

pytestmark = pytest.mark.usefixtures("on_monday")

SignIn = Callable[..., Client]
FACTS: dict[str, Any] = {
    "text": "Het mitigeren van de gevolgen voor de economie.",
    "remark": "gesprek met MinFIN moet nog plaatsvinden",
    "parts": [{"title": "Scenario's"}, {"title": "Tweedeling", "waits_for": "MLT3 en MLT4"}],
    "number": "0.2",
}


@pytest.fixture
def hers(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.secretary)


@pytest.fixture
def made(cast: Cast, hers: Client, team: Team) -> dict[str, Any]:
    """Version 0.2 with somebody still to be spoken to."""
    consultation = {"organisation": str(cast.jenv.pk), "subject": "gesprek", "due_on": "2020-11-10"}
    body = {**FACTS, "team": str(team.pk), "consultations": [consultation]}
    answer = send(hers, "assignments", body)
    assert answer.status_code == 201, answer.content
    found: dict[str, Any] = answer.json()
    return found


def test_a_draft_is_changed_by_its_version_and_thrown_away(
    hers: Client, made: dict[str, Any]
) -> None:
    path = f"assignments/{made['id']}"
    assert (made["number"], made["status"], len(made["parts"])) == ("0.2", "draft", 2)
    assert made["parts"][1]["waits_for"] == "MLT3 en MLT4"
    changed = send(hers, path, {"text": "Anders"}, version=1, verb="patch")
    assert (changed.json()["text"], len(changed.json()["parts"])) == ("Anders", 2)
    stale = send(hers, path, {"text": "Van een ander"}, version=1, verb="patch")
    assert (stale.status_code, stale.json()["current"]["text"]) == (412, "Anders")
    assert send(hers, f"{path}/discard", version=2).status_code == 204
    assert not Assignment.objects.exists()


def test_two_ministries_answer_one_version_at_once(
    cast: Cast, hers: Client, made: dict[str, Any], sign_in: SignIn
) -> None:
    asked = {"term": {"due_on": "2020-11-06"}, "members": [str(cast.vws.pk), str(cast.szw.pk)]}
    sent = send(hers, f"assignments/{made['id']}/circulate", asked, version=1)
    assert sent.status_code == 200, sent.content
    path = f"contributions/{sent.json()['contribution']}/replies"
    # both read version 1 of their own part
    no = {"verdict": "not_agreed", "text": "Gemeenten ontbreken", "proposed": "Met gemeenten"}
    first = send(sign_in(cast.vws_officer), path, no, version=1)
    remarks = {"verdict": "remarks", "text": "Let op schulden"}
    second = send(sign_in(cast.szw_officer), path, remarks, version=1)
    assert [first.status_code, second.status_code] == [201, 201]
    again = send(sign_in(cast.vws_officer), path, {"verdict": "agree"}, version=1)
    assert again.status_code == 412
    late = {"text": "X"}
    fixed = send(
        sign_in(cast.secretary), f"assignments/{made['id']}", late, version=2, verb="patch"
    )
    assert fixed.status_code == 409


def test_the_differences_are_said_word_by_word(
    cast: Cast, hers: Client, team: Team, made: dict[str, Any]
) -> None:
    asked = {"term": {"due_on": "2020-11-06"}, "members": [str(cast.vws.pk)]}
    send(hers, f"assignments/{made['id']}/circulate", asked, version=1)
    text = "Het mitigeren van de gevolgen voor de samenleving."
    later = send(hers, "assignments", {**FACTS, "team": str(team.pk), "text": text, "number": ""})
    assert later.json()["number"] == "0.3"
    found = hers.get(f"/api/v1/assignments/{later.json()['id']}/differences").json()
    (said,) = [one for one in found if one["becomes"] == text]
    assert [(one["kind"], one["text"].strip()) for one in said["pieces"]] == [
        ("same", "Het mitigeren van de gevolgen voor de"),
        ("gone", "economie"),
        ("new", "samenleving"),
        ("same", "."),
    ]
    back = hers.get(
        f"/api/v1/assignments/{made['id']}/differences", {"with": later.json()["id"]}
    ).json()
    assert text in [one["was"] for one in back]
    assert hers.get(f"/api/v1/assignments/{made['id']}/differences").json() == []


def test_a_conversation_is_held_and_reopened_and_a_decision_adopts(
    cast: Cast, hers: Client, team: Team, made: dict[str, Any], now: datetime
) -> None:
    (talk,) = hers.get("/api/v1/consultations").json()["results"]
    assert (talk["organisation"], talk["due_on"]) == (str(cast.jenv.pk), "2020-11-10")
    path = f"consultations/{talk['id']}"
    held = send(hers, f"{path}/hold", {"outcome": "Doet mee"}, version=1)
    assert held.json()["outcome"] == "Doet mee"
    assert send(hers, f"{path}/hold", version=2).status_code == 422
    back = send(hers, f"{path}/reopen", version=2).json()
    assert (back["held_at"], back["outcome"]) == (None, "Doet mee")
    again = send(hers, f"{path}/hold", version=3).json()
    assert (again["held_at"] is None, again["outcome"]) == (False, "Doet mee")
    decision = record_decision_outside_meeting(
        taken_by=cast.body,
        taken_on=now.date(),
        dossier=team.dossier,
        text="Vastgesteld",
        by=cast.secretary,
        at=now,
    )
    adopt = {"decision": str(decision.pk)}
    early = send(hers, f"assignments/{made['id']}/adopt", adopt, version=1)
    assert early.status_code in {409, 422}
    asked = {"term": {"due_on": "2020-11-06"}, "members": [str(cast.vws.pk)]}
    send(hers, f"assignments/{made['id']}/circulate", asked, version=1)
    adopted = send(hers, f"assignments/{made['id']}/adopt", adopt, version=2)
    assert adopted.json()["status"] == AssignmentStatus.ADOPTED
    assert adopted.json()["decision"] == str(decision.pk)
    hide(cast, decision, adopted.json()["contribution"], now)
    shown = hers.get(f"/api/v1/assignments/{made['id']}").json()
    assert (shown["decision"], shown["contribution"]) == (None, None)
    (listed,) = hers.get("/api/v1/assignments").json()["results"]
    assert (listed["decision"], listed["contribution"]) == (None, None)


def hide(cast: Cast, decision: Decision, contribution: str, now: datetime) -> None:
    """Both in a dossier that nobody may see."""
    elsewhere = open_dossier(title="Elders", owner=cast.vws, by=cast.coordinator, at=now)
    elsewhere.access.all().delete()
    Dossier.objects.filter(pk=elsewhere.pk).update(restricted=True)
    Decision.objects.filter(pk=decision.pk).update(dossier=elsewhere)
    points = ActionPoint.objects.filter(contribution__pk=contribution)
    points.update(dossier=elsewhere, body=None, owner_organisation=cast.vws)


def test_a_part_that_is_sent_in_a_change_is_a_whole_part(
    draft: Assignment, cast: Cast, sign_in: Callable[..., Client]
) -> None:
    """What it lacks and what has no field there is said, at its place."""
    client, path = sign_in(cast.secretary), f"assignments/{draft.pk}"
    organisation = str(cast.jenv.pk)
    for body, pointer in (
        ({"parts": [{}]}, "/parts/0/title"),
        ({"parts": [{"title": "Dijken"}, {"text": "x"}]}, "/parts/1/title"),
        ({"parts": [{"title": "Dijken", "txt": "x"}]}, "/parts/0/txt"),
        ({"consultations": [{"subject": "x"}]}, "/consultations/0/organisation"),
        ({"consultations": [{"organisation": organisation}]}, "/consultations/0/subject"),
    ):
        said = send(client, path, body, version=draft.version, verb="patch")
        assert said.status_code == 400, body
        assert pointer in said.content.decode()
    term = {"due_on": "2020-11-06", "due_tme": "17:00"}
    said = send(client, f"{path}/circulate", {"term": term}, version=draft.version)
    assert (said.status_code, "/term/due_tme" in said.content.decode()) == (400, True)
