"""What the recipients owe, for plays with the planner of the rhythm itself, and old mail."""

import uuid
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from coordination.actions.models import ActionPoint, ActionStatus
from coordination.cycle.models import Deadline, Reminder, ReminderRule, Side
from coordination.cycle.services.reminders.rules import RuleFacts, add_rule
from coordination.dossiers.models import Dossier
from coordination.dossiers.services import open_dossier
from coordination.kit.bulk import insert_new
from coordination.kit.workdays import Unit
from coordination.mail.models import Message, Status
from coordination.meetings.models import Meeting
from coordination.people.models import Body, Organisation, Recipient, User
from coordination.webhooks.listening import REST
from coordination.webhooks.services import WebhookFacts, add_webhook

from .names import OPERATOR, PREFIX, RHYTHM
from .pace import KIND

WEEKS = 6
NIGHT = "Nachtstukken"
LATE = "Te laat"


def owe_for_weeks(number: int, *, at: datetime) -> None:
    """Each owes a point of each of the last six weeks, and nobody was reminded of one."""
    begin()
    home, body, dossier = Organisation.objects.get(code="HOME"), rhythm_body(), rhythm()
    today = timezone.localdate(at)
    ActionPoint.objects.bulk_create(
        ActionPoint(
            series="B", year=today.year, serial=week * number + each + 1, text="Nota",
            body=body, dossier=dossier, owner_organisation=home, owner_person=person,
            due_on=today - timedelta(days=7 * week + 3), status=ActionStatus.OPEN, created_at=at,
        )
        for week in range(WEEKS)
        for each, person in enumerate(people(number))
    )  # fmt: skip
    for days in (1, 2, 5):
        rule = facts("actions.point", days, Unit.WORKING_DAYS, Side.AFTER, LATE)
        add_rule(facts=rule, by=None, at=at)


def owe_at_night(number: int, *, day: date, at: datetime) -> None:
    """Papers for meetings on `day`, a Sunday, of which the rule falls at half past two."""
    begin()
    body, dossier = rhythm_body(), rhythm()
    whom = people(number)
    meetings = Meeting.objects.bulk_create(
        Meeting(
            body=body, dossier=dossier, starts_at=wall(day, 10), ends_at=wall(day, 11),
            created_at=at,
        )
        for _each in whom
    )  # fmt: skip
    Deadline.objects.bulk_create(
        Deadline(
            kind="papers", what=NIGHT, due_at=wall(day, 6, 30), dossier=dossier,
            meeting=meeting, person=person, created_at=at,
        )
        for meeting, person in zip(meetings, whom, strict=True)
    )  # fmt: skip
    words = f"{NIGHT} {day}"
    add_rule(facts=facts("cycle.papers", 4, Unit.HOURS, Side.BEFORE, words), by=None, at=at)


def age(number: int, *, at: datetime) -> None:
    """So many messages of the last two years, each sent, with the reminder that it told."""
    begin()
    recipients = list(Recipient.objects.filter(user__email__startswith=PREFIX))
    two_years = timedelta(days=730)
    moments = [at - two_years * (each + 1) / number for each in range(number)]
    whom = [recipients[each % len(recipients)].pk for each in range(number)]
    messages = [
        Message(
            recipient_id=who, kind=KIND, key=f"oud {each}", status=Status.SENT, attempts=1,
            queued_at=moment, not_before=moment, sent_at=moment, address="old@example.gov",
            subject="Oud", body_hash="0" * 64,
        )
        for each, (who, moment) in enumerate(zip(whom, moments, strict=True))
    ]  # fmt: skip
    names = [field.attname for field in Message._meta.concrete_fields]
    insert_new(Message, {name: [getattr(one, name) for one in messages] for name in names})
    insert_new(
        Reminder,
        {
            "recipient_id": whom,
            "kind": ["actions.point"] * number,
            "item": [uuid.uuid4() for _each in range(number)],
            "item_version": [1] * number,
            "cause": ["oud"] * number,
            "falls_at": moments,
            "at_once": [False] * number,
            "message_id": [one.pk for one in messages],
        },
    )


def pile_up(number: int, *, cycles: int, at: datetime) -> None:
    """A message of each of so many cycles for everybody, all due at once."""
    whom = list(Recipient.objects.filter(user__in=people(number)))
    for cycle in range(cycles):
        name = f"Cyclus {cycle}"
        Message.objects.bulk_create(
            Message(
                recipient=who, kind=KIND, key=name, payload={"cycle": name}, queued_at=at,
                not_before=at,
            )
            for who in whom
        )  # fmt: skip


def listen_in(number: int, *, url: str, at: datetime) -> None:
    """A webhook that is told of dossiers, and so many opened as long ago as it waits to tell."""
    operator = User.objects.get(email=OPERATOR)
    opened = at - REST
    facts = WebhookFacts("Storingen", url, operator, ["dossiers.opened"])
    add_webhook(facts=facts, by=operator, at=opened)
    home = Organisation.objects.get(code="HOME")
    for each in range(number):
        open_dossier(title=f"Verteld {each}", owner=home, by=operator, at=opened)


def begin() -> None:
    """Nobody owes anything, and there are no rules."""
    Reminder.objects.all().delete()
    ActionPoint.objects.all().delete()
    Deadline.objects.all().delete()
    ReminderRule.objects.all().delete()


def facts(kind: str, number: int, unit: Unit, side: Side, words: str) -> RuleFacts:
    return RuleFacts(kind, number, words, words, words, words, unit=unit, side=side)


def people(number: int) -> list[User]:
    return list(User.objects.filter(email__startswith=PREFIX).order_by("email")[:number])


def rhythm() -> Dossier:
    return Dossier.objects.get(title=RHYTHM)


def rhythm_body() -> Body:
    return Body.objects.get(code="RITME")


def wall(day: date, hour: int, minute: int = 0) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))
