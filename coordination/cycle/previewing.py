"""What a rule would say, of a real item."""

import datetime as dt
from dataclasses import dataclass
from itertools import islice

from django.utils.translation import get_language, override

from coordination.people.models import Organisation, User
from coordination.people.queries import daybook_of

from .due import DueItem, due_items
from .letters import reminder_of
from .models import Reminder, ReminderRule
from .services.reminders.audiences import Audiences
from .services.reminders.moments import Reckoner
from .services.reminders.owed import Owner


@dataclass(frozen=True)
class Preview:
    """In both languages, with the moment and who would be told."""

    item: DueItem
    falls_at: dt.datetime
    told: list[str]
    words: list[tuple[str, str, str]]


def preview_of(rule: ReminderRule, user: User, *, at: dt.datetime) -> Preview | None:
    """`rule` for the first open item of its kind that comes and that she may see; None without."""
    source = due_items[rule.kind]
    rows = source.between(source.found(user=user, is_open=True), at, None)
    item = next(islice(source.items(rule.kind, source.ordered(rows)[:1]), 1), None)
    if item is None:
        return None
    words = []
    for language in dict.fromkeys([get_language() or "nl", "nl", "en"]):
        with override(language):
            said = reminder_of(item, Reminder(rule=rule))
        words.append((language, said.subject, said.text))
    ids = Audiences.read(at=at).told(rule.audience, Owner.of(item))
    people = User.objects.filter(pk__in=ids).select_related("organisation").order_by("name")
    mailboxes = Organisation.objects.filter(pk__in=ids).order_by("code")
    return Preview(
        item=item,
        falls_at=Reckoner(daybook_of()).falls_at(rule, item),
        told=[*(person.label for person in people), *(one.mailbox for one in mailboxes)],
        words=words,
    )
