"""What the tests of webhooks share: a receiver on loopback, a webhook that goes there, a deed."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from coordination.dossiers.models import Dossier
from coordination.dossiers.services import open_dossier
from coordination.webhooks.models import Webhook
from coordination.webhooks.services import WebhookFacts, add_webhook
from tests.cast import Cast
from tests.services.receiver import Receiver

Add = Callable[..., Webhook]
Open = Callable[..., Dossier]


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
    """A minute after the cast's own deeds, so that none of those is told."""
    return Clock(now + timedelta(minutes=1))


@pytest.fixture
def receiver(settings: Settings) -> Iterator[Receiver]:
    """Loopback is open to webhooks in tests that ask for it, and nowhere else."""
    settings.WEBHOOK_LOOPBACK = True
    running = Receiver()
    running.start()
    yield running
    running.stop()


@pytest.fixture
def add(cast: Cast, clock: Clock) -> Add:
    def make(url: str = "https://hooks.example.gov/baken", **more: Any) -> Webhook:
        facts: dict[str, Any] = {
            "name": "Dashboard",
            "url": url,
            "owner": cast.coordinator,
            "kinds": ["dossiers.opened"],
        }
        return add_webhook(
            facts=WebhookFacts(**{**facts, **more}), by=cast.administrator, at=clock.now
        )

    return make


@pytest.fixture
def open_one(cast: Cast, clock: Clock) -> Open:
    """A dossier opened now, which is the event that the webhooks here ask for."""

    def make(title: str = "Kwetsbare groepen", **more: Any) -> Dossier:
        return open_dossier(
            title=title, at=clock.now, **{"owner": cast.dgsc, "by": cast.lead, **more}
        )

    return make
