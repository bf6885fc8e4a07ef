"""After days on which no mail left one digest says it all: the newest, for those before it too."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_noop

from coordination.mail.delivery.claims import claimed_at
from coordination.mail.models import DUE, Message, Status

DIGEST = "cycle.digest"
OVERTAKEN = gettext_noop("A later digest says it.")
WAITS = (*DUE, Status.CLAIMED)


def is_overtaken(message: Message) -> bool:
    """True while a digest of a later morning has come due and this one was never tried."""
    at = claimed_at(message)
    if at is None or message.body_hash:
        return False
    later = _of(message).filter(not_before__gt=message.not_before, not_before__lte=at)
    return later.filter(Q(status__in=WAITS) | ~Q(body_hash="")).exists()


def said_by(message: Message) -> Iterable[Message]:
    """The digests that this one speaks for: itself, and earlier ones that never left.

    They lie after the last one that was tried; that one said what lay before it.
    """
    before = _of(message).filter(not_before__lt=message.not_before)
    since = before.exclude(body_hash="").order_by("-not_before").values_list("not_before").first()
    left = before.filter(Q(status__in=WAITS) | Q(status=Status.SKIPPED, reason=OVERTAKEN))
    if since is not None:
        left = left.filter(not_before__gt=since[0])
    return [message, *left]


def _of(message: Message) -> "QuerySet[Message]":
    return Message.objects.filter(kind=DIGEST, recipient=message.recipient_id)
