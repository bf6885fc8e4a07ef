"""Faults of webhooks: a receiver that fails, is slow and is down, and kill -9 of the worker."""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

from tests.faults.figures import UNSETTLED, Figures
from tests.faults.scene import LAG, Scene
from tests.services.receiver import Receiver, Request

TABLE = "webhooks_delivery"
SLOW = 1.6
"""Seconds, longer than the sender waits here for an answer."""
DOWN = 3.0


@dataclass
class Flaky:
    """Every 11th call gets 503, every 13th is taken and answered too late."""

    calls: int = 0
    late: int = 0
    killed: int = 0
    taken: list[Request] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)

    def __call__(self, request: Request) -> int:
        with self._lock:
            self.calls += 1
            if self.calls % 11 == 0:
                return 503
            self.taken.append(request)
            late = self.calls % 13 == 0
            self.late += late
        if late:
            time.sleep(SLOW)
        return 204


def hooks_killed(scene: Scene) -> None:
    """A receiver fails, is slow, goes and comes back; the worker that calls it is killed."""
    flaky = Flaky()
    receiver = Receiver(answers=flaky)
    receiver.start()
    scene.receivers.append(receiver)
    scene.outbox, scene.settings = TABLE, {"FAULT_HOOKS": "1"}
    scene.counting = counting(scene, flaky)
    scene.ground.manage(
        "faults", "hooks", f"--number={scene.number}", f"--url={receiver.url}", **scene.changes()
    )
    scene.beat()
    first = scene.worker()
    _await(scene, flaky, scene.number // 4)
    scene.kill(first)
    flaky.killed = scene.rows_in("sending")
    scene.worker()
    _await(scene, flaky, scene.number // 2)
    receiver.stop()
    time.sleep(DOWN)
    receiver.start()


def _await(scene: Scene, flaky: Flaky, number: int) -> None:
    scene.until(lambda: len(flaky.taken) >= number, seconds=60.0)


def counting(scene: Scene, flaky: Flaky) -> Callable[[], Figures]:
    """How often each id was taken. Twice is right where the sender never heard that it was."""

    def count() -> Figures:
        question = (
            f"SELECT id, status, {LAG[scene.ground.vendor].replace('not_before', 'queued_at')} "  # noqa: S608  our own words
            f"FROM {TABLE}"
        )
        rows = scene.ground.database.rows(question)
        times = Counter(request.id for request in flaky.taken)
        bodies: dict[str, set[bytes]] = {}
        for request in flaky.taken:
            bodies.setdefault(request.id, set()).add(request.body)
        wanted = {str(pk) for pk, _status, _lag in rows}
        return Figures(
            planned=len(rows),
            sent=len(times),
            duplicate=sum(number - 1 for number in times.values()),
            missing=max(scene.number, len(wanted)) - len(times.keys() & wanted),
            uncertain=flaky.late + flaky.killed,
            dead=sum(status == "dead" for _pk, status, _lag in rows),
            unlike=sum(len(different) > 1 for different in bodies.values()),
            unwanted=len(times.keys() - wanted),
            unsettled=sum(status in UNSETTLED for _pk, status, _lag in rows),
            recovery=scene.recovery,
            lags=tuple(float(lag) for _pk, _status, lag in rows if lag is not None),
            problems=tuple(scene.problems),
        )

    return count
