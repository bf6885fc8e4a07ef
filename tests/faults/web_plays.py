"""Faults of the broker, seen from the pages: they save as if nothing were the matter."""

import http.client
import signal
import statistics
import time

from tests.faults.scene import Scene

SLOWEST = 3.0
"""Seconds within which 99 of 100 pages must be saved while the broker does not answer."""
TOKEN = "0123456789abcdefghijklmnopqrstuv"
DEAD_SECONDS = 60.0
CYCLES, PAGES = 200, 120


def broker_dead(scene: Scene) -> None:
    """Redis is gone for a while: pages save, and the mail leaves when it is back."""
    port = _ready(scene)
    scene.ground.stop_broker()
    began = time.monotonic()
    try:
        _save_all(scene, port)
        if scene.without:
            return
        time.sleep(max(0.0, DEAD_SECONDS - (time.monotonic() - began)))
    finally:
        scene.ground.start_broker()
    scene.struck()


def broker_hangs(scene: Scene) -> None:
    """Redis takes connections and answers nothing."""
    port = _ready(scene)
    broker = scene.ground.broker
    assert broker is not None
    broker.send_signal(signal.SIGSTOP)
    try:
        _save_all(scene, port)
    finally:
        broker.send_signal(signal.SIGCONT)
    scene.struck()


def many_due(scene: Scene) -> None:
    """A hundred thousand messages are due, and people go on working."""
    port = scene.web()
    scene.until(lambda: _asked(scene, port, "GET", "/health/live")[0] == 200)
    _p95(scene, port)
    idle = _p95(scene, port)
    cycles = CYCLES if not scene.without else CYCLES // 5
    scene.ground.manage("faults", "pile", f"--number={scene.number}", f"--cycles={cycles}")
    scene.cycles = [f"Cyclus {each}" for each in range(cycles)]
    for _four in range(4):
        scene.sender()
    scene.await_mail(scene.number)
    scene.struck()
    busy = _p95(scene, port)
    scene.in_time()
    scene.remarks.append(f"p95 of the pages {busy * 1000:.0f} ms, {idle * 1000:.0f} ms idle")
    if busy > 2 * idle:
        scene.problems.append("web slow")


def _p95(scene: Scene, port: int) -> float:
    paths = ("/acties/", "/post/ongelezen/") * (PAGES // 2)
    seconds = [_asked(scene, port, "GET", path)[1] for path in paths]
    return statistics.quantiles(seconds, n=20, method="inclusive")[18]


def _ready(scene: Scene) -> int:
    """Web, worker and beat, and refused messages that an operator tries again on the page."""
    scene.plan()
    scene.ground.database.execute("UPDATE mail_message SET status = 'dead'")
    port = scene.web()
    scene.worker()
    scene.beat()
    scene.until(lambda: _asked(scene, port, "GET", "/health/live")[0] == 200)
    return port


def _save_all(scene: Scene, port: int) -> None:
    rows = scene.ground.database.rows("SELECT id FROM mail_message ORDER BY id")
    answers = [_asked(scene, port, "POST", f"/post/bediening/{pk}/opnieuw/") for (pk,) in rows]
    unsaved = sum(status != 302 for status, _ in answers)
    if unsaved:
        scene.problems.append(f"{unsaved} pages not saved")
    slow = statistics.quantiles([seconds for _, seconds in answers], n=100, method="inclusive")[98]
    if slow > SLOWEST:
        scene.problems.append("page slow")
    scene.remarks.append(f"p99 of {len(answers)} pages {slow:.2f} s")


def _asked(scene: Scene, port: int, method: str, path: str) -> tuple[int, float]:
    """Status and seconds; 0 when there was no answer in time."""
    began = time.monotonic()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=SLOWEST + 0.5)
    headers = {
        "Cookie": f"sessionid={scene.ground.session}; csrftoken={TOKEN}",
        "X-CSRFToken": TOKEN,
    }
    try:
        connection.request(method, path, headers=headers)
        status = connection.getresponse().status
    except OSError:
        status = 0
    finally:
        connection.close()
    return status, time.monotonic() - began
