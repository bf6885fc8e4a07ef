"""The rhythm on the API: read by who may see it, written by who keeps it, each with its version."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from coordination.cycle.models import Cadence, Deadline, Slot
from coordination.cycle.services.planning import plan_cadence
from coordination.meetings.models import Meeting
from coordination.people.models import User
from coordination.people.services import create_token
from tests.cast import MONDAY, Cast

API = "/api/v1"


@pytest.fixture
def call(cast: Cast) -> Callable[..., Any]:
    """Call as somebody, with her token, in JSON."""

    def by(user: User, verb: str, path: str, body: Any = None, **headers: str) -> Any:
        _token, secret = create_token(user=user, name="test", at=MONDAY)
        send = getattr(Client(), verb)
        more = {"data": body, "content_type": "application/json"} if body is not None else {}
        return send(
            f"{API}{path}", headers={"Authorization": f"Bearer {secret}", **headers}, **more
        )

    return by


def test_a_cadence_with_its_slots_is_made_and_planned(
    cast: Cast, led: None, make_body: Callable[..., Any], call: Callable[..., Any]
) -> None:
    facts = {
        "name_nl": "Cyclus",
        "dossier": str(cast.dossier.pk),
        "length": 14,
        "anchor": "2020-11-02",
    }
    slot = {
        "body": str(make_body("ACC").pk),
        "day_offset": 3,
        "starts": "10:00",
        "line": "A",
        "purpose": "concept besluit",
        "papers_number": 1,
    }
    with time_machine.travel(MONDAY, tick=False):
        made = call(cast.coordinator, "post", "/cadences", facts)
        path = f"/cadences/{made.json()['id']}"
        added = call(cast.coordinator, "post", f"{path}/slots", slot)
        planned = call(cast.coordinator, "post", f"{path}/plan", {"until": "2020-11-29"})
    assert [one.status_code for one in (made, added, planned)] == [201, 201, 200]
    assert made["ETag"] == '"1"'
    assert added.json()["papers_unit"] == "working_days"
    said = planned.json()
    assert (said["cycles"], len(said["meetings"]), len(said["deadlines"])) == ([1, 2], 2, 2)
    slots = call(cast.secretary, "get", f"{path}/slots").json()
    assert [row["purpose"] for row in slots] == ["concept besluit"]


@pytest.mark.parametrize(
    ("wrong", "status", "pointer"),
    [
        ({"length": 0}, 422, "/length"),
        ({"anchor": "2020-02-30"}, 400, "/anchor"),
        ({"anchor": "0001-01-01"}, 400, "/anchor"),
        ({"name_nl": "x" * 121}, 422, "/name_nl"),
    ],
)
def test_what_cannot_come_back_is_refused_as_problem_json(
    cast: Cast,
    led: None,
    call: Callable[..., Any],
    wrong: dict[str, Any],
    status: int,
    pointer: str,
) -> None:
    facts = {
        "name_nl": "Cyclus",
        "dossier": str(cast.dossier.pk),
        "length": 14,
        "anchor": "2020-11-02",
    }
    answer = call(cast.coordinator, "post", "/cadences", {**facts, **wrong})
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]
    assert Cadence.objects.count() == 0


def test_a_change_wants_the_version_that_was_read(
    cast: Cast, cadence: Cadence, call: Callable[..., Any]
) -> None:
    path = f"/cadences/{cadence.pk}"
    change = {"note": "Oefentekst"}
    given = [
        call(cast.coordinator, "patch", path, change, **headers).status_code
        for headers in ({}, {"If-Match": '"7"'}, {"If-Match": '"1"'})
    ]
    cadence.refresh_from_db()
    assert (given, cadence.note, cadence.length, cadence.version) == (
        [428, 412, 200],
        "Oefentekst",
        14,
        2,
    )


def test_a_slot_is_changed_by_what_was_sent_and_keeps_the_rest(
    cast: Cast, cadence: Cadence, call: Callable[..., Any]
) -> None:
    slot = cadence.slots.get(body__code="ACC")
    answer = call(
        cast.coordinator, "patch", f"/slots/{slot.pk}", {"minutes": 45}, **{"If-Match": '"1"'}
    )
    said = answer.json()
    assert (said["minutes"], said["purpose"], said["papers_number"]) == (45, "beeld", 1)
    outside = call(
        cast.coordinator, "patch", f"/slots/{slot.pk}", {"day_offset": 14}, **{"If-Match": '"2"'}
    )
    assert outside.status_code == 422
    assert [error["pointer"] for error in outside.json()["errors"]] == ["/day_offset"]


def test_a_slot_is_taken_off(cast: Cast, cadence: Cadence, call: Callable[..., Any]) -> None:
    slot = cadence.slots.get(body__code="ACC")
    answer = call(cast.coordinator, "delete", f"/slots/{slot.pk}", **{"If-Match": '"1"'})
    assert answer.status_code == 204
    assert Slot.objects.present().filter(pk=slot.pk).count() == 0
    assert call(cast.coordinator, "get", f"/slots/{slot.pk}").status_code == 404


def test_cycles_name_their_meetings(cast: Cast, cadence: Cadence, call: Callable[..., Any]) -> None:
    plan_cadence(cadence=cadence, until=date(2020, 11, 15), by=cast.coordinator, at=MONDAY)
    [cycle] = call(cast.secretary, "get", f"/cycles?cadence={cadence.pk}").json()["results"]
    assert (cycle["number"], cycle["starts_on"]) == (1, "2020-11-02")
    assert cycle["meetings"] == sorted(
        str(pk) for pk in Meeting.objects.values_list("pk", flat=True)
    )


def test_deadlines_are_met_and_listed(
    cast: Cast, cadence: Cadence, call: Callable[..., Any]
) -> None:
    plan_cadence(cadence=cadence, until=date(2020, 11, 15), by=cast.coordinator, at=MONDAY)
    due = Deadline.objects.earliest("due_at")
    answer = call(cast.coordinator, "post", f"/deadlines/{due.pk}/meet", {}, **{"If-Match": '"1"'})
    assert (answer.status_code, answer["ETag"]) == (200, '"2"')
    listed = [
        len(call(cast.secretary, "get", f"/deadlines?met={met}").json()["results"])
        for met in ("true", "false")
    ]
    assert listed == [1, 1]


def test_a_member_reads_and_does_not_write(
    cast: Cast, cadence: Cadence, call: Callable[..., Any]
) -> None:
    assert call(cast.secretary, "get", f"/cadences/{cadence.pk}").status_code == 200
    answer = call(cast.secretary, "post", f"/cadences/{cadence.pk}/plan", {"until": "2020-11-29"})
    assert (answer.status_code, Meeting.objects.count()) == (403, 0)


def test_a_cadence_of_a_secret_dossier_does_not_exist(
    cast: Cast, cadence: Cadence, call: Callable[..., Any]
) -> None:
    Cadence.objects.filter(pk=cadence.pk).update(dossier=cast.secret_dossier)
    assert call(cast.secretary, "get", f"/cadences/{cadence.pk}").status_code == 404
    assert call(cast.secretary, "get", "/cadences").json()["results"] == []
    assert call(cast.secretary, "get", "/slots").json()["results"] == []
