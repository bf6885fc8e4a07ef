"""The application as it runs outside the tests: web server, mail worker and example."""

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from coordination.kit.processes.children import spawn
from coordination.kit.processes.services import WEB
from tests.browser.database import SiteDatabase
from tests.services import ready
from tests.services.smtp import free_port

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 60.0
DELIVERY = ("manage.py", "deliver_mail", "--loop", "--every=0.5")


@dataclass
class Site:
    """Real processes on a database of their own, on one address of the loopback."""

    database: SiteDatabase
    folder: Path
    redis: str
    port: int = field(default_factory=free_port)
    settings: str = "coordination.settings"
    web: subprocess.Popen[bytes] | None = None
    mail: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def body(self) -> str:
        """The key of the working group of the example."""
        return self.body_called("MLT3")

    def body_called(self, code: str) -> str:
        return str(self.database.value("SELECT id FROM people_body WHERE code = ?", code))

    @property
    def dossier(self) -> str:
        """The key of the dossier that the working group meets about."""
        return self.dossier_called("Perspectief voor kwetsbare groepen")

    def dossier_called(self, title: str) -> str:
        return str(self.database.value("SELECT id FROM dossiers_dossier WHERE title = ?", title))

    def user(self, who: str) -> str:
        question = "SELECT id FROM people_user WHERE email = ?"
        return str(self.database.value(question, f"{who}@example.gov"))

    def organisation(self, code: str) -> str:
        question = "SELECT id FROM people_organisation WHERE code = ?"
        return str(self.database.value(question, code))

    def prepare(self) -> None:
        """A new database with the example in it."""
        ready.fill_new(ready.EXAMPLE, self.database.url, self.folder)

    def start(self) -> None:
        """Start the web server and return when it answers."""
        self.web = self._spawn("web", WEB.command)
        self.await_answer()

    def await_answer(self) -> None:
        """Return when the web server answers, as it does again after a worker of it died."""
        assert self.web is not None
        deadline = time.monotonic() + SECONDS
        while not self._answers():
            if time.monotonic() > deadline or self.web.poll() is not None:
                raise RuntimeError((self.folder / "web.log").read_text()[-3000:])
            time.sleep(0.05)

    def start_mail(self) -> None:
        self.mail = self._spawn("mail", [sys.executable, *DELIVERY])

    def kill(self) -> None:
        """End the web server as a crash does, master and workers at once."""
        assert self.web is not None
        os.killpg(self.web.pid, signal.SIGKILL)
        self.web.wait()
        # a worker that was left must not answer for the dead server
        deadline = time.monotonic() + 5
        while self._answers() and time.monotonic() < deadline:
            time.sleep(0.02)

    def stop(self) -> None:
        for process in (self.web, self.mail):
            if process is None or process.poll() is not None:
                continue
            process.terminate()
            try:
                process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()

    def manage(self, *arguments: str) -> None:
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self._environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            raise RuntimeError(done.stdout + done.stderr)

    def start_command(self, *arguments: str) -> subprocess.Popen[bytes]:
        """A command at work in a process group of its own, for a test that kills it."""
        return self._spawn(arguments[0], [sys.executable, "manage.py", *arguments])

    def deliver_waiting_mail(self) -> None:
        """Let the two minutes in which circulating can be taken back be over."""
        self.database.execute("UPDATE mail_message SET not_before = queued_at")

    def _spawn(self, name: str, command: Sequence[str]) -> subprocess.Popen[bytes]:
        with (self.folder / f"{name}.log").open("ab") as log:
            return spawn(command, output=log, cwd=ROOT, env=self._environment())

    def _answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/health/live")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()

    def _environment(self) -> dict[str, str]:
        """Nothing of the test run's own settings, only what make run would set."""
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        return kept | {
            "DJANGO_SETTINGS_MODULE": self.settings,
            "DEBUG": "0",
            "MAIL_QUIET": "",
            "BASE_URL": self.address,
            "DATABASE_URL": self.database.url,
            "REDIS_URL": self.redis,
            "VAR_DIR": str(self.folder),
            "PORT": str(self.port),
            "PYTHONUNBUFFERED": "1",
        }
