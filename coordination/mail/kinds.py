"""What can be mailed. Each app registers its kinds in its own mail_kinds.py.

    mail_kinds.add("meetings.report", MailKind(_("report"), render=render, still_due=still_due))

A kind renders from the ids in `message.payload` at the first attempt, in the recipient's
language; what it said is frozen then. What may leave the building is not the kind's choice:
delivery takes `text` where the dossier and the address allow it, and else `notice`.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from coordination.kit.registry import Registry
from coordination.people.models import Recipient

from .models import Message


@dataclass(frozen=True)
class Notice:
    """All that is said where the text may not leave: number, moment and link."""

    number: str = ""
    moment: datetime | None = None
    path: str = "/"


@dataclass(frozen=True)
class Rendered:
    """A message in words. `text` carries its own links, made with `absolute`.

    `calendar` is an invitation (iCalendar) that goes along where the text does.
    """

    subject: str
    text: str
    notice: Notice
    calendar: str = ""


@dataclass(frozen=True)
class MailKind:
    """`still_due` gives the reason not to send any more, as an untranslated sentence, or None.

    Whether the recipient is active and may see the message's dossier is asked for every kind
    already. `account` mail is rung at once and its body is emptied once sent. What only informs is
    `optional`: who likes reads it in the app and is not mailed. What is urgent never is. What
    `rests` can wait until the morning, and is not mailed at night.
    """

    label: str | Promise
    render: Callable[[Message], Rendered]
    still_due: Callable[[Message], str | None] = lambda message: None
    account: bool = False
    urgent: bool = False
    optional: bool = False
    rests: bool = False


@dataclass(frozen=True)
class DossierPart:
    """What a recipient may know of a dossier: whether it exists for her, and by open mail."""

    visible: bool
    open: bool


Guard = Callable[[uuid.UUID, Recipient], DossierPart]

mail_kinds: Registry[MailKind] = Registry("mail kinds")
guards: Registry[Guard] = Registry("mail guards")


def part_in(dossier: uuid.UUID, recipient: Recipient) -> DossierPart:
    """What all guards allow together; without a guard nothing."""
    parts = [guard(dossier, recipient) for guard in guards]
    return DossierPart(
        visible=bool(parts) and all(part.visible for part in parts),
        open=bool(parts) and all(part.open for part in parts),
    )


def optional_kinds() -> list[str]:
    """Those a person may have in the app only."""
    return [name for name in mail_kinds.names() if mail_kinds[name].optional]


def account_kinds() -> list[str]:
    return [name for name in mail_kinds.names() if mail_kinds[name].account]
