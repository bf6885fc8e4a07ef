"""Which cycle a milestone misses: one of ours, not one of a rhythm that is shown beside it."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from coordination.cycle.services.cadences import CadenceFacts, add_cadence
from coordination.cycle.services.planning import plan_cadence
from coordination.dossiers.models import Function
from coordination.dossiers.services import grant_access
from coordination.people.models import User
from tests.cast import Cast
from tests.workgroups.conftest import Crew
from workgroups.planning.facts import MilestoneFacts
from workgroups.planning.gantt import Gantt, draw_plan
from workgroups.planning.models import Milestone
from workgroups.planning.queries.missing import missed_by
from workgroups.planning.queries.plans import plan_of
from workgroups.planning.services import move_milestone

from .conftest import span


def plan_rhythm(cast: Cast, now: datetime, name: str, anchor: date, *, outside: bool) -> None:
    """A cadence of two weeks with its cycles until the end of the year."""
    by: dict[str, Any] = {"by": cast.coordinator, "at": now}
    grant_access(dossier=cast.dossier, to=cast.coordinator, function=Function.LEAD, **by)
    facts = CadenceFacts(name, name, cast.dossier, 14, anchor, outside=outside)
    made = add_cadence(facts=facts, **by)
    plan_cadence(cadence=made, until=date(2020, 12, 27), since=anchor, **by)


def test_a_milestone_misses_a_cycle_of_ours_and_none_of_a_rhythm_of_others(
    milestone: Milestone, crew: Crew, cast: Cast, now: datetime
) -> None:
    plan_rhythm(cast, now, "Van anderen", date(2020, 10, 12), outside=True)
    plan_rhythm(cast, now, "Van ons", date(2020, 11, 2), outside=False)
    assert milestone.due_on == date(2020, 11, 30)
    missed = missed_by(milestone, date(2021, 1, 4), crew.secretary)
    assert missed.cycle is not None
    assert (missed.cycle.cadence.name_nl, missed.cycle.number) == ("Van ons", 3)


def test_the_plan_says_which_cycle_a_slip_missed(
    milestone: Milestone,
    crew: Crew,
    cast: Cast,
    now: datetime,
    sign_in: Callable[[User], Client],
) -> None:
    plan_rhythm(cast, now, "Van ons", date(2020, 11, 2), outside=False)
    by: dict[str, Any] = {"by": crew.secretary, "at": now}
    later = MilestoneFacts("", span("begin jan"), cast.body)
    version = milestone.version
    move_milestone(milestone=milestone, facts=later, reason="Wacht op MLT4", version=version, **by)
    team = milestone.product.line.team_id
    for address in (reverse("planning:team", args=[team]), reverse("planning:list")):
        page = sign_in(crew.secretary).get(address).content.decode()
        assert "één keer verzet, mist cyclus 3: Wacht op MLT4" in page


@pytest.mark.usefixtures("on_monday")
def test_the_drawing_says_beside_its_bar_which_cycle_a_product_misses(
    milestone: Milestone, crew: Crew, cast: Cast, now: datetime, sign_in: Callable[[User], Client]
) -> None:
    """To who sees it, in the words of the milestone, and to who has it read aloud."""
    plan_rhythm(cast, now, "Van ons", date(2020, 11, 2), outside=False)
    today = date(2020, 12, 14)
    rows = [one for one in drawn(crew, today).rows if not one.heading]
    assert [one.said for one in rows] == ["te laat, mist cyclus 3"]
    by: dict[str, Any] = {"by": crew.secretary, "at": now}
    later = MilestoneFacts("", span("begin jan"), cast.body)
    move_milestone(milestone=milestone, facts=later, reason="Wacht op MLT4", version=1, **by)
    moved = drawn(crew, today)
    assert moved.spoken == "Beslisboom: mist cyclus 3"
    assert moved.svg.count(">mist cyclus 3</text>") == 1
    assert "naar MLT3, mist cyclus 3</title>" in moved.svg
    page = sign_in(crew.secretary).get(reverse("planning:team", args=[crew.team.pk]))
    assert '. Beslisboom: mist cyclus 3"' in page.content.decode()


def drawn(crew: Crew, today: date) -> Gantt:
    found = draw_plan(plan_of(crew.team, crew.secretary, today=today), today=today)
    assert found is not None
    return found
