"""Of two who change the same, the second keeps what she chose, beside what stands there now."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from coordination.decisions.models import Decision
from coordination.decisions.services import record_decision_outside_meeting
from coordination.dossiers.services import open_dossier
from coordination.meetings.models import Meeting
from coordination.people.models import Body
from tests.cast import Cast
from tests.workgroups.advice.test_line import stop_at
from workgroups.advice.models import AdviceRequest, LineKind, RouteTemplate, StopPurpose
from workgroups.advice.services import (
    StopFacts,
    add_stop,
    answer_line,
    change_stop,
    keep_route,
    link_decision,
)
from workgroups.advice.services.routes import RouteFacts, StepFacts

Ask = Callable[..., AdviceRequest]
Find = Callable[..., Meeting]


@pytest.fixture
def hers(cast: Cast, sign_in: Callable[..., Client]) -> Client:
    return sign_in(cast.coordinator)


@pytest.fixture
def by(cast: Cast, now: datetime) -> dict[str, Any]:
    """Who is first."""
    return {"by": cast.secretary, "at": now}


def test_a_stop_that_somebody_else_moved_first(
    cast: Cast, hers: Client, ask: Ask, meeting_of: Find, by: dict[str, Any]
) -> None:
    stop = stop_at(ask(), StopPurpose.DIRECTION, "ACC")
    facts = StopFacts(StopPurpose.INTERIM, meeting=meeting_of("ACC", date(2020, 11, 12)))
    change_stop(stop=stop, facts=facts, version=stop.version, **by)
    hers_now = str(meeting_of("ACC", date(2020, 11, 19)).pk)
    sent = {"purpose": "draft", "meeting": hers_now, "body": "", "version": stop.version}
    page = reverse("advice:stop", args=[stop.pk])
    late = hers.post(page, sent)
    form = late.context["form"]
    assert late.status_code == 409
    assert (form["purpose"].value(), form["meeting"].value()) == ("draft", hers_now)
    assert ("Doel", "Tussenproduct", "Concept-uitkomst") in form.clashes
    assert f'name="version" value="{stop.version + 1}"' in late.content.decode()
    assert hers.post(page, sent | {"version": stop.version + 1}).status_code == 302
    stop.refresh_from_db()
    assert (stop.purpose, str(stop.meeting_id)) == ("draft", hers_now)


def test_a_stop_beside_one_that_somebody_else_added_first(
    hers: Client, ask: Ask, bodies: dict[str, Body], by: dict[str, Any]
) -> None:
    line = ask()
    facts = StopFacts(StopPurpose.INTERIM, body=bodies["ACC"])
    add_stop(line=line, facts=facts, version=line.version, **by)
    sent = {"purpose": "draft", "meeting": "", "body": str(bodies["MCC"].pk), "version": 1}
    page = reverse("advice:stop_new", args=[line.pk])
    late = hers.post(page, sent)
    assert (late.status_code, late.context["form"]["body"].value()) == (409, sent["body"])
    assert hers.post(page, sent | {"version": 2}).status_code == 302


def decide(cast: Cast, text: str, dossier: Any, by: dict[str, Any]) -> Decision:
    made: Decision = record_decision_outside_meeting(
        taken_by=cast.body, taken_on=date(2020, 11, 2), dossier=dossier, text=text, **by
    )
    return made


@pytest.mark.parametrize("hidden", [False, True])
def test_a_decision_that_somebody_else_noted_first(
    hidden: bool, cast: Cast, hers: Client, ask: Ask, now: datetime, by: dict[str, Any]
) -> None:
    """Of a decision she may not see she reads neither its words nor its key."""
    where = open_dossier(title="Elders", owner=cast.vws, by=cast.coordinator, at=now)
    theirs, mine = (decide(cast, text, cast.dossier, by) for text in ("Eerst", "Van mij"))
    line = answer_line(line=ask(), text="Klein vieren", version=1, **by)
    link_decision(line=line, decision=theirs, version=2, **by)
    if hidden:
        where.restricted = True
        where.save()
        Decision.objects.filter(pk=theirs.pk).update(dossier=where)
        where.access.all().delete()
    sent = {"decision": str(mine.pk), "version": 2}
    page = reverse("advice:decision", args=[line.pk])
    late = hers.post(page, sent)
    assert (late.status_code, late.context["form"]["decision"].value()) == (409, str(mine.pk))
    shown = late.content.decode()
    assert ("Eerst" in shown) is not hidden
    assert not hidden or str(theirs.pk) not in shown
    assert hers.post(page, sent | {"version": 3}).status_code == 302


def test_a_route_that_somebody_else_changed_first(
    cast: Cast, hers: Client, route: RouteTemplate, now: datetime
) -> None:
    steps = list(route.steps.order_by("position"))
    first = StepFacts(steps[1].slot, 0, StopPurpose.DIRECTION)
    facts = RouteFacts("Kort", "Short", LineKind.QUESTION, (first,))
    keep_route(
        cadence=route.cadence, facts=facts, route=route, version=1, by=cast.coordinator, at=now
    )
    sent: dict[str, Any] = {"name_nl": "Lang", "name_en": "Long", "kind": "question", "version": 1}
    for number, step in enumerate(steps, 1):
        sent |= {
            f"slot_{number}": str(step.slot_id),
            f"later_{number}": step.cycles_later,
            f"purpose_{number}": step.purpose,
        }
    page = reverse("advice:route", args=[route.pk])
    late = hers.post(page, sent)
    shown = late.context["form"]
    assert (late.status_code, shown["name_nl"].value()) == (409, "Lang")
    assert ("Naam in het Nederlands", "Kort", "Lang") in shown.clashes
    assert [label for label, *_both in shown.clashes][2:4] == ["Stap 1", "Stap 1: doel"]
    assert hers.post(page, sent | {"version": 2}).status_code == 302
    route.refresh_from_db()
    assert (route.name_nl, route.steps.count()) == ("Lang", 6)
