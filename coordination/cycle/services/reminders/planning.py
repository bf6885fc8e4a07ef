"""Put the reminders of the next 24 hours in the outbox: each once, whoever plans and how often."""

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from coordination.kit.bulk import insert_new
from coordination.kit.moments import day_of
from coordination.kit.workdays import DayBook
from coordination.mail.models import Heartbeat, Message, Status
from coordination.mail.services import queue_messages
from coordination.people.queries import daybook_of

from ...models import Reminder
from .changes import changes_since, read_to_the_end
from .expected import Expected, Narrow, missing_reminders
from .moments import morning
from .owed import Id, written
from .withdrawing import withdraw_stale

REMINDER, DIGEST = "cycle.reminder", "cycle.digest"
PLANNED, PLANNED_ALL = "reminders.planned", "reminders.planned_all"
AT_LEAST = dt.timedelta(hours=1)
"""How often all is looked at, whatever the record says."""
LATEST = dt.time(18)
"""A digest that was missed still goes on its own day until six in the evening."""

NAMES = UUID("5f2b6c1e-6a0e-4a8e-9a3e-3a9f5c2d7b10")


@dataclass(frozen=True)
class Plan:
    """What a run added and what it took back."""

    reminders: int
    messages: int
    withdrawn: int


def plan_reminders(*, at: dt.datetime) -> Plan:
    """Plan what falls until 24 hours from `at`; may run twice at once and at any moment.

    Of what was missed only the newest is planned. What was moved or met since is taken back.
    """
    with transaction.atomic():
        _take_turn(at)
        return _plan_all(at)


def plan_what_changed(*, at: dt.datetime) -> Plan:
    """The same, looking only at what was changed or came near since the last time.

    It looks at all where that was more than an hour ago, on a new day, and when a rule, the
    calendar, or who is where was changed.
    """
    with transaction.atomic():
        last = _take_turn(at)
        changes = changes_since(last, at=at) if last and not _is_old(at) else None
        return _plan_all(at) if changes is None else _plan(at, changes.narrow)


def _take_turn(at: dt.datetime) -> dt.datetime | None:
    """Wait for other planners, who comes second finds it planned; when the last one was."""
    beats = Heartbeat.objects.select_for_update()
    beat, made = beats.get_or_create(name=PLANNED, defaults={"at": at})
    last = None if made else beat.at
    Heartbeat.objects.filter(name=PLANNED).update(at=at)
    return last


def _is_old(at: dt.datetime) -> bool:
    """True where the last look at all was more than an hour ago, or is still to come."""
    looked = Heartbeat.objects.filter(name=PLANNED_ALL, at__gt=at - AT_LEAST, at__lte=at)
    return not looked.exists()


def _plan_all(at: dt.datetime) -> Plan:
    read_to_the_end()
    Heartbeat.objects.update_or_create(name=PLANNED_ALL, defaults={"at": at})
    return _plan(at, None)


def _plan(at: dt.datetime, narrow: Narrow | None) -> Plan:
    withdrawn = withdraw_stale(at=at)
    new = missing_reminders(at=at, narrow=narrow)
    digests = Digests(at, daybook_of(), _closed_digests(new, at))
    messages = Messages(at)
    if new:
        new.sort(key=lambda one: one.recipient)  # in the order of the index, a third quicker
        ids = [_message_of(one, digests, messages) for one in new]
        queue_messages(messages=messages.made)
        _keep(new, ids)
    return Plan(len(new), len(messages.made), withdrawn)


@dataclass(frozen=True)
class Digests:
    """On which morning a reminder goes: its own, or the first one still to come."""

    at: dt.datetime
    days: DayBook
    closed: frozenset[Id]
    """Recipients whose digest of today has left or is being written."""

    def day_of(self, one: Expected) -> dt.date:
        if one.fall.at > self.at:
            return day_of(one.fall.at)
        today, following = self._coming
        return following if today is None or one.recipient in self.closed else today

    @cached_property
    def _coming(self) -> tuple[dt.date | None, dt.date]:
        """Today, where its digest may still go, and the working day after it."""
        local = timezone.localtime(self.at)
        today = local.date()
        open_still = self.days.is_working_day(today) and local.time() < LATEST
        return today if open_still else None, self.days.add_working_days(today, 1)


@dataclass
class Messages:
    """What is queued, by recipient, kind and key. The id follows from those three, so that two
    planners mean the same row."""

    at: dt.datetime
    made: list[Message] = field(default_factory=list)
    _ids: dict[tuple[Id, str, str], UUID] = field(default_factory=dict)

    def id_of(self, recipient: Id, kind: str, key: str, not_before: dt.datetime) -> UUID:
        name = (recipient, kind, key)
        if name not in self._ids:
            self._ids[name] = self._make(UUID(recipient), kind, key, not_before)
        return self._ids[name]

    def _make(self, recipient: UUID, kind: str, key: str, not_before: dt.datetime) -> UUID:
        message = Message(
            id=uuid5(NAMES, f"{recipient} {kind} {key}"),
            recipient_id=recipient,
            kind=kind,
            key=key,
            payload={"day": key} if kind == DIGEST else {},
            queued_at=self.at,
            not_before=not_before,
        )
        self.made.append(message)
        return message.pk


def _message_of(one: Expected, digests: Digests, messages: Messages) -> UUID:
    if one.fall.at_once:
        key = f"{UUID(one.owed.pk).hex}.{one.owed.version}.{one.fall.cause}"
        return messages.id_of(one.recipient, REMINDER, key, one.fall.at)
    day = digests.day_of(one)
    return messages.id_of(one.recipient, DIGEST, day.isoformat(), morning(day))


def _keep(new: list[Expected], messages: list[UUID]) -> None:
    """A row in the ledger for each, with the message it goes in."""
    falls = [one.fall for one in new]
    insert_new(
        Reminder,
        {
            "recipient_id": [one.recipient for one in new],
            "kind": [one.owed.kind for one in new],
            "item": [one.owed.pk for one in new],
            "item_version": [one.owed.version for one in new],
            "cause": [fall.cause for fall in falls],
            "rule_id": [fall.rule.pk if fall.rule else None for fall in falls],
            "falls_at": [fall.at for fall in falls],
            "at_once": [fall.at_once for fall in falls],
            "message_id": messages,
        },
    )


def _closed_digests(new: list[Expected], at: dt.datetime) -> frozenset[Id]:
    """Whose digest of today is no longer open; those that are open wait until the plan is in."""
    if not any(one.fall.at <= at and not one.fall.at_once for one in new):
        return frozenset()
    today = Message.objects.filter(kind=DIGEST, key=timezone.localdate(at).isoformat())
    waiting = today.filter(status=Status.QUEUED, body_hash="").order_by("pk")
    held = {message.pk for message in waiting.select_for_update(of=("self",))}
    rows = today.values_list("pk", "recipient")
    return frozenset(written(recipient) for pk, recipient in rows if pk not in held)
