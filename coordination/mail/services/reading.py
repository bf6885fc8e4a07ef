from datetime import datetime

from ..models import Message


def mark_read(*, message: Message, at: datetime) -> None:
    """Note when its recipient first opened it; no deed, and only the first time counts."""
    if message.read_at is None:
        Message.objects.filter(pk=message.pk, read_at=None).update(read_at=at)
