"""What a recipient would get of a mail that was not queued yet, for who looks before sending."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import override

from coordination.people.models import Recipient

from .delivery.composing import (
    Unsendable,
    frozen,
    may_be_told,
    reason_to_skip,
    takes_part,
    words_for,
)
from .delivery.transport import mail_leaves
from .kinds import Rendered, part_in
from .models import Message


@dataclass(frozen=True)
class Foretold:
    """`is_notice` where only number, moment and link would go."""

    subject: str
    text: str
    is_notice: bool


def is_reached(recipient: Recipient, *, dossier: UUID | None, at: datetime) -> bool:
    """True for who would be mailed about `dossier` now."""
    seen = dossier is None or part_in(dossier, recipient).visible
    return seen and takes_part(recipient, at=at)


def is_told_all(recipient: Recipient, *, dossier: UUID | None) -> bool:
    """True where the whole text would go, and not only its notice."""
    return may_be_told(recipient, dossier, leaves=mail_leaves())


def foretell(
    recipient: Recipient, render: Callable[[], Rendered], *, dossier: UUID | None
) -> Foretold:
    """The words as delivery would choose them now, in the recipient's language."""
    with override(recipient.language):
        subject, text = words_for(recipient, render(), dossier, leaves=mail_leaves())
    return Foretold(subject, text, is_notice=not is_told_all(recipient, dossier=dossier))


def with_words(message: Message, *, at: datetime) -> Message:
    """`message` with its words, also where it has not left yet; nothing is saved.

    What would not be sent any more says why instead.
    """
    if message.body_hash:
        return message
    try:
        reason = reason_to_skip(message, at=at)
        fields = {"reason": reason} if reason else frozen(message, leaves=False, at=at)
    except Unsendable as why:
        fields = {"reason": str(why)}
    for name, value in fields.items():
        setattr(message, name, value)
    return message
