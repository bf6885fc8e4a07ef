"""Several workers at once, and workers that die: nobody without mail, nobody with too much."""

import os
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.conf import settings as project
from django.db import connection, connections
from django.utils import timezone
from pytest_django.fixtures import Settings

from coordination.kit.processes.children import spawn
from coordination.mail.delivery import deliver, run
from coordination.mail.delivery.claims import LEASE, claim_batch
from coordination.mail.delivery.transport import chosen_transport
from coordination.mail.models import DUE, Message, Status
from coordination.mail.services import queue_account_mail, queue_message
from coordination.people.models import Organisation, User
from coordination.people.services import recipient_for
from tests.coordination.mail.conftest import Clock
from tests.services.smtp import Behaviour, SmtpSink

pytestmark = pytest.mark.usefixtures("committed")

MakeUser = Callable[..., User]


def in_threads(number: int, work: Callable[[], Any]) -> list[Any]:
    """`work` in so many threads at the same moment, each with connections of its own."""
    barrier = threading.Barrier(number)

    def one() -> Any:
        barrier.wait()
        try:
            return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(number) as pool:
        return [future.result() for future in [pool.submit(one) for _ in range(number)]]


@pytest.fixture
def recipients(make_organisation: Callable[..., Organisation]) -> list[User]:
    organisation = make_organisation("VWS")
    users = [
        User(email=f"user{number}@example.gov", name=f"user {number}", organisation=organisation)
        for number in range(200)
    ]
    return list(User.objects.bulk_create(users))


def queue_for(users: list[User], at: datetime) -> None:
    for user in users:
        queue_message(
            recipient=recipient_for(user),
            kind="test.note",
            key="1",
            payload={"title": "MLT3"},
            at=at,
        )


def mails(sink: SmtpSink) -> Counter[str]:
    return Counter(delivery.recipients[0] for delivery in sink.deliveries)


def test_four_threads_send_each_of_two_hundred_messages_once(
    recipients: list[User], clock: Clock, smtp: SmtpSink, settings: Settings
) -> None:
    settings.EMAIL_URL = smtp.url
    queue_for(recipients, clock.now)

    tallies = in_threads(4, lambda: deliver(clock=clock))

    assert sum(tallies, Counter()) == {Status.SENT: 200}
    assert mails(smtp) == Counter(user.email for user in recipients)
    assert Message.objects.filter(status=Status.SENT, attempts=1).count() == 200


