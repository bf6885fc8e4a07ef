"""Two browsers at once: nobody is left in a team that was wound up, and it has one lead."""

from datetime import date, datetime
from typing import Any

import pytest

from coordination.actions.terms import Owner
from coordination.decisions.services import record_decision_outside_meeting
from coordination.kit.refusals import Refusal
from tests.cast import Cast
from tests.coordination.meetings.test_concurrency import at_once
from tests.workgroups.conftest import Crew, propose
from workgroups.teams.models import Team, TeamMember, TeamRole, TeamStatus
from workgroups.teams.services import Seat, add_member, wind_up_team
from workgroups.teams.services.members import TwoLeads
from workgroups.teams.services.saving import TeamIsOver


@pytest.fixture
def scene(committed: None, crew: Crew, cast: Cast, now: datetime) -> Team:
    """A team of which nobody is known yet."""
    return propose(cast, "LT9", now)


def test_who_is_named_while_the_team_is_wound_up_does_not_stay_in_it(
    scene: Team, cast: Cast, now: datetime
) -> None:
    by: dict[str, Any] = {"by": cast.coordinator, "at": now}
    ends: dict[str, Any] = {
        "decision": record_decision_outside_meeting(
            taken_by=cast.body,
            taken_on=now.date(),
            dossier=cast.dossier,
            text="Het team stopt.",
            by=cast.secretary,
            at=now,
        ),
        "to": Owner(cast.vws),
    }
    given = at_once(
        lambda: add_member(team=scene, seat=Seat(cast.szw, now.date()), **by),
        lambda: wind_up_team(team=scene, version=1, **ends, **by),
    )
    refused = [type(one) for one in given if isinstance(one, Refusal)]
    assert refused in ([], [TeamIsOver])
    assert Team.objects.get(pk=scene.pk).status == TeamStatus.DISSOLVED
    assert not TeamMember.objects.filter(team=scene).standing(now.date()).exists()


def test_of_two_leads_named_at_once_one_is_refused(scene: Team, cast: Cast, now: datetime) -> None:
    by: dict[str, Any] = {"by": cast.coordinator, "at": now}
    first, second = (
        Seat(one.organisation, date(2020, 11, 2), TeamRole.LEAD, person=one)
        for one in (cast.lead, cast.vws_officer)
    )
    given = at_once(
        lambda: add_member(team=scene, seat=first, **by),
        lambda: add_member(team=scene, seat=second, **by),
    )
    assert [type(one) for one in given if isinstance(one, Refusal)] == [TwoLeads]
    assert scene.members.filter(role=TeamRole.LEAD).count() == 1
