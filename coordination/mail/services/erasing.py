"""What the mail still says of somebody who is erased."""

from django.db.models import Q
from django.utils.translation import gettext_noop

from coordination.people.models import User
from coordination.people.pseudonyms import without_her

from ..models import Message, Status
from .withdrawing import WAITING

ERASED = gettext_noop("The recipient was erased.")


def erase_mail(*, user: User, pseudonym: str) -> None:
    """Empty her own mail, and put the pseudonym where mail to others names her.

    States, moments and the hash of what was sent stay.
    """
    hers = Message.objects.filter(recipient__user=user)
    hers.filter(status__in=WAITING).update(
        status=Status.CANCELLED, reason=ERASED, claim_token=None, lease_until=None
    )
    hers.update(address="", subject="", body="", calendar="", payload={}, relay_reply="")
    said = Q()
    for words in filter(None, (user.email, user.name, user.phone)):
        said |= Q(body__icontains=words) | Q(subject__icontains=words)
    for message in Message.objects.filter(said).iterator():
        texts = {
            name: without_her(getattr(message, name), user=user, pseudonym=pseudonym)
            for name in ("subject", "body")
        }
        Message.objects.filter(pk=message.pk).update(**texts)
