"""The page of a version, for who is asked what she thinks of it."""

from collections.abc import Callable
from datetime import datetime, timedelta

import time_machine
from django.test import Client
from django.urls import reverse

from coordination.contributions.models import Verdict
from coordination.contributions.services import Answer, give_reply
from coordination.decisions.services import record_decision_outside_meeting
from coordination.people.models import User
from tests.cast import Cast
from tests.workgroups.conftest import Crew
from workgroups.assignments.facts import AssignmentFacts
from workgroups.assignments.models import Assignment
from workgroups.assignments.services import (
    change_assignment,
    draft_assignment,
    hold_consultation,
)


def test_who_is_asked_replies_from_the_text_itself(
    draft: Assignment,
    facts: AssignmentFacts,
    cast: Cast,
    crew: Crew,
    now: datetime,
    circulate: Callable[..., Assignment],
    sign_in: Callable[[User], Client],
) -> None:
    sent = circulate(draft)
    asked = sent.contribution
    assert asked is not None
    reply = reverse("contributions:reply", args=[asked.pk])

    def shown(user: User, **query: str) -> str:
        with time_machine.travel(now + timedelta(hours=1), tick=False):
            return sign_in(user).get(sent.get_absolute_url(), query).content.decode()

    assert f'href="{reply}"' in shown(cast.vws_officer)
    assert f'href="{reply}"' not in shown(cast.stranger)
    assert f'href="{reply}"' not in shown(cast.vws_officer, op="2020-11-02T15:30")
    part = asked.action_point.parts.get(organisation=cast.vws)
    give_reply(
        contribution=asked,
        organisation=cast.vws,
        version=part.version,
        answer=Answer("", Verdict.AGREE),
        by=cast.vws_officer,
        at=now,
    )
    assert "Reactie vervangen" in shown(cast.vws_officer)
    circulate(draft_assignment(team=sent.team, facts=facts, by=cast.secretary, at=now))
    assert "Reactie vervangen" not in shown(cast.vws_officer)


def test_of_a_version_that_was_overtaken_no_answer_is_expected(
    draft: Assignment,
    facts: AssignmentFacts,
    cast: Cast,
    now: datetime,
    circulate: Callable[..., Assignment],
    sign_in: Callable[[User], Client],
) -> None:
    first = circulate(draft)
    client = sign_in(cast.vws_officer)
    with time_machine.travel(now + timedelta(hours=1), tick=False):
        assert "nog geen antwoord" in client.get(first.get_absolute_url()).content.decode()
        second = draft_assignment(team=first.team, facts=facts, by=cast.secretary, at=now)
        circulate(second)
        shown = client.get(first.get_absolute_url()).content.decode()
        assert "nog geen antwoord" not in shown
        assert "niemand meer gevraagd" in shown
        # what she was typing stands there still
        assert first.contribution is not None
        reply = reverse("contributions:reply", args=[first.contribution.pk])
        sent = {"verdict": "remarks", "text": "Over de eerste versie nog dit", "version": 1}
        late = client.post(reply, sent)
        assert late.status_code in {409, 422}
        assert "Over de eerste versie nog dit" in late.content.decode()


def test_the_decision_and_the_round_she_chose_stay_when_somebody_else_was_first(
    draft: Assignment,
    facts: AssignmentFacts,
    cast: Cast,
    now: datetime,
    circulate: Callable[..., Assignment],
    sign_in: Callable[[User], Client],
) -> None:
    client = sign_in(cast.secretary)
    with time_machine.travel(now, tick=False):
        changed = change_assignment(
            assignment=draft, facts=facts, version=1, by=cast.secretary, at=now
        )
        sent = {"due": "vr 6 nov", "members": "@VWS", "version": 1}
        page = reverse("assignments:circulate", args=[draft.pk])
        late = client.post(page, sent)
        shown = late.content.decode()
        assert (late.status_code, "vr 6 nov" in shown, "@VWS" in shown) == (409, True, True)
        went = circulate(changed)
        decision = record_decision_outside_meeting(
            taken_by=cast.body,
            taken_on=now.date(),
            dossier=went.team.dossier,
            text="Vastgesteld",
            by=cast.secretary,
            at=now,
        )
        page = reverse("assignments:adopt", args=[draft.pk])
        choice = {"decision": str(decision.pk), "version": went.version - 1}
        late = client.post(page, choice)
        form = late.context["form"]
        assert (late.status_code, form["decision"].value()) == (409, str(decision.pk))
        assert client.post(page, choice | {"version": form.version}).status_code == 302


def test_what_was_noted_of_a_consultation_stands_ready_after_it_was_reopened(
    draft: Assignment, cast: Cast, now: datetime, sign_in: Callable[[User], Client]
) -> None:
    client, row = sign_in(cast.secretary), draft.consultations.get()
    held = hold_consultation(
        consultation=row, outcome="Akkoord", version=row.version, by=cast.secretary, at=now
    )
    client.post(reverse("assignments:reopen", args=[row.pk, held.version]))
    page = client.get(reverse("assignments:hold", args=[row.pk])).content.decode()
    assert "Akkoord</textarea>" in page
    assert "Akkoord" in client.get(draft.get_absolute_url()).content.decode()
