"""One claim, one pulse and one lease for all that waits for a worker."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from model_bakery import baker

from coordination.kit.work import Pulse, TakenOver, WorkStatus, do_waiting, held, take
from escalation.regions.models import ObservationImport

pytestmark = pytest.mark.django_db

NOW = datetime(2020, 11, 2, 9, tzinfo=UTC)
ROWS = ObservationImport.objects


def work(name: str = "a", **more: Any) -> ObservationImport:
    asked = {"created_at": NOW, "created_by": None, "size": 1, **more}
    made: ObservationImport = baker.make(ObservationImport, name=name, **asked)
    return made


def clock() -> datetime:
    return NOW


def done(*names: str, stop: Any = lambda: False) -> list[str]:
    """What one worker does of the rows with these names, a queue each, or of all of them."""
    seen = []
    queues = [ROWS.filter(name=name) for name in names] if names else [ROWS.all()]

    def do(one: ObservationImport) -> None:
        seen.append(one.name)
        ROWS.filter(pk=one.pk).update(status=WorkStatus.DONE)

    assert do_waiting(queues, do, oldest="created_at", clock=clock, stop=stop) == len(seen)
    return seen


def test_what_waits_is_done_once_the_oldest_first() -> None:
    work("later")
    work("sooner", created_at=NOW - timedelta(hours=1))
    assert done() == ["sooner", "later"]
    assert done() == []


def test_the_first_queue_goes_before_an_older_row_of_the_next() -> None:
    work("b", created_at=NOW - timedelta(hours=1))
    work("a")
    assert done("a", "b") == ["a", "b"]


def test_a_worker_that_is_asked_to_stop_begins_nothing_more() -> None:
    work("a")
    work("b")
    asked = iter([False, True])
    assert len(done(stop=lambda: next(asked))) == 1


@pytest.mark.parametrize(("silent", "taken"), [(59, False), (60, True)])
def test_a_worker_that_fell_silent_loses_its_work(silent: int, taken: bool) -> None:
    alive_at = NOW - timedelta(seconds=silent)
    one = work(status=WorkStatus.RUNNING, attempt=1, alive_at=alive_at)
    assert bool(done()) is taken
    assert ROWS.get(pk=one.pk).attempt == 1 + taken


def test_the_worker_that_lost_it_hears_so_and_writes_nothing() -> None:
    one = work()
    take(one, at=NOW)
    one.save()
    pulse = Pulse(one, clock)
    pulse.beat(rows_read=7)
    assert held(one).rows_read == 7
    ROWS.update(attempt=2)
    with pytest.raises(TakenOver):
        pulse.beat(rows_read=8)
    with pytest.raises(TakenOver):
        held(one)
    assert ROWS.get().rows_read == 7


def test_who_was_overtaken_goes_on_with_what_waits() -> None:
    work("a")
    work("b", created_at=NOW + timedelta(seconds=1))
    seen = []

    def do(one: ObservationImport) -> None:
        seen.append(one.name)
        raise TakenOver

    assert do_waiting([ROWS.all()], do, oldest="created_at", clock=clock, stop=lambda: False) == 2
    assert seen == ["a", "b"]


def test_a_pulse_is_felt_at_most_once_a_second() -> None:
    one = work()
    take(one, at=NOW)
    one.save()
    now = [NOW]
    pulse = Pulse(one, lambda: now[0])
    pulse(rows_read=1)
    assert ROWS.get().rows_read == 0
    now[0] = NOW + timedelta(seconds=1)
    pulse(rows_read=2)
    pulse(rows_read=3)
    found = ROWS.get()
    assert (found.rows_read, found.alive_at) == (2, now[0])


def test_a_row_says_whether_it_is_over() -> None:
    found = {status: work(status=status) for status in WorkStatus}
    assert [one.is_over for one in found.values()] == [False, False, True, True]
    assert [one.is_done for one in found.values()] == [False, False, True, False]
