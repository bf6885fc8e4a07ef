"""Which cycle a milestone misses: one of ours, not one of a rhythm that is shown beside it."""

from datetime import date, datetime
from typing import Any

from coordination.cycle.services.cadences import CadenceFacts, add_cadence
from coordination.cycle.services.planning import plan_cadence
from coordination.dossiers.models import Function
from coordination.dossiers.services import grant_access
from tests.cast import Cast
from tests.workgroups.conftest import Crew
from workgroups.planning.models import Milestone
from workgroups.planning.queries.missing import missed_by


def test_a_milestone_misses_a_cycle_of_ours_and_none_of_a_rhythm_of_others(
    milestone: Milestone, crew: Crew, cast: Cast, now: datetime
) -> None:
    by: dict[str, Any] = {"by": cast.coordinator, "at": now}
    grant_access(dossier=cast.dossier, to=cast.coordinator, function=Function.LEAD, **by)
    for name, anchor, outside in (
        ("Van anderen", date(2020, 10, 12), True),
        ("Van ons", date(2020, 11, 2), False),
    ):
        facts = CadenceFacts(name, name, cast.dossier, 14, anchor, outside=outside)
        made = add_cadence(facts=facts, **by)
        plan_cadence(cadence=made, until=date(2020, 12, 27), since=anchor, **by)
    assert milestone.due_on == date(2020, 11, 30)
    missed = missed_by(milestone, date(2021, 1, 4), crew.secretary)
    assert missed.cycle is not None
    assert (missed.cycle.cadence.name_nl, missed.cycle.number) == ("Van ons", 3)
