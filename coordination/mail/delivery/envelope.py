"""The mail as it goes over the line; made from frozen fields, so every attempt is the same."""

import re
from binascii import b2a_qp
from collections.abc import Iterator
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

from django.conf import settings

from ..kinds import mail_kinds
from ..models import Message

METHOD = re.compile(r"^METHOD:([A-Z]+)\r?$", re.M)
CALENDAR = re.compile(r"BEGIN:VCALENDAR\r?\n.*?^END:VCALENDAR\r?\n", re.M | re.S)
LONGEST = 76
PLAIN_NAME = re.compile(r"[A-Za-z0-9]+( [A-Za-z0-9]+)*\Z")
PLAIN_ADDRESS = re.compile(r"[A-Za-z0-9_+-]+(\.[A-Za-z0-9_+-]+)*@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\Z")


def as_bytes(message: Message) -> bytes:
    if message.calendar:
        return _with_invitation(message)
    head = "".join(_written(name, value) for name, value in _headers(message))
    return head.encode() + PLAIN + _quoted(message.body)


PLAIN = (
    b'Content-Type: text/plain; charset="utf-8"\r\n'
    b"Content-Transfer-Encoding: quoted-printable\r\n"
    b"MIME-Version: 1.0\r\n\r\n"
)


def _headers(message: Message) -> Iterator[tuple[str, Any]]:
    yield "From", settings.DEFAULT_FROM_EMAIL
    yield "To", _to(str(message.recipient), message.address)
    yield "Subject", message.subject
    yield "Date", message.date_header
    yield "Message-ID", message.message_id
    yield "Auto-Submitted", "auto-generated"
    yield "Content-Language", message.recipient.language
    if message.kind in mail_kinds and mail_kinds[message.kind].urgent:
        yield "Importance", "high"


def _to(name: str, address: str) -> Any:
    """As Address writes it; to parse what needs no quotes takes longer than all other headers."""
    if PLAIN_NAME.match(name) and PLAIN_ADDRESS.match(address):
        return f"{name} <{address}>"
    return Address(display_name=name, addr_spec=address)


def _written(name: str, value: Any) -> str:
    """A header that is plain and short stands as it is; to fold one takes as long as to send it."""
    line = f"{name}: {value}"
    if len(line) <= LONGEST and line.isascii() and line.isprintable():
        return line + "\r\n"
    folded: str = SMTP.fold(*SMTP.header_store_parse(name, value))
    return folded


def _quoted(text: str) -> bytes:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n") + "\n"
    return b2a_qp(lines.encode(), istext=True).replace(b"\n", b"\r\n")


def _with_invitation(message: Message) -> bytes:
    """Put the invitation beside the words, as calendars expect it; further ones go as files.

    A calendar takes one meeting from a mail, so each has an invitation of its own.
    """
    mail = EmailMessage(policy=SMTP)
    mail.set_content(message.body, cte="quoted-printable")
    first, *others = CALENDAR.findall(message.calendar) or [message.calendar]
    mail.add_alternative(first, subtype="calendar", params=_method(first), cte="base64")
    # chance would make every attempt another mail
    mail.set_boundary(f"baken-{message.pk.hex}")
    for number, calendar in enumerate(others, start=2):
        name = f"baken-{number}.ics"
        mail.add_attachment(
            calendar, subtype="calendar", params=_method(calendar), cte="base64", filename=name
        )
    if others:
        mail.set_boundary(f"baken-{message.pk.hex}-mixed")
    for name, value in _headers(message):  # last, or Content-Language goes with the words
        mail[name] = value
    return mail.as_bytes()


def _method(calendar: str) -> dict[str, str]:
    method = METHOD.search(calendar)
    return {"method": method.group(1) if method else "PUBLISH"}
