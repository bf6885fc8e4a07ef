"""What the tests of the mail share: a kind of message, a moment, a way to queue."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from coordination.mail.kinds import MailKind, Notice, Rendered, mail_kinds
from coordination.mail.models import Message, Status
from coordination.mail.services import queue_message
from coordination.people.models import User
from coordination.people.services import recipient_for
from tests.services.smtp import SmtpSink


class TestKind:
    """Registered as `test.note`; `over` names the keys whose item is no longer open."""

    __test__ = False

    def __init__(self) -> None:
        self.over: set[str] = set()
        self.broken: set[str] = set()

    def render(self, message: Message) -> Rendered:
        if message.key in self.broken:
            raise LookupError(message.key)
        return Rendered(
            subject=f"Verslag {message.payload['title']}",
            text=f"Het verslag van {message.payload['title']} staat klaar.",
            notice=Notice(number="MLT3-13", moment=message.queued_at, path="/acties/"),
        )

    def still_due(self, message: Message) -> str | None:
        return "The item is closed." if message.key in self.over else None


@pytest.fixture(autouse=True)
def kind() -> Iterator[TestKind]:
    kind = TestKind()
    mail_kinds.add("test.note", MailKind("note", kind.render, kind.still_due))
    yield kind
    del mail_kinds._items["test.note"]


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture
def clock(now: datetime) -> Clock:
    return Clock(now)


Queue = Callable[..., Message]


@pytest.fixture
def queue(now: datetime) -> Queue:
    def put(user: User, key: str = "1", title: str = "MLT3", **more: Any) -> Message:
        message = queue_message(
            recipient=recipient_for(user),
            kind="test.note",
            key=key,
            payload={"title": title},
            **{"at": now, **more},
        )
        assert message is not None
        return message

    return put


@pytest.fixture
def relay(smtp: SmtpSink, settings: Settings) -> SmtpSink:
    settings.EMAIL_URL = smtp.url
    settings.EMAIL_TIMEOUT = 2
    return smtp


def state(message: Message) -> tuple[Status, int]:
    message.refresh_from_db()
    return Status(message.status), message.attempts
