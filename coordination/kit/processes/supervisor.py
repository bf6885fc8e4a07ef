"""Start in order, restart what ends by itself, stop in the opposite order."""

import os
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from coordination.kit.processes.children import spawn
from coordination.kit.processes.services import Service

FIRST_PAUSE, LONGEST_PAUSE, SETTLED = 1.0, 30.0, 60.0


@dataclass
class Running:
    """A service and the process it has now."""

    service: Service
    process: subprocess.Popen[bytes]
    started: float
    pause: float = FIRST_PAUSE
    restart_at: float | None = None


@dataclass
class Supervisor:
    """Keeps services running; say(sentence) tells the person at the terminal.

    Every child inherits the descriptor `lock`: the installation stays locked until the last
    one is gone, also when the supervisor itself was killed.
    """

    environment: dict[str, str]
    logs: Path
    lock: int
    say: Callable[[str], None]
    running: list[Running] = field(default_factory=list)

    def start(self, service: Service) -> None:
        process = self._spawn(service)
        self.running.append(Running(service, process, started=time.monotonic()))

    def watch(self) -> None:
        """Look after the services until interrupted."""
        while True:
            for running in self.running:
                self._look_after(running, now=time.monotonic())
            time.sleep(0.25)

    def stop(self) -> None:
        """End the services, last started first; each gets its time before it is killed."""
        while self.running:
            running = self.running.pop()
            running.process.terminate()
            try:
                running.process.wait(timeout=running.service.stop_seconds)
            except subprocess.TimeoutExpired:
                os.killpg(running.process.pid, signal.SIGKILL)
                running.process.wait()

    def _look_after(self, running: Running, *, now: float) -> None:
        if running.process.poll() is None:
            return
        if running.restart_at is None:
            if now - running.started > SETTLED:
                running.pause = FIRST_PAUSE
            running.restart_at = now + running.pause
            log = self.logs / f"{running.service.name}.log"
            self.say(f"{running.service.name} stopped by itself and is started again; see {log}")
        elif now >= running.restart_at:
            running.process = self._spawn(running.service)
            running.started, running.restart_at = now, None
            running.pause = min(running.pause * 2, LONGEST_PAUSE)

    def _spawn(self, service: Service) -> subprocess.Popen[bytes]:
        with (self.logs / f"{service.name}.log").open("ab") as log:
            return spawn(
                service.command,
                output=log,
                env=self.environment | service.environment,
                pass_fds=(self.lock,),
            )
