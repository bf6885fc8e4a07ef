"""Two planners at the same moment, in threads that really commit."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from django.db import connection

from coordination.audit.verify import Verdict, verify_record
from coordination.cycle.models import Cadence, Cycle, Deadline, PlannedMeeting
from coordination.cycle.services.planning import NothingToPlan, Planned, plan_cadence
from coordination.meetings.models import AgendaItem, Meeting
from tests.cast import MONDAY, Cast


@pytest.fixture
def scene(committed: None, cast: Cast, cadence: Cadence) -> tuple[Cast, Cadence]:
    return cast, cadence


def at_once(*deeds: Callable[[], Any]) -> list[Any]:
    """What each deed gave or refused, all begun at the same moment on connections of their own."""
    start = threading.Barrier(len(deeds))

    def run(deed: Callable[[], Any]) -> Any:
        try:
            start.wait()
            return deed()
        except NothingToPlan as nothing:
            return nothing
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


def test_two_planners_at_once_plan_everything_once(scene: tuple[Cast, Cadence]) -> None:
    cast, cadence = scene

    def planning(by: Any, until: date) -> Callable[[], Planned]:
        return lambda: plan_cadence(cadence=cadence, until=until, by=by, at=MONDAY)

    given = at_once(
        planning(cast.coordinator, date(2020, 12, 27)), planning(None, date(2020, 12, 27))
    )

    assert sorted(type(one).__name__ for one in given) == ["NothingToPlan", "Planned"]
    counts = [m.objects.count() for m in (Cycle, Meeting, AgendaItem, PlannedMeeting, Deadline)]
    assert counts == [4, 8, 12, 12, 8]
    assert verify_record().verdict is Verdict.HOLDS


def test_a_near_and_a_far_planner_at_once_leave_one_rhythm(scene: tuple[Cast, Cadence]) -> None:
    cast, cadence = scene
    at_once(
        lambda: plan_cadence(
            cadence=cadence, until=date(2020, 11, 29), by=cast.coordinator, at=MONDAY
        ),
        lambda: plan_cadence(cadence=cadence, until=date(2021, 2, 7), by=None, at=MONDAY),
    )
    assert list(Cycle.objects.order_by("number").values_list("number", flat=True)) == [*range(1, 8)]
    moments = list(Meeting.objects.values_list("body", "starts_at"))
    assert (len(moments), len(set(moments))) == (14, 14)
