"""How fast due mail leaves: four senders, a local sink, PostgreSQL."""

import os
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path

from django.db import connection
from django.db.models import Max, Min
from django.utils import timezone

from coordination.kit.processes.children import spawn
from coordination.mail.models import Message, Status
from coordination.people.models import Organisation, OrganisationKind, Recipient, User

from .measure import Table

ROOT = Path(__file__).resolve().parents[2]
MESSAGES, SENDERS, PER_SECOND = 10_000, 4, 900
MOST_SECONDS = 120.0


def bench(table: Table) -> None:
    """Ten thousand due messages to as many people, at least 900 a second, memory flat."""
    fill(timezone.now())
    sink = Sink()
    senders = [_sender(sink.port) for _four in range(SENDERS)]
    early, late = _memory_early_and_late(senders)
    sent = Message.objects.filter(status=Status.SENT)
    span = sent.aggregate(first=Min("sent_at"), last=Max("sent_at"))
    count, seconds = sent.count(), (span["last"] - span["first"]).total_seconds()
    taken = sink.stop()
    table.remark(
        f"delivery: {count:,} messages by {SENDERS} senders, {count / seconds:.0f} a second, "
        f"at least {PER_SECOND}; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores",
        passed=taken == count == MESSAGES and count / seconds >= PER_SECOND,
    )
    table.remark(
        f"delivery: a sender holds {late:.0f} MB near the end, {early:.0f} MB near the start",
        passed=late < early * 1.1,
    )


def fill(now: datetime) -> None:
    """People, and for each a message that is due."""
    home = Organisation.objects.create(
        code="HOME", name_nl="Thuis", name_en="Home", kind=OrganisationKind.PROGRAMME
    )
    users = User.objects.bulk_create(
        User(email=f"p{number:05}@example.gov", name=f"persoon {number}", organisation=home)
        for number in range(MESSAGES)
    )
    recipients = Recipient.objects.bulk_create(Recipient(user=user) for user in users)
    Message.objects.bulk_create(
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
    )


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


def _sender(port: int) -> "subprocess.Popen[bytes]":
    database = connection.settings_dict
    host, name = database["HOST"], database["NAME"]
    environment = os.environ | {
        "DATABASE_URL": f"postgres://{database['USER']}@/{host}/{name}",
        "DJANGO_SETTINGS_MODULE": "coordination.settings",
        "EMAIL_URL": f"smtp://127.0.0.1:{port}",
        "MAIL_BRAKE": "1000000",
    }
    command = [sys.executable, "manage.py", "deliver_mail", "--once"]
    return spawn(command, output=subprocess.DEVNULL, cwd=ROOT, env=environment)


def _memory_early_and_late(senders: "list[subprocess.Popen[bytes]]") -> tuple[float, float]:
    """Megabytes of the largest sender at a tenth of the work and just before the end."""
    early = late = 0.0
    deadline = time.monotonic() + MOST_SECONDS
    while any(sender.poll() is None for sender in senders) and time.monotonic() < deadline:
        largest = max(_megabytes(sender.pid) for sender in senders)
        late = largest or late
        if not early and Message.objects.filter(status=Status.SENT).count() > MESSAGES / 10:
            early = largest
        time.sleep(0.2)
    for sender in senders:
        sender.kill()
        sender.wait()
    return early, late


def _megabytes(process: int) -> float:
    """Resident memory; 0 when the process has ended."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
