"""What the tests of reminders share: points as due items, rules, and delivery at a moment."""

from datetime import UTC, date, datetime, time
from typing import Any

from django.utils import timezone

from coordination.actions.models import ActionPoint
from coordination.actions.services import draft_action_point, open_action_point
from coordination.actions.terms import Owner, Term
from coordination.cycle.models import ReminderRule
from coordination.cycle.services.reminders.rules import RuleFacts, add_rule
from coordination.mail.delivery import deliver
from coordination.mail.models import Message
from tests.cast import MONDAY, Cast


def local(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """A moment on the clock in Amsterdam."""
    return timezone.make_aware(
        datetime.combine(date(year, month, day), time(hour, minute))
    ).astimezone(UTC)


def make_point(cast: Cast, due: date, hour: time | None = None, **more: Any) -> ActionPoint:
    """An open point of MLT3, owned by VWS's officer unless said otherwise."""
    values: dict[str, Any] = {
        "dossier": cast.dossier,
        "body": cast.body,
        "text": "Contactgegevens doorgeven",
        "owner": Owner(cast.vws, person=cast.vws_officer),
        "term": Term(due, hour),
        "by": cast.secretary,
        "at": MONDAY,
    } | more
    return open_action_point(point=draft_action_point(**values), by=cast.secretary, at=MONDAY)


def make_rule(cast: Cast, number: int = 1, **more: Any) -> ReminderRule:
    words = {
        "subject_nl": "{number} nodig op {due}",
        "subject_en": "{number} due on {due}",
        "text_nl": "Denk aan {what}.",
        "text_en": "Think of {what}.",
    }
    facts = RuleFacts(**{"kind": "actions.point", "number": number, **words, **more})
    return add_rule(facts=facts, by=cast.coordinator, at=MONDAY)


def send(at: datetime) -> None:
    deliver(clock=lambda: at)


def planned() -> list[tuple[str, str, datetime, str]]:
    """Kind, address, moment and state of every message of the rhythm."""
    rows = Message.objects.filter(kind__startswith="cycle.").order_by("not_before", "pk")
    rows = rows.select_related("recipient__user", "recipient__mailbox", "recipient__contact")
    return sorted(
        (row.kind, row.recipient.address, row.not_before, str(row.status)) for row in rows
    )
