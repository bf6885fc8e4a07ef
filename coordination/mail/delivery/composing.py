"""What a message says, and whether it is still to be said."""

import hashlib
from datetime import datetime
from email.utils import format_datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from coordination.kit.exercise import marked
from coordination.people.models import Recipient

from ..kinds import Notice, Rendered, mail_kinds, part_in
from ..links import absolute, host
from ..models import Message

GONE = gettext_noop("The recipient no longer takes part.")
NOT_HERS = gettext_noop("The recipient may not see the dossier any more.")
NO_ADDRESS = gettext_noop("There is no usable e-mail address.")
NO_KIND = gettext_noop("Nobody knows this kind of message.")


class Unsendable(Exception):
    """No later attempt will do better; the argument is the untranslated reason."""


def reason_to_skip(message: Message, *, at: datetime) -> str | None:
    """Why it is not to be sent any more, or None: asked again before every attempt."""
    if message.kind not in mail_kinds:
        raise Unsendable(NO_KIND)
    if not takes_part(message.recipient, at=at):
        return GONE
    if message.dossier and not part_in(message.dossier, message.recipient).visible:
        return NOT_HERS
    return mail_kinds[message.kind].still_due(message)


def takes_part(recipient: Recipient, *, at: datetime) -> bool:
    """True for an active person, an organisation in being and a contact not yet expired."""
    today = timezone.localdate(at)
    if recipient.user:
        expires = recipient.user.expires_on
        return recipient.user.is_active and (expires is None or today <= expires)
    if recipient.contact:
        return today <= recipient.contact.expires_on
    return recipient.mailbox is not None and recipient.mailbox.active


def frozen(message: Message, *, leaves: bool, at: datetime) -> dict[str, Any]:
    """The fields that are fixed at the first attempt and stay; what stands is left alone."""
    fields: dict[str, Any] = {}
    if not message.address:
        fields["address"] = usable_address(message.recipient.address, needed=leaves)
    if not message.message_id:
        fields["message_id"] = f"<{message.pk}.{message.resends}@{host()}>"
        fields["date_header"] = format_datetime(timezone.localtime(at))
    if not message.body_hash:
        with translation.override(message.recipient.language):
            words = _words(message, leaves=leaves)
        fields |= words | {"body_hash": sha256(words["body"])}
    return fields


def usable_address(address: str, *, needed: bool) -> str:
    """The address as it may stand in a header; Unsendable when it is none and needed."""
    try:
        validate_email(address)
        if not address.isascii():  # the relay would not even be asked
            raise ValidationError(NO_ADDRESS)
    except ValidationError as wrong:
        if needed:
            raise Unsendable(NO_ADDRESS) from wrong
        return ""
    return address


def one_line(subject: str) -> str:
    """No line break survives in a header, so nobody adds a header by typing one."""
    return " ".join(subject.split())[:250]


def is_government(address: str) -> bool:
    """True where the address stands in a listed domain or below it."""
    domain = address.rpartition("@")[2].lower()
    return any(
        domain == listed.lower() or domain.endswith(f".{listed.lower()}")
        for listed in settings.GOVERNMENT_DOMAINS
    )


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _words(message: Message, *, leaves: bool) -> dict[str, str]:
    kind = mail_kinds[message.kind]
    rendered = kind.render(message)
    if kind.account:
        return {
            "subject": one_line(marked(rendered.subject)),
            "body": marked(rendered.text, by="\n\n"),
        }
    subject, text = words_for(message.recipient, rendered, message.dossier, leaves=leaves)
    told_all = may_be_told(message.recipient, message.dossier, leaves=leaves)
    return {
        "subject": one_line(marked(subject)),
        "body": marked(text, by="\n\n") + _footer(message),
        "calendar": rendered.calendar if told_all else "",
        "path": rendered.notice.path[:250],
    }


def words_for(
    recipient: Recipient, rendered: Rendered, dossier: UUID | None, *, leaves: bool
) -> tuple[str, str]:
    """Subject and text for this recipient: all of it, or the notice where it may not leave."""
    if may_be_told(recipient, dossier, leaves=leaves):
        return rendered.subject, rendered.text.strip()
    return _("Something is waiting for you in Baken"), told(rendered.notice)


def may_be_told(recipient: Recipient, dossier: UUID | None, *, leaves: bool) -> bool:
    """True where the whole text may go to this recipient: by her dossier and her address."""
    if dossier and not part_in(dossier, recipient).open:
        return False
    return not leaves or is_government(recipient.address)


def told(notice: Notice) -> str:
    """Number, moment and link: all that may be said where the text may not leave."""
    lines = [_("Something is waiting for you in Baken."), ""]
    if notice.number:
        lines.append(_("Number: %(number)s") % {"number": notice.number})
    if notice.moment:
        local = timezone.localtime(notice.moment)
        moment = f"{date_format(local, 'DATE_FORMAT')} {date_format(local, 'TIME_FORMAT')}"
        lines.append(_("Moment: %(moment)s") % {"moment": moment})
    lines.append(_("Read it here: %(link)s") % {"link": absolute(notice.path)})
    return "\n".join(lines)


def _footer(message: Message) -> str:
    lines = ["", "", "-- ", "Baken"]
    if message.recipient.user_id:
        lines.append(
            _("You can read all your messages again here: %(link)s") % {"link": absolute("/post/")}
        )
    return "\n".join(lines) + "\n"
