"""A mail server that keeps what it took and fails when it is told to."""

import asyncio
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from enum import Enum, auto

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class Behaviour(Enum):
    """What the server does with the next message."""

    ACCEPT = auto()
    BUSY = auto()  # 451: try again
    LEAVE = auto()  # 421: the relay goes, with the line
    REFUSE = auto()  # 550: this recipient will never do
    HANG = auto()  # no answer after the text
    DROP = auto()  # took it, and the line broke before the answer


@dataclass(frozen=True)
class Delivery:
    sender: str
    recipients: tuple[str, ...]
    content: bytes

    @property
    def message(self) -> EmailMessage:
        parsed = message_from_bytes(self.content, policy=default)
        assert isinstance(parsed, EmailMessage)
        return parsed


def free_port() -> int:
    """A port of the loopback that nothing listened on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class SmtpSink:
    """Records deliveries; behaviour(address) decides per recipient, accept by default."""

    deliveries: list[Delivery] = field(default_factory=list)
    behaviour: Callable[[str], Behaviour] = lambda address: Behaviour.ACCEPT
    attempts: int = 0
    port: int = field(default_factory=free_port)

    def start(self) -> None:
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    def stop(self) -> None:
        self._controller.stop()

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def keep(self, delivery: Delivery) -> None:
        """Take a message for good, before its sender hears of it."""
        self.deliveries.append(delivery)

    def forget(self) -> None:
        """Empty the record and accept everything again."""
        self.deliveries.clear()
        self.attempts = 0
        self.behaviour = lambda address: Behaviour.ACCEPT

    async def handle_RCPT(  # noqa: N802  the name aiosmtpd calls
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.behaviour(address) is Behaviour.REFUSE:
            self.attempts += 1
            return "550 5.1.1 No such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802  the name aiosmtpd calls
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        self.attempts += 1
        behaviour = self.behaviour(envelope.rcpt_tos[0])
        if behaviour is Behaviour.BUSY:
            return "451 4.3.0 Busy, try again later"
        if behaviour is Behaviour.LEAVE:
            return "421 4.3.2 Closing for a moment"
        if behaviour is Behaviour.HANG:
            await asyncio.sleep(3600)
        assert isinstance(envelope.content, bytes)
        self.keep(Delivery(str(envelope.mail_from), tuple(envelope.rcpt_tos), envelope.content))
        if behaviour is Behaviour.DROP:
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
        return "250 OK"
