"""Everything in one run: the mail of all must still come once."""

from tests.faults.plays import restart_database
from tests.faults.scene import Scene
from tests.faults.smtp_plays import flaky

PATIENCE = 240.0


def all_at_once(scene: Scene) -> None:
    """Flaky SMTP throughout; kill -9 of sender and worker, FLUSHALL, and a crashed PostgreSQL."""
    scene.ground.sink.behaviour = flaky(0.02)
    scene.plan()
    scene.beat()
    first, worker = scene.sender(), scene.worker()
    fifth = scene.number // 5
    _await(scene, fifth)
    scene.kill(first)
    scene.sender()
    _await(scene, 2 * fifth)
    scene.ground.tell_broker("FLUSHALL")
    scene.kill(worker)
    scene.worker()
    _await(scene, 3 * fifth)
    restart_database(scene)


def _await(scene: Scene, number: int) -> None:
    scene.until(lambda: scene.ground.sink.attempts >= number, PATIENCE)
