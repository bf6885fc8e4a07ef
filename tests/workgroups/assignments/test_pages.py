"""The page of a version, for who is asked what she thinks of it."""

from collections.abc import Callable
from datetime import datetime, timedelta

import time_machine
from django.test import Client
from django.urls import reverse

from coordination.contributions.models import Verdict
from coordination.contributions.services import Answer, give_reply
from coordination.people.models import User
from tests.cast import Cast
from tests.workgroups.conftest import Crew
from workgroups.assignments.facts import AssignmentFacts
from workgroups.assignments.models import Assignment
from workgroups.assignments.services import draft_assignment


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
