"""An answer from a mail: a link opened, and its one deed done once."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from coordination.audit.deeds import acting, deed, record
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.people.models import Recipient

from ..answers import AnswerVerb, Shown, answers
from ..delivery.composing import takes_part
from ..links import Link, read_link
from ..models import Answer


class Forged(Refusal):
    """Nobody here signed this link, or it was not copied whole."""

    status = 404


class Over(Refusal):
    """The link was good, and is not any more."""

    status = 410


@dataclass(frozen=True)
class Opened:
    """A link that is good now: whose it is, what it does, and to what."""

    link: Link
    recipient: Recipient
    verb: AnswerVerb
    shown: Shown


def open_link(*, token: str, visitor: Any, at: datetime) -> Opened:
    """What the link opens, asked anew each time; changes nothing.

    Refuses one that is forged, expired, used, somebody else's, or whose recipient or object has
    gone its way.
    """
    link = read_link(token)
    if link is None or link.verb not in answers:
        raise Forged(_("This link is not known here. Copy it from the mail as a whole."))
    recipient = recipient_of(link.recipient)
    if recipient is None or not takes_part(recipient, at=at):
        raise Over(_("This link no longer works: its recipient no longer takes part."))
    if at > link.until:
        raise Over(_("This link has expired. Sign in to answer, or wait for the next mail."))
    if visitor.is_authenticated and recipient.user and recipient.user != visitor:
        raise NotAllowed(_("This link belongs to somebody else; she alone answers with it."))
    if Answer.objects.filter(digest=link.digest, once=True).exists():
        raise Over(_("This link was used already; the answer stands."))
    verb = answers[link.verb]
    shown = verb.find(recipient, link.object)
    if shown is None:
        raise Over(_("There is nothing left here that you may see or answer."))
    return Opened(link, recipient, verb, shown)


@deed
def answer_link(*, token: str, visitor: Any, data: dict[str, Any], at: datetime) -> Any:
    """Do what the link names, as its recipient; the sentence of the verb.

    Refuses what open_link refuses, a version that is no longer the present one, and what the
    verb itself refuses.
    """
    opened = open_link(token=token, visitor=visitor, at=at)
    answer = _written(opened, str(data.get("on_behalf", "")), at=at)
    with acting(opened.recipient):
        sentence = opened.verb.do(answer, opened.shown, data, at)
    record(
        "mail.answered",
        answer,
        by=opened.recipient,
        at=at,
        dossier=opened.shown.dossier,
        verb=answer.verb,
        object=answer.object_id,
    )
    return sentence


def recipient_of(key: UUID) -> Recipient | None:
    found: Recipient | None = (
        Recipient.objects.filter(pk=key)
        .select_related("user__organisation", "mailbox", "contact__organisation")
        .first()
    )
    return found


def _written(opened: Opened, on_behalf: str, *, at: datetime) -> Answer:
    answer = Answer(
        recipient=opened.recipient,
        verb=opened.link.verb,
        object_id=opened.link.object,
        digest=opened.link.digest,
        once=not opened.verb.repeatable,
        on_behalf=on_behalf,
        at=at,
    )
    try:
        with transaction.atomic():
            answer.save(force_insert=True)
    except IntegrityError as used:  # twice at the same moment
        raise Over(_("This link was used already; the answer stands.")) from used
    return answer
