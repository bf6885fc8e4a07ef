from datetime import datetime

from coordination.people.models import User

from ..models import Message
from ..queries import inbox


def mark_read(*, message: Message, at: datetime) -> None:
    """Note when its recipient first opened it; no deed, and only the first time counts."""
    if message.read_at is None:
        Message.objects.filter(pk=message.pk, read_at=None).update(read_at=at)


def mark_all_read(*, user: User, at: datetime) -> int:
    """Note all that she can read as read; how many it was."""
    unread = inbox(user, at=at).filter(read_at=None).order_by().values("pk")
    return Message.objects.filter(pk__in=unread).update(read_at=at)
