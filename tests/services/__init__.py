"""Real servers for the tests: PostgreSQL, Valkey and SMTP, started by the run itself.

One run starts them once and hands them to its workers by environment; nothing of them is left
afterwards, also after kill -9. TEST_DATABASE is sqlite (default) or postgresql; a DATABASE_URL
or REDIS_URL that is set is used instead.
"""

import atexit
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from coordination.kit.processes.children import spawn
from coordination.kit.processes.folders import private_folder
from coordination.kit.processes.valkey import await_valkey, valkey_service, valkey_url
from tests.services.postgres import PostgresServer


def prepare_environment() -> None:
    """Start what the run needs and say where it is; a worker of the run finds it there."""
    if "TEST_SERVICES" not in os.environ:
        _start()
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    if worker and os.environ.get("TEST_REDIS") == "own":
        number = int(worker.removeprefix("gw")) + 1
        os.environ["REDIS_URL"] = valkey_url(Path(os.environ["TEST_SERVICES"]), number=number)


def start_valkey(folder: Path) -> subprocess.Popen[bytes]:
    """A Valkey that forgets when it stops, its socket in the folder."""
    broker = spawn(valkey_service(folder).command, output=subprocess.DEVNULL)
    await_valkey(folder, lambda: broker.poll() is None)
    return broker


def _start() -> None:
    folder = private_folder("baken-test")
    atexit.register(_in_this_process_only, os.getpid(), shutil.rmtree, folder, True)
    os.environ |= {"TEST_SERVICES": str(folder), "VAR_DIR": str(folder)}
    os.environ.setdefault("TEST_DATABASE", "sqlite")
    if "REDIS_URL" not in os.environ:
        broker = start_valkey(folder)
        atexit.register(_in_this_process_only, os.getpid(), _end, broker)
        os.environ |= {"REDIS_URL": valkey_url(folder), "TEST_REDIS": "own"}
    if "DATABASE_URL" not in os.environ and os.environ["TEST_DATABASE"] == "postgresql":
        server = PostgresServer()
        atexit.register(_in_this_process_only, os.getpid(), server.stop)
        server.start()
        os.environ |= {"DATABASE_URL": server.url("baken"), "TEST_OWN_DATABASE": "yes"}
    elif "DATABASE_URL" not in os.environ:
        os.environ["TEST_OWN_DATABASE"] = "yes"


def _in_this_process_only(owner: int, stop: Callable[..., object], *arguments: object) -> None:
    """A forked child inherits what runs at exit; the servers are not its own to stop."""
    if os.getpid() == owner:
        stop(*arguments)


def _end(broker: subprocess.Popen[bytes]) -> None:
    broker.terminate()
    broker.wait(timeout=10)
