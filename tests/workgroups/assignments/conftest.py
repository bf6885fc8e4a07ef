"""A team with an assignment, read by two ministries and a planning bureau."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from coordination.actions.terms import Term
from tests.cast import Cast
from tests.workgroups.conftest import Crew
from workgroups.assignments.facts import AssignmentFacts, ConsultationFacts, PartFacts
from workgroups.assignments.models import Assignment
from workgroups.assignments.services import circulate_assignment, draft_assignment
from workgroups.teams.models import Team

FRIDAY = Term(date(2020, 11, 6))


@pytest.fixture
def team(crew: Crew) -> Team:
    return crew.team


@pytest.fixture
def facts(cast: Cast) -> AssignmentFacts:
    return AssignmentFacts(
        text="Perspectief voor kwetsbare groepen",
        scope="Eerst 1, dan 2",
        parts=(PartFacts("Venstertijden"), PartFacts("Tweedeling", waits_for="uitkomsten MLT4")),
        consultations=(ConsultationFacts(cast.jenv, "gesprek met JenV", date(2020, 11, 10)),),
    )


@pytest.fixture
def draft(cast: Cast, team: Team, facts: AssignmentFacts, now: datetime) -> Assignment:
    return draft_assignment(team=team, facts=facts, by=cast.secretary, at=now)


@pytest.fixture
def circulate(cast: Cast, now: datetime) -> Callable[..., Assignment]:
    def circulate(assignment: Assignment, **more: Any) -> Assignment:
        values: dict[str, Any] = {
            "assignment": assignment,
            "version": assignment.version,
            "term": FRIDAY,
            "by": cast.secretary,
            "at": now,
        }
        return circulate_assignment(**(values | more))

    return circulate
