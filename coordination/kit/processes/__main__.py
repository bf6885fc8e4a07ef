"""`make run`: the whole application on one machine, with its example, until Ctrl-C."""

import http.client
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

from coordination.kit.processes.folders import installation_folder, private_folder
from coordination.kit.processes.installation import CannotStart, Installation, choose_port
from coordination.kit.processes.services import SERVICES
from coordination.kit.processes.supervisor import Supervisor
from coordination.kit.processes.valkey import (
    BrokerFailed,
    await_valkey,
    valkey_service,
    valkey_url,
)

ROOT = Path(__file__).resolve().parents[3]
WEB_SECONDS = 60.0


def main() -> int:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)
    try:
        run()
    except (CannotStart, BrokerFailed) as refusal:
        say(str(refusal))
        return 1
    except KeyboardInterrupt:
        pass
    return 0


def run() -> None:
    """Start everything and stay until interrupted; then stop in order."""
    if os.environ.get("PRODUCTION") == "1":
        raise CannotStart("`make run` is for one machine; for production see docs/operations.md.")
    installation = Installation(installation_folder(os.environ))
    installation.prepare()
    lock = installation.lock()
    bind = os.environ.get("BIND", "127.0.0.1")
    port = choose_port(bind, os.environ.get("PORT", ""))
    address = f"http://127.0.0.1:{port}"
    environment = _environment(bind, port, address)
    supervisor = Supervisor(environment, installation.logs, lock, say)
    installation.note_address(address)
    sockets = private_folder("baken")
    try:
        _start(supervisor, installation, sockets, port)
        say(f"\nBaken runs on {address}\nCtrl-C stops it; what was entered stays in "
            f"{installation.folder}")  # fmt: skip
        supervisor.watch()
    finally:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        say("\nStopping")
        supervisor.stop()
        shutil.rmtree(sockets, ignore_errors=True)


def say(sentence: str) -> None:
    print(sentence, flush=True)  # noqa: T201 - a person reads it at the terminal


def _environment(bind: str, port: int, address: str) -> dict[str, str]:
    """The environment of all processes; what was set stays."""
    own = {"DEBUG": "0", "BASE_URL": address, "DJANGO_SETTINGS_MODULE": "coordination.settings"}
    return own | dict(os.environ) | {"BIND": bind, "PORT": str(port), "PYTHONUNBUFFERED": "1"}


def _start(supervisor: Supervisor, installation: Installation, sockets: Path, port: int) -> None:
    if not os.environ.get("REDIS_URL"):
        supervisor.start(valkey_service(sockets, data=installation.broker))
        broker = supervisor.running[-1].process
        await_valkey(sockets, lambda: broker.poll() is None)
        supervisor.environment["REDIS_URL"] = valkey_url(sockets)
    _manage(supervisor.environment, "migrate", "--verbosity=0")
    for service in SERVICES:
        supervisor.start(service)
    _manage(supervisor.environment, "load_example")
    _await_web(supervisor, port)


def _manage(environment: dict[str, str], *arguments: str) -> None:
    """Run a command; it tells itself what it has to say."""
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment, check=False)
    if done.returncode != 0:
        raise CannotStart(f"`manage.py {arguments[0]}` did not succeed, so Baken does not start.")


def _await_web(supervisor: Supervisor, port: int) -> None:
    deadline = time.monotonic() + WEB_SECONDS
    while time.monotonic() < deadline:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/health/live")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.1)
        else:
            return
        finally:
            connection.close()
    raise CannotStart(f"The web server did not answer; see {supervisor.logs / 'web.log'}")


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
