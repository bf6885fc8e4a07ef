"""An exercise over the API: begun, its clock and figures, its injects; nowhere but in one."""

from typing import Any

import pytest
from django.test import Client

from coordination.kit import clock
from escalation.exercise.models import ClockSetting, Exercise, Inject
from escalation.exercise.story import StoryClock
from escalation.regions.models import Observation
from tests.cast import Cast
from tests.escalation.regions.conftest import make_indicator

API = "/api/v1"


@pytest.fixture
def leader(exercise: Exercise, cast: Cast, client: Client) -> Client:
    client.force_login(cast.secretary)
    return client


def send(client: Client, path: str, body: dict[str, Any], version: int = 0) -> Any:
    headers = {"If-Match": f'"{version}"'} if version else {}
    return client.post(f"{API}/{path}", body, content_type="application/json", headers=headers)


def row(**more: str) -> dict[str, str]:
    usual = {"nummer": "I-1", "titel": "Lek", "soort": "signal", "moment": "dag 2 09:30",
             "tekst": "Er staat water.", "organisatie": "VWS"}  # fmt: skip
    return {**usual, **more}


def test_the_clock_is_read_and_set(leader: Client, exercise: Exercise) -> None:
    found = leader.get(f"{API}/exercises/{exercise.pk}").json()
    assert (found["title"], found["clock"]["speed"]) == ("Hoogwater", 1)
    last = found["clock"]["last"]
    answer = send(leader, f"exercises/{exercise.pk}/clock", {"speed": 60, "last": last})
    assert answer.status_code == 200
    assert answer.json()["speed"] == ClockSetting.objects.latest("pk").speed == 60
    assert (
        send(leader, f"exercises/{exercise.pk}/clock", {"speed": 0, "last": last}).status_code
        == 422
    )
    clock.tell(StoryClock())


def test_its_figures_are_made_from_a_seed(
    leader: Client, exercise: Exercise, groningen: Any
) -> None:
    make_indicator("positive_tests")
    facts = {"seed": 7, "history": 28, "ahead": 30, "base": "2.5", "waves": [{"top": 40, "at": 35}]}
    path = f"exercises/{exercise.pk}/figures"
    assert send(leader, path, facts, 1).status_code == 200
    first = list(Observation.objects.order_by("day").values_list("day", "value"))
    assert len(first) == 28
    assert send(leader, path, facts, 1).status_code == 412
    assert send(leader, path, facts, 2).status_code == 200
    assert list(Observation.objects.order_by("day").values_list("day", "value")) == first


def test_a_scenario_is_looked_at_read_in_changed_and_played(
    leader: Client, exercise: Exercise, cast: Cast
) -> None:
    body = {"exercise": str(exercise.pk), "rows": [row()], "preview": True}
    looked = send(leader, "injects/read-in", body)
    assert (looked.status_code, looked.json()[0]["state"]) == (200, "new")
    assert Inject.objects.count() == 0
    assert send(leader, "injects/read-in", {**body, "preview": False}).status_code == 200
    inject = Inject.objects.get()
    wrong = {**body, "preview": False, "rows": [row(nummer="I-2"), row(nummer="I-3", moment="x")]}
    refused = send(leader, "injects/read-in", wrong)
    assert refused.status_code == 422
    assert "Rij 2: moment: Schrijf het moment" in refused.json()["detail"]
    looked = send(leader, "injects/read-in", {**wrong, "preview": True}).json()
    assert [bool(one["problem"]) for one in looked] == [False, True]
    assert Inject.objects.count() == 1

    changed = leader.patch(
        f"{API}/injects/{inject.pk}", {"title": "Groot lek"}, content_type="application/json",
        headers={"If-Match": '"1"'},
    )  # fmt: skip
    assert (changed.json()["title"], changed.json()["organisation"]) == (
        "Groot lek", str(cast.vws.pk),
    )  # fmt: skip
    for number, name in enumerate(("withhold", "resume", "release"), 2):
        assert send(leader, f"injects/{inject.pk}/{name}", {}, number).status_code == 200
    released = leader.get(f"{API}/injects?status=released").json()["results"]
    assert [one["code"] for one in released] == ["I-1"]
    assert send(leader, f"injects/{inject.pk}/release", {}, 5).status_code == 422


def test_who_plays_sees_nothing_and_an_ordinary_instance_has_none(
    leader: Client, exercise: Exercise, cast: Cast, settings: Any
) -> None:
    leader.force_login(cast.coordinator)
    assert leader.get(f"{API}/injects").json()["results"] == []
    assert leader.get(f"{API}/exercises/{exercise.pk}").status_code == 404
    settings.EXERCISE = False
    leader.force_login(cast.secretary)
    assert leader.get(f"{API}/exercises").status_code == 404
