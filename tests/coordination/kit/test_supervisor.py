"""Real processes: started in order, restarted, stopped in the opposite order, never orphaned."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from coordination.kit.processes.installation import CannotStart, Installation, choose_port
from coordination.kit.processes.services import Service
from coordination.kit.processes.supervisor import Supervisor
from tests.services.smtp import free_port

CHILD = """
import signal, sys, time
from pathlib import Path
diary = Path(sys.argv[1])
def note(what):
    with diary.open("a") as lines:
        lines.write(f"{sys.argv[2]} {what}\\n")
def end(number, frame):
    note("ends")
    sys.exit(0)
signal.signal(signal.SIGTERM, end)
note("starts")
time.sleep(60)
"""


@pytest.fixture
def diary(tmp_path: Path) -> Path:
    return tmp_path / "diary"


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    made = Installation(tmp_path / "var")
    made.prepare()
    return made


@pytest.fixture
def supervisor(installation: Installation) -> Iterator[Supervisor]:
    lock = installation.lock(patience=0)
    made = Supervisor(dict(os.environ), installation.logs, lock, said.append)
    yield made
    made.stop()
    os.close(lock)
    said.clear()


said: list[str] = []


def child(diary: Path, name: str) -> Service:
    return Service(name, (sys.executable, "-c", CHILD, str(diary), name), stop_seconds=5)


def await_that(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 15
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def lines(diary: Path) -> list[str]:
    return diary.read_text().splitlines() if diary.exists() else []


def test_stopping_goes_the_opposite_way(supervisor: Supervisor, diary: Path) -> None:
    for number, name in enumerate(["broker", "web", "beat"], start=1):
        supervisor.start(child(diary, name))
        await_that(lambda number=number: len(lines(diary)) == number)  # type: ignore[misc]  # the values of the case are right
    supervisor.stop()
    assert lines(diary)[3:] == ["beat ends", "web ends", "broker ends"]


def test_what_ends_by_itself_is_started_again(supervisor: Supervisor, diary: Path) -> None:
    supervisor.start(child(diary, "web"))
    running = supervisor.running[0]
    await_that(lambda: len(lines(diary)) == 1)
    running.process.kill()
    running.process.wait()
    supervisor._look_after(running, now=running.started)
    supervisor._look_after(running, now=running.started + 0.5)
    assert lines(diary) == ["web starts"]
    supervisor._look_after(running, now=running.started + 1.1)
    await_that(lambda: len(lines(diary)) == 2)
    assert (len(said), running.pause) == (1, 2.0)


def test_one_that_does_not_stop_is_killed(supervisor: Supervisor) -> None:
    stubborn = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"
    supervisor.start(Service("stubborn", (sys.executable, "-c", stubborn), stop_seconds=0.2))
    process = supervisor.running[0].process
    time.sleep(0.3)
    supervisor.stop()
    assert process.returncode == -signal.SIGKILL


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of its parent's end")
def test_no_child_outlives_a_killed_supervisor(installation: Installation, diary: Path) -> None:
    parent = textwrap.dedent(
        f"""
        import os, sys, time
        from pathlib import Path
        from coordination.kit.processes.installation import Installation
        from coordination.kit.processes.services import Service
        from coordination.kit.processes.supervisor import Supervisor
        installation = Installation(Path({str(installation.folder)!r}))
        supervisor = Supervisor(dict(os.environ), installation.logs, installation.lock(), print)
        command = (sys.executable, "-c", {CHILD!r}, {str(diary)!r}, "web")
        supervisor.start(Service("web", command))
        time.sleep(60)
        """
    )
    process = subprocess.Popen([sys.executable, "-c", parent])
    await_that(lambda: lines(diary) == ["web starts"])
    with pytest.raises(CannotStart):
        installation.lock(patience=0)
    process.kill()
    process.wait()
    os.close(installation.lock(patience=10))
    assert lines(diary) == ["web starts", "web ends"]


def test_a_second_start_says_where_the_first_runs(installation: Installation) -> None:
    lock = installation.lock(patience=0)
    installation.note_address("http://127.0.0.1:8000")
    with pytest.raises(CannotStart, match="already runs here: http://127"):
        installation.lock(patience=0)
    os.close(lock)


def test_a_wanted_port_in_use_is_refused_in_a_sentence() -> None:
    port = free_port()
    assert choose_port("127.0.0.1", str(port)) == port
    with subprocess.Popen(
        [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as server:
        await_that(lambda: _in_use(port))
        server.terminate()


def _in_use(port: int) -> bool:
    try:
        choose_port("127.0.0.1", str(port))
    except CannotStart as refusal:
        return str(refusal) == f"Port {port} is in use; choose another: make run PORT=8001"
    return False


@pytest.mark.parametrize("wanted", ["http", "0", "65536", "-1"])
def test_a_port_that_is_none_is_refused(wanted: str) -> None:
    with pytest.raises(CannotStart):
        choose_port("127.0.0.1", wanted)
