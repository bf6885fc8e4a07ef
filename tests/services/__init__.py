"""Real servers for the tests: PostgreSQL, Valkey and SMTP, started by the run itself.

One run starts them once and hands them to its workers by environment; nothing of them is left
afterwards. TEST_DATABASE=sqlite (default) or postgresql; a DATABASE_URL or REDIS_URL that is
set is used instead.
"""

import atexit
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from coordination.kit.processes.valkey import start_valkey, valkey_url
from tests.services.postgres import PostgresServer

PREFIX = "baken-test-"


def prepare_environment() -> None:
    """Start what the run needs and say where it is; in a worker of the run, only choose."""
    if "TEST_SERVICES" not in os.environ:
        _start()
    _choose_number()


def _start() -> None:
    _sweep()
    folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-", dir="/tmp"))
    atexit.register(_stop, os.getpid(), folder)
    os.environ["TEST_SERVICES"] = str(folder)
    os.environ["VAR_DIR"] = str(folder)
    os.environ.setdefault("TEST_DATABASE", "sqlite")
    if "REDIS_URL" not in os.environ:
        broker = start_valkey(folder)
        atexit.register(_end, os.getpid(), broker)
        os.environ["REDIS_URL"] = valkey_url(folder)
        os.environ["TEST_REDIS"] = "own"
    if "DATABASE_URL" not in os.environ and os.environ["TEST_DATABASE"] == "postgresql":
        server = PostgresServer()
        server.start()
        atexit.register(_end_server, os.getpid(), server)
        os.environ["DATABASE_URL"] = server.url("baken")


def _choose_number() -> None:
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    if worker and os.environ.get("TEST_REDIS") == "own":
        number = int(worker.removeprefix("gw")) + 1
        os.environ["REDIS_URL"] = valkey_url(Path(os.environ["TEST_SERVICES"]), number=number)


def _end(owner: int, child: subprocess.Popen[bytes]) -> None:
    if os.getpid() == owner:
        child.terminate()
        child.wait(timeout=10)


def _end_server(owner: int, server: PostgresServer) -> None:
    if os.getpid() == owner:
        server.stop()


def _stop(owner: int, folder: Path) -> None:
    if os.getpid() == owner:
        shutil.rmtree(folder, ignore_errors=True)


def _sweep() -> None:
    """Remove what a killed run could not."""
    for folder in Path("/tmp").glob(f"{PREFIX}*"):
        owner = folder.name.removeprefix(PREFIX).partition("-")[0]
        if owner.isdigit() and not Path(f"/proc/{owner}").exists():
            shutil.rmtree(folder, ignore_errors=True)
