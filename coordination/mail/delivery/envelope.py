"""The mail as it goes over the line; made from frozen fields, so every attempt is the same."""

import re
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from django.conf import settings

from ..kinds import mail_kinds
from ..models import Message

METHOD = re.compile(r"^METHOD:([A-Z]+)\r?$", re.M)
CALENDAR = re.compile(r"BEGIN:VCALENDAR\r?\n.*?^END:VCALENDAR\r?\n", re.M | re.S)


def as_bytes(message: Message) -> bytes:
    mail = EmailMessage(policy=SMTP)
    mail["From"] = settings.DEFAULT_FROM_EMAIL
    mail["To"] = Address(display_name=str(message.recipient), addr_spec=message.address)
    mail["Subject"] = message.subject
    mail["Date"] = message.date_header
    mail["Message-ID"] = message.message_id
    mail["Auto-Submitted"] = "auto-generated"
    mail["Content-Language"] = message.recipient.language
    if message.kind in mail_kinds and mail_kinds[message.kind].urgent:
        mail["Importance"] = "high"
    mail.set_content(message.body, cte="quoted-printable")
    if message.calendar:
        _invite(mail, message)
    return mail.as_bytes()


def _invite(mail: EmailMessage, message: Message) -> None:
    """Put the invitation beside the words, as calendars expect it; further ones go as files.

    A calendar takes one meeting from a mail, so each has an invitation of its own.
    """
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


def _method(calendar: str) -> dict[str, str]:
    method = METHOD.search(calendar)
    return {"method": method.group(1) if method else "PUBLISH"}
