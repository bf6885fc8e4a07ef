"""The faults, each as a play on a scene: plan, start, break, go on."""

import signal
import sys

from tests.faults.names import AFTER_ANSWER, AFTER_CLAIM, CLOCK, CYCLE, ORDER, address_of
from tests.faults.scene import Process, Scene


def sender_killed(scene: Scene) -> None:
    """kill -9 of the sender in the middle of a batch; another goes on."""
    scene.plan()
    first = scene.sender()
    scene.await_mail(30)
    scene.kill(first)
    scene.sender()


def killed_before_commit(scene: Scene) -> None:
    """The relay said 250, and the sender dies before it writes that down."""
    _dies(scene, AFTER_ANSWER)


def killed_before_smtp(scene: Scene) -> None:
    """A batch is claimed, and the sender dies before the relay hears of it."""
    _dies(scene, AFTER_CLAIM)


def _dies(scene: Scene, point: str) -> None:
    scene.plan()
    (scene.ground.folder / ORDER).touch()
    first = scene.sender(FAULT_DIES=point)
    scene.until(lambda: first.poll() is not None)
    scene.struck()
    scene.sender()


def worker_killed(scene: Scene) -> None:
    """SIGKILL of the whole Celery worker with its four threads; another is started."""
    scene.plan()
    scene.beat()
    first = scene.worker()
    scene.await_mail(scene.number // 4)
    scene.kill(first)
    scene.worker()


def broker_emptied(scene: Scene) -> None:
    """The bell has rung for what is due, and FLUSHALL comes before the worker."""
    scene.plan()
    scene.ground.tell_broker("FLUSHALL")
    scene.struck()
    scene.worker()
    scene.beat()


def database_crashed(scene: Scene) -> None:
    """PostgreSQL stops as at a power cut while two senders are at work, and comes back."""
    scene.plan()
    senders = [scene.sender(), scene.sender()]
    scene.await_mail(scene.number // 4)
    restart_database(scene)
    scene.await_mail(scene.number // 2)
    if any(sender.poll() is not None for sender in senders):
        scene.problems.append("a sender gave up")


def restart_database(scene: Scene) -> None:
    server = scene.ground.server
    assert server is not None
    scene.in_time()
    server.crash()
    scene.struck()
    server.start()


def two_beats_two_planners(scene: Scene) -> None:
    """Two beats wake two workers that plan the same cycle and deliver it, all at once."""
    scene.settings = {"FAULT_PLANS": "1"}
    scene.cycles = [CYCLE]
    for _twice in range(2):
        scene.worker()
        scene.beat()
    scene.until(lambda: scene.rows_in() >= scene.number)
    scene.struck()
    scene.await_mail(scene.number)


def poison(scene: Scene) -> None:
    """The first row that is due cannot be made into a message."""
    scene.refused = [address_of(0)]
    scene.plan(poison=0)
    scene.struck()
    scene.sender()


def access_revoked(scene: Scene) -> None:
    """Five lose their part in the dossier between planning and sending."""
    scene.skipped = [address_of(each) for each in range(5)]
    scene.plan(restricted=True)
    scene.ground.manage("faults", "revoke", "--number=5")
    scene.struck()
    scene.sender()


def sender_stopped(scene: Scene) -> None:
    """SIGTERM in the middle of a batch: nothing stays in its hands, another goes on at once."""
    scene.plan()
    first = scene.sender()
    scene.await_mail(30)
    _stop(scene, first)
    scene.sender()


def worker_stopped(scene: Scene) -> None:
    """SIGTERM to the Celery worker in the middle of its batches."""
    scene.plan()
    scene.beat()
    first = scene.worker()
    scene.await_mail(30)
    _stop(scene, first)
    scene.worker()


def _stop(scene: Scene, process: Process) -> None:
    scene.in_time()
    process.send_signal(signal.SIGTERM)
    process.wait(timeout=30)
    scene.struck()
    if scene.ground.sink.attempts >= scene.number:
        scene.problems.append("it went on to the end")
    if scene.rows_in("claimed", "sending"):
        scene.problems.append("rows in the hands of a stopped process")


def clock_on_and_back(scene: Scene) -> None:
    """The clock goes an hour on in the middle of it and back; the planner runs at each hour."""
    scene.plan()
    scene.sender()
    scene.sender()
    scene.await_mail(40)
    scene.struck()
    for number, seconds in ((100, "3600"), (160, "0")):
        _set_clock(scene, seconds)
        scene.plan()
        scene.await_mail(number)
    # an hour later what the wrong hour put off is due as well
    _set_clock(scene, "3700")


def _set_clock(scene: Scene, seconds: str) -> None:
    """In one step, so that no process reads half a number."""
    new = scene.ground.folder / "new-clock"
    new.write_text(seconds)
    new.replace(scene.ground.folder / CLOCK)


def four_processes_two_planners(scene: Scene) -> None:
    """Four senders at once on one database while two planners plan the same cycle."""
    for _four in range(4):
        scene.sender()
    planners = [_planner(scene) for _two in range(2)]
    scene.cycles = [CYCLE]
    for planner in planners:
        planner.wait(timeout=60)
    scene.struck()
    if any(planner.returncode for planner in planners):
        scene.problems.append("a planner gave up")


def _planner(scene: Scene) -> Process:
    return scene.spawn(
        (
            sys.executable,
            "manage.py",
            "faults",
            "plan",
            f"--number={scene.number}",
            f"--cycle={CYCLE}",
        )
    )
