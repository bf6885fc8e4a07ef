"""How fast due mail leaves: four senders, a local sink, PostgreSQL, and somebody at the pages."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from threading import Thread

from django.db import connection
from django.db.models import Max, Min
from django.utils import timezone

from coordination.kit.processes.children import spawn
from coordination.mail.models import Message, Status
from coordination.people.models import Organisation, OrganisationKind, Recipient, User

from ._visitor import Visitor
from .measure import Table

ROOT = Path(__file__).resolve().parents[2]
MESSAGES, SENDERS, PER_SECOND = 100_000, 4, 900
SLOWEST = 100
"""Messages a second below which it is given up."""
BATCH = 5_000
IDLE_PAGES, FEWEST_PAGES = 80, 20
Process = subprocess.Popen[bytes]


def bench(table: Table, number: int = MESSAGES) -> None:
    """Due messages to as many people: at least 900 a second, with memory flat, while pages come."""
    fill(number, timezone.now())
    sink = Sink()
    environment = _environment(sink.port)
    visitor = Visitor(User.objects.order_by("email")[0], environment)
    idle = visitor.p95(lambda asked: asked < IDLE_PAGES)
    senders = [_sender(environment) for _four in range(SENDERS)]
    watch = Watch(senders, number)
    watch.start()
    busy = visitor.p95(lambda asked: watch.is_alive() or asked < FEWEST_PAGES)
    watch.join()
    _end(senders)
    visitor.leave()
    _remark(table, number, sink.stop(), watch)
    table.remark(
        f"delivery: 95 % of the pages in {busy:.0f} ms meanwhile, {idle:.0f} ms when idle, "
        "at most twice",
        passed=busy < 2 * idle,
    )


def _remark(table: Table, number: int, taken: int, watch: "Watch") -> None:
    sent = Message.objects.filter(status=Status.SENT)
    span = sent.aggregate(first=Min("sent_at"), last=Max("sent_at"))
    count, seconds = sent.count(), (span["last"] - span["first"]).total_seconds()
    table.remark(
        f"delivery: {count:,} of {number:,} messages by {SENDERS} senders, {taken:,} taken, "
        f"{count / seconds:.0f} a second, at least {PER_SECOND}; "
        f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores",
        passed=taken == count == number and count / seconds >= PER_SECOND,
    )
    table.remark(
        f"delivery: a sender holds {watch.late:.0f} MB near the end, "
        f"{watch.early:.0f} MB near the start",
        passed=0 < watch.late < watch.early * 1.1,
    )


def fill(number: int, now: datetime) -> None:
    """People, and for each a message that is due."""
    home = Organisation.objects.create(
        code="HOME", name_nl="Thuis", name_en="Home", kind=OrganisationKind.PROGRAMME
    )
    users = [
        User(email=f"p{each:06}@example.gov", name=f"persoon {each}", organisation=home)
        for each in range(number)
    ]
    recipients = [Recipient(user=user) for user in users]
    messages = [
        Message(
            recipient=recipient,
            kind="account",
            key="1",
            subject="Herinnering",
            body="Er staat een herinnering klaar.\n" * 20,
            queued_at=now,
            not_before=now,
        )
        for recipient in recipients
    ]
    User.objects.bulk_create(users, batch_size=BATCH)
    Recipient.objects.bulk_create(recipients, batch_size=BATCH)
    Message.objects.bulk_create(messages, batch_size=BATCH)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


class Sink:
    """A mail server in a process of its own that takes everything and counts."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "tests.services.fast_sink"]
        self.process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        self.port = int(self.process.stdout.readline())

    def stop(self) -> int:
        """End it; how many messages it took."""
        self.process.terminate()
        told, _ = self.process.communicate(timeout=10)
        return int(told)


class Watch(Thread):
    """Looks on until all is sent: megabytes of the largest sender at a tenth and at the end."""

    def __init__(self, senders: list[Process], number: int) -> None:
        super().__init__(daemon=True)
        self.senders, self.number = senders, number
        self.early = self.late = 0.0

    def run(self) -> None:
        try:
            self._until(lambda sent: sent > self.number / 10)
            self.early = max(map(_megabytes, self.senders))
            self._until(lambda sent: sent >= self.number)
            self.late = max(map(_megabytes, self.senders))
        finally:
            connection.close()

    def _until(self, enough: Callable[[int], bool]) -> None:
        deadline = time.monotonic() + 60 + self.number / SLOWEST
        while time.monotonic() < deadline:
            if enough(Message.objects.filter(status=Status.SENT).count()):
                return
            time.sleep(1)


def _environment(port: int) -> dict[str, str]:
    database = connection.settings_dict
    host, name = database["HOST"], database["NAME"]
    return {
        "DATABASE_URL": f"postgres://{database['USER']}@/{host}/{name}",
        "DJANGO_SETTINGS_MODULE": "coordination.settings",
        "EMAIL_URL": f"smtp://127.0.0.1:{port}",
        "MAIL_BRAKE": "1000000",
    }


def _sender(environment: dict[str, str]) -> Process:
    command = [sys.executable, "manage.py", "deliver_mail", "--loop", "--every=0.3"]
    return spawn(command, output=subprocess.DEVNULL, cwd=ROOT, env=os.environ | environment)


def _end(senders: list[Process]) -> None:
    for sender in senders:
        sender.terminate()
    for sender in senders:
        sender.wait(timeout=30)


def _megabytes(process: Process) -> float:
    """Resident memory; 0 when the process has ended."""
    try:
        pages = int(Path(f"/proc/{process.pid}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