def test_without_the_lock_the_same_test_finds_doubles(
    recipients: list[User],
    clock: Clock,
    smtp: SmtpSink,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings.EMAIL_URL = smtp.url
    queue_for(recipients[:20], clock.now)
    both = threading.Barrier(2)

    def unlocked(*, at: datetime) -> list[Message]:
        found = list(Message.objects.filter(status__in=DUE).select_related("recipient__user"))
        if found:
            both.wait(timeout=20)
        Message.objects.filter(status__in=DUE).update(
            status=Status.CLAIMED, claim_token=recipients[0].pk, lease_until=at + LEASE
        )
        return found

    monkeypatch.setattr(run, "claim_batch", unlocked)
    monkeypatch.setattr("coordination.mail.delivery.attempts.move", _whatever_stands_there)

    in_threads(2, lambda: deliver(clock=clock))

    assert max(mails(smtp).values()) == 2


def _whatever_stands_there(message: Message, **fields: Any) -> None:
    del fields["held_as"]
    fields.setdefault("claim_token", message.pk)
    Message.objects.filter(pk=message.pk).update(**fields)
    for name, value in fields.items():
        setattr(message, name, value)


def test_two_planners_at_once_queue_a_message_once(
    make_user: MakeUser, make_organisation: Callable[..., Organisation], clock: Clock
) -> None:
    recipient = recipient_for(make_user("secretary", make_organisation("VWS")))

    made = in_threads(
        4,
        lambda: queue_message(
            recipient=recipient, kind="test.note", key="cycle-3", payload={}, at=clock.now
        ),
    )

    assert sum(message is not None for message in made) == 1
    assert Message.objects.count() == 1


def test_sending_is_committed_and_no_transaction_is_open_while_the_relay_is_spoken_to(
    recipients: list[User], clock: Clock, smtp: SmtpSink, settings: Settings
) -> None:
    settings.EMAIL_URL = smtp.url
    queue_for(recipients[:1], clock.now)
    seen: list[str] = []

    def look(address: str) -> Behaviour:
        def work() -> list[str]:
            # a write of another connection waits for no open transaction either
            Message.objects.update(reason="looked")
            return list(Message.objects.values_list("status", flat=True))

        seen.extend(in_threads(1, work)[0])
        return Behaviour.ACCEPT

    smtp.behaviour = look
    deliver(clock=clock)

    assert set(seen) == {"sending"}
    assert Message.objects.get().status == Status.SENT


Start = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture
def start(smtp: SmtpSink) -> Iterator[Start]:
    """A `manage.py deliver_mail` of its own, on the database of this test."""
    database = connection.settings_dict
    address = (
        f"sqlite:///{database['NAME']}"
        if connection.vendor == "sqlite"
        else f"postgres://{database['USER']}@/{database['HOST']}/{database['NAME']}"
    )
    environment = os.environ | {
        "DATABASE_URL": address,
        "EMAIL_URL": smtp.url,
        "DJANGO_SETTINGS_MODULE": "coordination.settings",
    }

    started = []

    def run_it(*arguments: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "manage.py", "deliver_mail", *arguments]
        started.append(
            spawn(command, output=subprocess.DEVNULL, cwd=project.BASE_DIR, env=environment)
        )
        return started[-1]

    yield run_it
    for process in started:
        process.kill()
        process.wait(timeout=10)


def queue_account(users: list[User]) -> None:
    """Rows of a kind that every process knows."""
    at = timezone.now()
    for user in users:
        queue_account_mail(recipient=recipient_for(user), subject="Code", text="1", at=at)


def test_four_processes_send_each_of_two_hundred_messages_once(
    recipients: list[User], smtp: SmtpSink, start: Start
) -> None:
    queue_account(recipients)

    processes = [start("--once") for _ in range(4)]
    codes = [process.wait(timeout=60) for process in processes]

    assert codes == [0, 0, 0, 0]
    assert mails(smtp) == Counter(user.email for user in recipients)


def test_killed_in_the_middle_of_a_batch_everyone_has_it_and_only_the_uncertain_one_twice(
    recipients: list[User],
    clock: Clock,
    smtp: SmtpSink,
    settings: Settings,
    start: Start,
) -> None:
    settings.EMAIL_URL = smtp.url
    users = recipients[:80]
    queue_account(users)
    process: subprocess.Popen[bytes]
    victim: list[str] = []

    def kill_at_the_tenth(address: str) -> Behaviour:
        if smtp.attempts == 10 and not victim:
            victim.append(address)
            process.send_signal(signal.SIGKILL)
            process.wait(timeout=10)
        return Behaviour.ACCEPT

    smtp.behaviour = kill_at_the_tenth
    process = start("--once")
    assert process.wait(timeout=60) == -signal.SIGKILL
    assert start("--once").wait(timeout=60) == 0

    clock.now = timezone.now()
    assert Message.objects.filter(status=Status.SENDING).count() == 1
    for minutes in (6, 16):
        clock.forward(minutes=minutes)
        deliver(clock=clock)

    assert set(Message.objects.values_list("status", flat=True)) == {Status.SENT}
    assert mails(smtp) == Counter({user.email: 1 for user in users} | {victim[0]: 2})
    twice = [one for one in smtp.deliveries if one.recipients == (victim[0],)]
    assert twice[0].content == twice[1].content
    assert Message.objects.get(resends=1).address == victim[0]


def test_asked_to_stop_it_finishes_the_message_and_puts_the_others_back(
    recipients: list[User], smtp: SmtpSink, start: Start
) -> None:
    queue_account(recipients[:20])
    process: subprocess.Popen[bytes]

    def stop_at_the_fifth(address: str) -> Behaviour:
        if smtp.attempts == 5:
            process.terminate()
        return Behaviour.ACCEPT

    smtp.behaviour = stop_at_the_fifth
    process = start("--loop")

    assert process.wait(timeout=60) == 0
    states = Counter(Message.objects.values_list("status", flat=True))
    assert states.keys() == {"sent", "queued"}
    assert states["sent"] == len(smtp.deliveries) < 20


def test_a_lease_that_ran_out_goes_to_another_and_the_first_stops_quietly(
    recipients: list[User], clock: Clock, smtp: SmtpSink, settings: Settings
) -> None:
    settings.EMAIL_URL = smtp.url
    queue_for(recipients[:3], clock.now)
    slow = claim_batch(at=clock.now)
    clock.forward(seconds=(LEASE + timedelta(seconds=1)).total_seconds())
    deliver(clock=clock)

    tally: run.Tally = Counter()
    transport = chosen_transport()
    run._send(slow, transport, clock, lambda: False, tally)
    transport.close()

    assert tally == Counter()
    assert set(mails(smtp).values()) == {1}
