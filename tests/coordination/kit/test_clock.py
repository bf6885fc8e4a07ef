import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine

from coordination.kit import clock

REAL = dt.datetime(2026, 3, 2, 8, 0, tzinfo=dt.UTC)
STORY = dt.datetime(2020, 11, 2, 22, 30, tzinfo=dt.UTC)


@pytest.fixture
def _faster() -> Iterator[None]:
    """A story that began at STORY and goes sixty times as fast."""
    clock.tell(lambda real: STORY + (real - REAL) * 60)
    yield
    clock.tell(None)


def test_without_a_story_the_time_is_the_real_one() -> None:
    with time_machine.travel(REAL, tick=False):
        assert (clock.now(), clock.machine_now()) == (REAL, REAL)
        assert clock.machine_at(STORY) == STORY
        assert clock.story_at(STORY) == STORY


@pytest.mark.usefixtures("_faster")
def test_a_story_has_its_own_time_and_leaves_that_of_the_machine() -> None:
    with time_machine.travel(REAL + dt.timedelta(minutes=1), tick=False):
        assert clock.now() == STORY + dt.timedelta(hours=1)
        assert clock.today() == dt.date(2020, 11, 3)  # half past midnight, here
        assert clock.machine_now() == REAL + dt.timedelta(minutes=1)
        assert clock.machine_at(clock.now()) == REAL + dt.timedelta(minutes=1)
        assert clock.story_at(REAL) == STORY
