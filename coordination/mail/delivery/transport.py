"""Where mail goes: a relay, or the pages of Baken itself. The states are the same."""

from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from django.conf import settings

from ..models import Message


class Outcome(Enum):
    """What became of one attempt."""

    ACCEPTED = "accepted"
    LATER = "later"  # 4xx
    AWAY = "away"  # the line broke before the text went out
    REFUSED = "refused"  # 5xx
    UNCERTAIN = "uncertain"  # the text went out and no answer came


@dataclass(frozen=True)
class Answer:
    outcome: Outcome
    reply: str = ""


class RelayAway(Exception):
    """There is no relay to talk to; nothing was tried."""


class Transport(Protocol):
    """`leaves` tells whether the mail leaves Baken, and with it what it may say."""

    leaves: bool

    def ready(self) -> None:
        """Be connected; RelayAway when that does not work."""

    def send(self, message: Message) -> Answer: ...

    def close(self) -> None: ...


class InApp:
    """Everyone reads her own mail in Baken; nothing leaves."""

    leaves = False

    def ready(self) -> None:
        return

    def send(self, message: Message) -> Answer:
        return Answer(Outcome.ACCEPTED)

    def close(self) -> None:
        return


def mail_leaves() -> bool:
    """True where there is a relay; in an exercise mail never leaves Baken."""
    return bool(settings.EMAIL_URL) and not settings.EXERCISE


def chosen_transport() -> Transport:
    """The relay of EMAIL_URL; the pages of Baken where there is none, or in an exercise."""
    if mail_leaves():
        from .relay import Relay  # smtplib and ssl are slow to import

        return Relay.from_url(settings.EMAIL_URL)
    return InApp()
