"""One conversation with the relay, used for a whole batch; one recipient per transaction."""

import smtplib
import socket
import ssl
from dataclasses import dataclass, field
from email.utils import parseaddr
from functools import cache
from typing import Any

import environ
from django.conf import settings

from coordination.kit.resolving import connect

from ..links import host
from ..models import Message
from .envelope import as_bytes
from .transport import Answer, Outcome, RelayAway

TROUBLE = (OSError, smtplib.SMTPException)


class _Line(smtplib.SMTP):
    """Finds the relay within a time of our own."""

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        return connect(host, port, timeout=timeout)


class _InTls(smtplib.SMTP_SSL, _Line):
    """The same; what is inherited first asks for the line and then wraps it."""


@dataclass
class Relay:
    """`encryption` is "", "starttls" or "tls"."""

    host: str
    port: int
    user: str = ""
    password: str = ""
    encryption: str = ""
    leaves: bool = True
    _line: smtplib.SMTP | None = field(default=None, repr=False)

    @classmethod
    def from_url(cls, url: str) -> "Relay":
        """smtp://user:password@host:port; smtp+tls:// begins in plain, smtps:// does not."""
        parts = environ.Env.email_url_config(url)
        scheme = url.partition(":")[0]
        encryption = {"smtps": "tls", "smtp+ssl": "tls", "smtp+tls": "starttls"}.get(scheme, "")
        usual = {"tls": 465, "starttls": 587}.get(encryption, 25)
        return cls(
            host=parts["EMAIL_HOST"],
            port=parts["EMAIL_PORT"] or usual,
            user=parts["EMAIL_HOST_USER"] or "",
            password=parts["EMAIL_HOST_PASSWORD"] or "",
            encryption=encryption,
        )

    def ready(self) -> None:
        if self._line is not None:
            return
        try:
            self._line = self._connect()
        except TROUBLE as trouble:
            raise RelayAway(described(trouble)) from trouble

    def send(self, message: Message) -> Answer:
        """Hand over one message. Whatever goes wrong after DATA was begun is uncertain."""
        line = self._line
        assert line is not None, "ready() comes first"
        try:
            for code, text in (
                line.docmd(f"MAIL FROM:<{sender(settings.DEFAULT_FROM_EMAIL)}>"),
                line.docmd(f"RCPT TO:<{message.address}>"),
            ):
                if not 200 <= code < 300:
                    return self._refused(code, text)
            content = as_bytes(message)
        except TROUBLE as trouble:
            self.close()
            return Answer(Outcome.AWAY, described(trouble))
        return self._data(line, content)

    def _data(self, line: smtplib.SMTP, content: bytes) -> Answer:
        try:
            code, text = line.data(content)
        except smtplib.SMTPDataError as refusal:
            # The relay did not want to hear the text at all.
            return self._refused(refusal.smtp_code, refusal.smtp_error)
        except TROUBLE as trouble:
            self.close()
            return Answer(Outcome.UNCERTAIN, described(trouble))
        if 200 <= code < 300:
            return Answer(Outcome.ACCEPTED, reply(code, text))
        return self._refused(code, text)

    def _refused(self, code: int, text: bytes | str) -> Answer:
        if code == 421:
            self.close()
        else:
            self._reset()
        return Answer(Outcome.REFUSED if 500 <= code < 600 else Outcome.LATER, reply(code, text))

    def _reset(self) -> None:
        try:
            if self._line is not None:
                self._line.rset()
        except TROUBLE:
            self.close()

    def _connect(self) -> smtplib.SMTP:
        context = ssl.create_default_context()
        # a name of ours, or smtplib looks this machine up for as long as that takes
        named: dict[str, Any] = {"local_hostname": host(), "timeout": settings.EMAIL_TIMEOUT}
        line: smtplib.SMTP
        if self.encryption == "tls":
            line = _InTls(self.host, self.port, context=context, **named)
        else:
            line = _Line(self.host, self.port, **named)
        try:
            if self.encryption == "starttls":
                line.starttls(context=context)
            line.ehlo_or_helo_if_needed()
            if self.user:
                line.login(self.user, self.password)
        except TROUBLE:
            line.close()
            raise
        return line

    def close(self) -> None:
        line, self._line = self._line, None
        if line is None:
            return
        try:
            line.quit()
        except TROUBLE:
            line.close()


@cache
def sender(written: str) -> str:
    """The bare address of the From header."""
    return parseaddr(written)[1]


def reply(code: int, text: bytes | str) -> str:
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return f"{code} {words}"[:250]


def described(trouble: Exception) -> str:
    return f"{type(trouble).__name__}: {trouble}"[:250]
