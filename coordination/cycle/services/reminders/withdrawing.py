"""What was planned and is over is taken back; what comes back is planned again."""

import datetime as dt
from collections import defaultdict
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_noop

from coordination.mail.models import DUE, Message, Status
from coordination.mail.services import supersede_messages

from ...models import PutOff, Reminder
from ...queries.due import find_items

OVER = gettext_noop("It is met, or it is gone.")
MOVED = gettext_noop("Its date was moved.")
LATER = gettext_noop("She put it off.")
OURS = (OVER, MOVED, LATER)
RECENT = dt.timedelta(days=1)


def withdraw_stale(*, at: dt.datetime) -> int:
    """Supersede waiting reminders whose item is met, moved or put off; how many.

    One that was superseded so and holds again, because a move was undone, waits once more.
    """
    rows = Reminder.objects.filter(at_once=True)
    waiting = list(rows.filter(message__status__in=DUE))
    ours = rows.filter(message__status=Status.SUPERSEDED, message__reason__in=OURS)
    dropped = list(ours.filter(falls_at__gte=at - RECENT))
    reasons = reasons_of([*waiting, *dropped], on=timezone.localdate(at))
    by_reason: dict[str, list[UUID]] = defaultdict(list)
    for row in waiting:
        if reason := reasons[row.pk]:
            by_reason[reason].append(row.message_id)
    count = sum(
        supersede_messages(messages=Message.objects.filter(pk__in=pks), reason=reason)
        for reason, pks in by_reason.items()
    )
    again = [row.message_id for row in dropped if not reasons[row.pk]]
    if again:
        held = Message.objects.filter(pk__in=again, status=Status.SUPERSEDED)
        held.update(status=Status.QUEUED, reason="")
    return count


def reasons_of(reminders: list[Reminder], *, on: dt.date) -> dict[UUID, str]:
    """Why each is not to be said any more, empty where it is."""
    items = find_items({(row.kind, row.item) for row in reminders})
    put_off = PutOff.objects.filter(item__in=items, until__gt=on)
    quiet = set(put_off.values_list("recipient", "item"))
    found = {}
    for row in reminders:
        item = items.get(row.item)
        if item is None:
            found[row.pk] = OVER
        elif item.version != row.item_version:
            found[row.pk] = MOVED
        else:
            found[row.pk] = LATER if (row.recipient_id, row.item) in quiet else ""
    return found
