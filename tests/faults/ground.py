"""What the faults break: a PostgreSQL, a Valkey and a mail server of their own."""

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from coordination.kit.processes.children import spawn
from coordination.kit.processes.folders import private_folder
from coordination.kit.processes.valkey import await_valkey, valkey_service, valkey_url
from tests.browser.database import SiteDatabase
from tests.faults.names import CLOCK, JOURNAL, ORDER
from tests.services.postgres import PostgresServer
from tests.services.smtp import Delivery, SmtpSink

ROOT = Path(__file__).resolve().parents[2]
MOST = 500


@dataclass
class JournalSink(SmtpSink):
    """Writes each Message-ID to its journal before it answers."""

    journal: Path | None = None

    def keep(self, delivery: Delivery) -> None:
        super().keep(delivery)
        if self.journal is not None:
            head = delivery.content.partition(b"\r\n\r\n")[0]
            named = next(
                line for line in head.splitlines() if line.lower().startswith(b"message-id:")
            )
            with self.journal.open("ab") as journal:
                journal.write(named.partition(b":")[2].strip() + b"\n")


@dataclass
class Ground:
    """Servers that stand for many runs; each run begins on it with nothing in the outbox."""

    vendor: str = "postgresql"
    most: int = MOST
    content: Path | None = None
    """A migrated database, dumped or as a file of SQLite; else it is migrated here."""
    folder: Path = field(default_factory=lambda: private_folder("baken-fault"))
    sink: JournalSink = field(default_factory=JournalSink)
    session: str = ""
    server: PostgresServer | None = None
    broker: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.sink.journal = self.folder / JOURNAL
        self.sink.start()
        self.start_broker()
        if self.vendor == "postgresql":
            self.server = PostgresServer(durable=True)
            self.server.start()
            self.database = SiteDatabase(self.server.create("faults", self.content))
        else:
            file = self.folder / "faults.sqlite3"
            if self.content is not None:
                shutil.copy(self.content, file)
            self.database = SiteDatabase(f"sqlite:///{file}")
        if self.content is None:
            self.manage("migrate", "--verbosity=0")
        self.session = self.manage("faults", "fill", f"--number={self.most}").strip()

    def stop(self) -> None:
        self.stop_broker()
        if self.server is not None:
            self.server.stop()
        self.sink.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def start_broker(self) -> None:
        broker = spawn(valkey_service(self.folder).command, output=subprocess.DEVNULL)
        await_valkey(self.folder, lambda: broker.poll() is None)
        self.broker = broker

    def stop_broker(self) -> None:
        """End it as a crash does, also when it hangs."""
        if self.broker is not None:
            self.broker.send_signal(signal.SIGKILL)
            self.broker.wait(timeout=10)

    def tell_broker(self, command: str) -> None:
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(5)
            client.connect(str(self.folder / "valkey.sock"))
            client.sendall(command.encode() + b"\r\n")
            client.recv(64)

    def clear(self) -> None:
        """Nothing in the outbox, the journal, the broker, or the mail server."""
        self.database.execute("DELETE FROM cycle_reminder")
        self.database.execute("DELETE FROM mail_message")
        self.database.execute("DELETE FROM mail_hold")
        self.database.execute("DELETE FROM mail_heartbeat")
        self.database.execute("DELETE FROM webhooks_delivery")
        self.database.execute("DELETE FROM webhooks_webhook")
        self.sink.forget()
        for name in (JOURNAL, ORDER, CLOCK):
            (self.folder / name).unlink(missing_ok=True)
        self.tell_broker("FLUSHALL")

    def manage(self, *arguments: str, **changes: str) -> str:
        """Run a command to its end; what it printed."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment(**changes),
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        if done.returncode != 0:
            raise RuntimeError(done.stdout + done.stderr)
        return done.stdout

    def environment(self, **changes: str) -> dict[str, str]:
        """Nothing of the run's own settings, only what these processes need."""
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        own = {
            "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
            "PYTHONPATH": str(ROOT),
            "PYTHONUNBUFFERED": "1",
            "DEBUG": "0",
            "LOG_LEVEL": "WARNING",
            "DATABASE_URL": self.database.url,
            "REDIS_URL": valkey_url(self.folder),
            "EMAIL_URL": self.sink.url,
            "VAR_DIR": str(self.folder),
            "MAIL_BRAKE": "1000000",
            "MAIL_QUIET": "",
        }
        return kept | own | changes


@contextmanager
def ground_for(vendor: str, *, most: int = MOST, content: Path | None = None) -> Iterator[Ground]:
    """A ground that leaves nothing behind."""
    ground = Ground(vendor=vendor, most=most, content=content)
    try:
        ground.start()
        yield ground
    finally:
        ground.stop()
