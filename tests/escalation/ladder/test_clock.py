"""Lead times per step, the slowest by name, and what never reached the ministers."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from coordination.people.models import User
from escalation.ladder.models import StepKind
from escalation.ladder.queries.clock import clock_of, lead_times, settled_between
from escalation.ladder.services.proposing import propose_level
from escalation.ladder.services.rounds import settle_round, take_step
from escalation.ladder.templatetags.ladder import lead
from tests.cast import MONDAY, Cast

from .conftest import Setting

pytestmark = pytest.mark.usefixtures("english")
HOUR = timedelta(hours=1)


def test_the_clock_names_the_slowest_step(cast: Cast, setting: Setting) -> None:
    first = setting.regions[0]
    for kind, hours, whom in ((StepKind.SIGNAL, 30, ""), (StepKind.MEANING, 28, "GGD")):
        take_step(
            region=first, kind=kind, taken_at=MONDAY - hours * HOUR, with_whom=whom,
            by=cast.vws_officer, at=MONDAY,
        )  # fmt: skip
    propose_level(
        region=first, level=setting.level(3), reason="r", why_here="w", by=cast.lead, at=MONDAY
    )
    clock = clock_of(first, cast.vws_officer, at=MONDAY + timedelta(days=9))
    assert clock is not None
    assert [(tick.step.kind, tick.after, tick.slowest) for tick in clock.ticks] == [
        ("signal", None, False),
        ("meaning", 2 * HOUR, False),
        ("proposal", 28 * HOUR, True),
    ]
    assert clock.total == 30 * HOUR
    assert [str(kind) for kind in clock.to_come] == [
        "determination", "informed", "published", "in_force",
    ]  # fmt: skip


def test_partners_see_no_clock(cast: Cast, setting: Setting) -> None:
    take_step(
        region=setting.regions[0], kind=StepKind.SIGNAL, taken_at=MONDAY, by=cast.lead, at=MONDAY
    )
    assert clock_of(setting.regions[0], cast.partner, at=MONDAY) is None


def test_what_went_up_and_what_was_settled_lower_is_counted(cast: Cast, setting: Setting) -> None:
    for region in setting.regions[:2]:
        propose_level(
            region=region, level=setting.level(3), reason="r", why_here="w", by=cast.lead, at=MONDAY
        )
    settle_round(
        region=setting.regions[1], body=cast.body, outcome="Blijft", by=cast.lead, at=MONDAY
    )
    (found,) = settled_between(cast.lead, [(MONDAY, MONDAY + HOUR)])
    assert (found.up, found.lower) == (1, 1)


@pytest.mark.parametrize(
    ("time", "words"),
    [
        (timedelta(minutes=5), "5 min"),
        (3 * HOUR, "3 h 00"),
        (timedelta(days=2, hours=3), "2 d 3 h"),
    ],
)
def test_a_lead_time_is_said_in_its_own_unit(time: timedelta, words: str) -> None:
    assert lead(time) == words


def test_half_of_the_rounds_and_the_slowest_step_by_name(
    cast: Cast, setting: Setting, sign_in: Callable[[User], Client]
) -> None:
    for region, hours in zip(setting.regions, (4, 10, 30), strict=True):
        start = MONDAY - hours * HOUR
        take_step(region=region, kind=StepKind.SIGNAL, taken_at=start, by=cast.lead, at=MONDAY)
        take_step(
            region=region, kind=StepKind.MEANING, taken_at=MONDAY - HOUR, with_whom="GGD",
            by=cast.lead, at=MONDAY,
        )  # fmt: skip
        settle_round(region=region, body=cast.body, outcome="o", by=cast.lead, at=MONDAY)
    (found,) = lead_times(cast.lead, MONDAY - HOUR, MONDAY + HOUR)
    assert (found.kind, found.rounds, found.median, found.worst) == (
        StepKind.MEANING, 3, 9 * HOUR, 29 * HOUR,
    )  # fmt: skip
    assert (found.region, found.slowest) == (setting.regions[2], True)
    assert lead_times(cast.partner, MONDAY - HOUR, MONDAY + HOUR) == []
    asked = {"first": "2020-11-02", "last": "2020-11-02"}
    (said,) = sign_in(cast.lead).get("/api/v1/rounds/lead-times", asked).json()
    assert said == {
        "step": "meaning", "rounds": 3, "median_seconds": 9 * 3600, "worst_seconds": 29 * 3600,
        "worst_region": setting.regions[2].code, "slowest": True,
    }  # fmt: skip
    assert sign_in(cast.partner).get("/api/v1/rounds/lead-times", asked).json() == []


def test_lead_times_of_a_span_that_ends_before_it_starts_are_refused(
    cast: Cast, sign_in: Callable[[User], Client]
) -> None:
    asked = {"first": "2020-11-03", "last": "2020-11-02"}
    answer = sign_in(cast.lead).get("/api/v1/rounds/lead-times", asked)
    assert answer.status_code == 400
    assert "Vraag ze andersom" in answer.json()["errors"][0]["detail"]
