"""One run on the ground: its processes, the moment of the fault, and what came of it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from coordination.kit.processes.children import spawn
from coordination.kit.processes.services import BEAT, WEB, WORKER
from tests.faults.figures import UNSETTLED, Arrived, Expected, Figures, Row, count
from tests.faults.ground import ROOT, Ground
from tests.faults.names import CYCLE, address_of
from tests.services.receiver import Receiver
from tests.services.smtp import free_port

SENDER = (sys.executable, "manage.py", "deliver_mail", "--loop", "--every=0.3")
LAG = {
    "postgresql": "EXTRACT(EPOCH FROM (sent_at - not_before))",
    "sqlite": "(julianday(sent_at) - julianday(not_before)) * 86400",
}
Process = subprocess.Popen[bytes]


class TookTooLong(Exception):
    """What a scene waited for did not come."""


@dataclass
class Scene:
    """`patience` is how long, in seconds, it waits for everything to be settled."""

    ground: Ground
    evidence: bool
    without: str = ""
    number: int = 200
    patience: float = 20.0
    settings: dict[str, str] = field(default_factory=dict)
    cycles: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    processes: list[Process] = field(default_factory=list)
    receivers: list[Receiver] = field(default_factory=list)
    outbox: str = "mail_message"
    counting: Callable[[], Figures] | None = None
    struck_at: float | None = None
    recovery: float = 0.0

    def plan(self, cycle: str = CYCLE, **options: str | int | bool) -> None:
        """Plan a cycle for everybody, in a process of its own."""
        given = [
            f"--{name}" if value is True else f"--{name}={value}" for name, value in options.items()
        ]
        self.ground.manage(
            "faults", "plan", f"--number={self.number}", f"--cycle={cycle}", *given,
            **self.changes(),
        )  # fmt: skip
        if cycle not in self.cycles:
            self.cycles.append(cycle)

    def sender(self, **changes: str) -> Process:
        return self.spawn(SENDER, **changes)

    def worker(self, **changes: str) -> Process:
        name = f"--hostname=fault{len(self.processes)}@localhost"
        return self.spawn((*WORKER.command, name), **changes)

    def beat(self, **changes: str) -> Process:
        schedule = f"--schedule={self.ground.folder / f'beat{len(self.processes)}'}"
        return self.spawn((*BEAT.command, schedule), **changes)

    def web(self) -> int:
        port = free_port()
        self.spawn(WEB.command, PORT=str(port), BIND="127.0.0.1")
        return port

    def spawn(self, command: Sequence[str], **changes: str) -> Process:
        with (self.ground.folder / "processes.log").open("ab") as log:
            process = spawn(
                command,
                output=log,
                cwd=ROOT,
                env=self.ground.environment(**self.changes(), **changes),
            )
        self.processes.append(process)
        return process

    def kill(self, process: Process) -> None:
        """SIGKILL to the process and all it started."""
        self.in_time()
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(timeout=10)
        self.struck()

    def in_time(self) -> None:
        """A fault that comes when all is done proves nothing."""
        if self.rows_in(*UNSETTLED) == 0:
            self.problems.append("the fault came too late")

    def struck(self) -> None:
        """From now on counts the time of recovery."""
        self.struck_at = time.monotonic()

    def await_mail(self, number: int) -> None:
        self.until(lambda: self.ground.sink.attempts >= number)

    def until(self, happened: Callable[[], bool], seconds: float = 30.0) -> None:
        deadline = time.monotonic() + seconds
        while not happened():
            if time.monotonic() > deadline:
                raise TookTooLong
            time.sleep(0.005)

    def settle(self) -> None:
        """Wait until no row is on its way; what is not settled in time shows in the figures."""
        began = time.monotonic()
        deadline = began + self.patience
        while time.monotonic() < deadline:
            if self.rows_in(*UNSETTLED) == 0 and self.rows_in() > 0:
                break
            time.sleep(0.1)
        self.recovery = time.monotonic() - (self.struck_at or began)

    def rows_in(self, *states: str) -> int:
        where = f"WHERE status IN ({', '.join('?' * len(states))})" if states else ""
        value: int = self.ground.database.value(
            f"SELECT count(*) FROM {self.outbox} {where}",  # noqa: S608  marks only
            *states,
        )
        return value

    def figures(self) -> Figures:
        """Of the mail, or as the play counts."""
        if self.counting is not None:
            return self.counting()
        question = (
            "SELECT address, status, resends, "  # noqa: S608  our own words
            f"{LAG[self.ground.vendor]}, reason FROM mail_message"
        )
        rows = [
            Row(address, status, resends, float(lag) if lag is not None else None, reason)
            for address, status, resends, lag, reason in self.ground.database.rows(question)
        ]
        expected = Expected(
            [address_of(each) for each in range(self.number)],
            self.cycles,
            self.refused,
            self.skipped,
        )
        arrived = [Arrived.of(delivery) for delivery in list(self.ground.sink.deliveries)]
        return count(rows, arrived, expected, recovery=self.recovery, problems=self.problems)

    def end(self) -> None:
        for process in self.processes:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait(timeout=10)
        for receiver in self.receivers:
            receiver.stop()

    def changes(self) -> dict[str, str]:
        proven = {"MAIL_EVIDENCE": "tests.faults.evidence.journal"} if self.evidence else {}
        return proven | {"FAULT_WITHOUT": self.without} | self.settings


@contextmanager
def scene_on(ground: Ground, **facts: object) -> Iterator[Scene]:
    """A run that leaves no process behind."""
    ground.clear()
    scene = Scene(ground, **facts)  # type: ignore[arg-type]  # the fields by name
    try:
        yield scene
    finally:
        scene.end()
