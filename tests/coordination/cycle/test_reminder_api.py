"""Rules of reminders on the API, and what they planned, for who may see it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from coordination.cycle.services.reminders.planning import plan_reminders
from coordination.dossiers.models import Function
from coordination.dossiers.services import grant_access
from coordination.people.models import User
from coordination.people.services import create_token
from tests.cast import MONDAY, Cast

from .reminding import local, make_point, make_rule, send

FACTS = {
    "kind": "actions.point",
    "number": 1,
    "subject_nl": "{number} nodig op {due}",
    "subject_en": "{number} due on {due}",
    "text_nl": "Denk aan {what}.",
    "text_en": "Think of {what}.",
}


@pytest.fixture
def call(cast: Cast) -> Callable[..., Any]:
    def by(user: User, verb: str, path: str, body: Any = None, **headers: str) -> Any:
        _token, secret = create_token(user=user, name="test", at=MONDAY)
        more = {"data": body, "content_type": "application/json"} if body is not None else {}
        headers = {"Authorization": f"Bearer {secret}", **headers}
        with time_machine.travel(MONDAY, tick=False):
            return getattr(Client(), verb)(f"/api/v1{path}", headers=headers, **more)

    return by


def test_a_coordinator_adds_changes_and_previews_a_rule(
    cast: Cast, call: Callable[..., Any]
) -> None:
    make_point(cast, date(2020, 11, 6))
    made = call(cast.coordinator, "post", "/reminder-rules", FACTS)
    path = f"/reminder-rules/{made.json()['id']}"
    changed = call(cast.coordinator, "patch", path, {"number": 2}, **{"If-Match": made["ETag"]})
    preview = call(cast.coordinator, "get", f"{path}/preview").json()
    assert (made.status_code, changed.status_code) == (201, 200)
    assert (changed.json()["number"], changed.json()["text_nl"]) == (2, "Denk aan {what}.")
    assert preview["falls_at"] == "2020-11-04T07:30:00+01:00"
    assert [one["language"] for one in preview["words"]] == ["nl", "en"]
    assert call(cast.secretary, "post", "/reminder-rules", FACTS).status_code == 403


def test_a_rule_that_mails_everyone_every_day_is_refused(
    cast: Cast, call: Callable[..., Any]
) -> None:
    daily = {**FACTS, "side": "after", "audience": "members", "repeat": True}
    refused = call(cast.coordinator, "post", "/reminder-rules", daily)
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["pointer"] == "/repeat"


def test_who_answers_for_a_thing_sees_who_is_reminded_of_it(
    cast: Cast, call: Callable[..., Any]
) -> None:
    make_rule(cast)
    seen = make_point(cast, date(2020, 11, 6))
    secret = make_point(cast, date(2020, 11, 6), dossier=cast.secret_dossier)
    plan_reminders(at=local(2020, 11, 4, 12))
    send(local(2020, 11, 5, 7, 31))
    told = [
        call(cast.secretary, "get", f"/reminders?kind=actions.point&item={point.pk}").json()
        for point in (seen, secret)
    ]
    assert [(one["status"], one["goes_at"]) for one in told[0]["results"]] == [
        ("sent", "2020-11-05T07:30:00+01:00")
    ]
    assert told[1]["results"] == []
    hers = call(cast.vws_officer, "get", "/reminders").json()["results"]
    assert str(seen.pk) in {one["item"] for one in hers}
    assert call(cast.lead, "get", "/reminders").json()["results"] == []


def test_who_merely_sees_it_and_a_chain_partner_see_their_own_reminders_of_it(
    cast: Cast, call: Callable[..., Any]
) -> None:
    make_rule(cast, audience="members")
    point = make_point(cast, date(2020, 11, 6))
    grant_access(
        dossier=cast.dossier, to=cast.coordinator, function=Function.READER, by=None, at=MONDAY
    )
    grant_access(
        dossier=cast.dossier, to=cast.partner, function=Function.READER, by=None, at=MONDAY
    )
    plan_reminders(at=local(2020, 11, 4, 12))

    def shown(user: User) -> list[str]:
        found = call(user, "get", f"/reminders?kind=actions.point&item={point.pk}").json()
        return sorted(row["recipient"] for row in found["results"])

    everyone = sorted(
        str(one) for one in (cast.lead, cast.secretary, cast.vws_officer, cast.szw_officer)
    )
    for user in (cast.vws_officer, cast.lead, cast.secretary, cast.coordinator):
        assert shown(user) == everyone
    assert shown(cast.szw_officer) == [str(cast.szw_officer)]
    assert (shown(cast.partner), shown(cast.stranger)) == ([], [])
