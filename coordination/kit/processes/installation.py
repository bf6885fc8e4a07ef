"""One installation runs once at a time: its lock, its folders and its port."""

import fcntl
import os
import socket
import time
from dataclasses import dataclass
from pathlib import Path

from coordination.kit.processes.folders import is_alive

FIRST_PORT, PORTS = 8000, 100
LOG_LIMIT = 5_000_000


class CannotStart(RuntimeError):
    """A sentence that says why it does not start, and what to do."""


@dataclass(frozen=True)
class Installation:
    """The folder with everything that was entered, and what runs on it."""

    folder: Path

    @property
    def logs(self) -> Path:
        return self.folder / "log"

    @property
    def broker(self) -> Path:
        return self.folder / "broker"

    def prepare(self) -> None:
        """Make the folders, private, and set aside a log that has grown long."""
        for folder in (self.folder, self.logs, self.broker):
            folder.mkdir(parents=True, exist_ok=True)
            folder.chmod(0o700)
        for log in self.logs.glob("*.log"):
            if log.stat().st_size > LOG_LIMIT:
                log.replace(log.with_suffix(".log.1"))

    def lock(self, *, patience: float = 20.0) -> int:
        """The descriptor that says: it runs. Refuses while it runs elsewhere.

        After kill -9 the children need a moment to end; that moment is waited for.
        """
        descriptor = os.open(self.folder / "run.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        deadline = time.monotonic() + patience
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                self._refuse_if_it_runs(deadline)
                time.sleep(0.2)
            else:
                self._note.unlink(missing_ok=True)
                return descriptor

    def note_address(self, address: str) -> None:
        self._note.write_text(f"{os.getpid()} {address}\n")

    def _refuse_if_it_runs(self, deadline: float) -> None:
        noted = self._note.read_text().split() if self._note.exists() else []
        if len(noted) == 2 and is_alive(int(noted[0])):
            raise CannotStart(f"Baken already runs here: {noted[1]} (process {noted[0]})")
        if time.monotonic() > deadline:
            raise CannotStart("Baken is being started or stopped here; try again in a moment.")

    @property
    def _note(self) -> Path:
        return self.folder / "run.address"


def choose_port(bind: str, wanted: str) -> int:
    """The wanted port, else the first free one from 8000; refuses a wanted port in use."""
    if wanted:
        if not wanted.isdigit() or not 0 < int(wanted) < 65536:
            raise CannotStart(f"PORT={wanted} is not a port number.")
        if not _is_free(bind, int(wanted)):
            raise CannotStart(f"Port {wanted} is in use; choose another: make run PORT=8001")
        return int(wanted)
    for port in range(FIRST_PORT, FIRST_PORT + PORTS):
        if _is_free(bind, port):
            return port
    raise CannotStart(f"No free port from {FIRST_PORT} on; choose one: make run PORT=9000")


def _is_free(bind: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((bind, port))
        except OSError:
            return False
    return True
