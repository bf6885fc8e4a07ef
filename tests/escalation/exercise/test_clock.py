"""The clock of the story: set, faster, standing still, and back only when it was said."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from coordination.audit.models import AuditEvent
from coordination.kit import clock
from coordination.kit.refusals import NotAllowed, Refusal
from escalation.exercise.models import ClockSetting, Exercise
from escalation.exercise.services.clock import GoesBack, set_clock
from escalation.exercise.story import StoryClock
from tests.cast import MONDAY, Cast

from .conftest import REAL

HOUR = timedelta(hours=1)


def last() -> int:
    return ClockSetting.objects.latest("pk").pk


def test_a_faster_clock_tells_an_hour_in_a_minute(
    exercise: Exercise, cast: Cast, real: time_machine.Traveller
) -> None:
    set_clock(exercise=exercise, speed=60, last=last(), by=cast.secretary, at=clock.now())
    real.move_to(REAL + timedelta(seconds=61))
    clock.tell(StoryClock())

    assert clock.now() == MONDAY + timedelta(seconds=1) + HOUR
    assert clock.machine_now() == REAL + timedelta(seconds=61)


def test_a_setting_takes_hold_at_one_moment_in_every_process(
    exercise: Exercise, cast: Cast, real: time_machine.Traveller
) -> None:
    """One that read it at once and one that reads it later tell the same time."""
    slow = StoryClock()
    assert slow(REAL) == MONDAY
    set_clock(
        exercise=exercise,
        speed=0,
        story_at=MONDAY + 24 * HOUR,
        last=last(),
        by=cast.secretary,
        at=clock.now(),
    )
    quick = StoryClock()
    half, over = REAL + timedelta(seconds=0.5), REAL + timedelta(seconds=1)
    assert quick(half) == slow(half) == MONDAY + timedelta(seconds=0.5)
    slow.read()
    assert quick(over) == slow(over) == MONDAY + 24 * HOUR


def test_it_goes_back_only_when_that_was_said(exercise: Exercise, cast: Cast) -> None:
    earlier = {"speed": 1, "story_at": MONDAY - HOUR, "last": last(), "by": cast.secretary}
    with pytest.raises(GoesBack):
        set_clock(exercise=exercise, at=clock.now(), **earlier)  # type: ignore[arg-type]  # facts of one call
    set_clock(exercise=exercise, at=clock.now(), back=True, **earlier)  # type: ignore[arg-type]  # facts of one call
    event = AuditEvent.objects.filter(action="exercise.clock_set").get()
    assert event.parsed["back"] is True


def test_two_who_set_it_at_once_set_it_once(exercise: Exercise, cast: Cast) -> None:
    seen = last()
    set_clock(exercise=exercise, speed=60, last=seen, by=cast.secretary, at=clock.now())
    with pytest.raises(Refusal, match="eerder gezet"):
        set_clock(exercise=exercise, speed=0, last=seen, by=cast.secretary, at=clock.now())


def test_who_plays_does_not_set_it(exercise: Exercise, cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        set_clock(exercise=exercise, speed=60, last=last(), by=cast.coordinator, at=clock.now())


def test_the_page_asks_before_the_clock_goes_back(
    exercise: Exercise, cast: Cast, client: Client
) -> None:
    client.force_login(cast.secretary)
    asked = {"speed": "1", "story_at": "2020-11-01T10:00", "last": str(last())}
    refused = client.post("/oefening/klok/", asked)
    assert refused.status_code == 422
    assert 'name="back"' in refused.content.decode()
    assert client.post("/oefening/klok/", {**asked, "back": "on"}).status_code == 302


def test_the_story_is_read_once_for_many_questions(exercise: Exercise) -> None:
    story = StoryClock()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        for _time in range(100):
            story(REAL)
    assert len([one for one in queries if "clocksetting" in one["sql"]]) == 1


def test_an_ordinary_instance_asks_no_database_what_time_it_is(db: None) -> None:
    with CaptureQueriesContext(connection) as queries:
        clock.now()
        clock.today()
    assert len(queries) == 0


def test_every_page_says_how_fast_the_story_goes(
    exercise: Exercise, cast: Cast, client: Client, real: time_machine.Traveller
) -> None:
    client.force_login(cast.coordinator)
    bars = []
    for number, speed in enumerate((1, 60, 0)):
        set_clock(exercise=exercise, speed=speed, last=last(), by=cast.secretary, at=clock.now())
        real.move_to(REAL + timedelta(seconds=10 * (number + 1)))
        clock.tell(StoryClock())
        page = client.get("/acties/").content.decode()
        bars.append(page.partition('class="exercise-bar"')[2].partition("</aside>")[0])
    assert [("60 keer zo snel" in bar, "staat stil" in bar) for bar in bars] == [
        (False, False), (True, False), (False, True),
    ]  # fmt: skip
