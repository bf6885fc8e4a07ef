from datetime import datetime, timedelta

from django.db.models import Q

from ..kinds import account_kinds
from ..models import TERMINAL, Message

KEPT = timedelta(days=90)
KEPT_ACCOUNT = timedelta(hours=1)
"""Where Baken itself is the mailbox, a code must be readable for a while after `sent`."""


def empty_bodies(*, at: datetime) -> int:
    """Empty the bodies whose time is over; how many. Subject, states and hash stay."""
    account = Q(kind__in=account_kinds())
    over = (account & _over(at - KEPT_ACCOUNT)) | (~account & _over(at - KEPT))
    return (
        Message.objects.filter(over, status__in=TERMINAL)
        .exclude(body="")
        .update(body="", calendar="", payload={})
    )


def _over(moment: datetime) -> Q:
    return Q(queued_at__lte=moment) & (Q(sent_at=None) | Q(sent_at__lte=moment))
