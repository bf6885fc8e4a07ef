"""Put the reminders of the next 24 hours in the outbox: each once, whoever plans and how often."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from coordination.kit.workdays import DayBook
from coordination.mail.models import Heartbeat, Message, Status
from coordination.mail.services import queue_messages
from coordination.people.queries import daybook_of

from ...due import day_of
from ...models import Reminder
from .expected import Expected, expected_reminders
from .moments import morning
from .withdrawing import withdraw_stale

REMINDER, DIGEST = "cycle.reminder", "cycle.digest"
PLANNED = "reminders.planned"
LATEST = dt.time(18)
"""A digest that was missed still goes on its own day until six in the evening."""

NAMES = UUID("5f2b6c1e-6a0e-4a8e-9a3e-3a9f5c2d7b10")
IN_ONE_GO = 5_000


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
        withdrawn = withdraw_stale(at=at)
        new = _new(expected_reminders(at=at))
        digests = Digests(at, daybook_of(), _closed_digests(new, at))
        messages: Messages = {}
        rows = [_row(one, digests, messages, at) for one in new]
        queue_messages(messages=list(messages.values()))
        Reminder.objects.bulk_create(rows, ignore_conflicts=True, batch_size=IN_ONE_GO)
        Heartbeat.objects.update_or_create(name=PLANNED, defaults={"at": at})
    return Plan(len(rows), len(messages), withdrawn)


@dataclass(frozen=True)
class Digests:
    """On which morning a reminder goes: its own, or the first one still to come."""

    at: dt.datetime
    days: DayBook
    closed: frozenset[UUID]
    """Recipients whose digest of today has left or is being written."""

    def day_of(self, one: Expected) -> dt.date:
        if one.falls_at > self.at:
            return day_of(one.falls_at)
        today, following = self._coming
        return following if today is None or one.recipient in self.closed else today

    @cached_property
    def _coming(self) -> tuple[dt.date | None, dt.date]:
        """Today, where its digest may still go, and the working day after it."""
        local = timezone.localtime(self.at)
        today = local.date()
        open_still = self.days.is_working_day(today) and local.time() < LATEST
        return today if open_still else None, self.days.add_working_days(today, 1)


Messages = dict[tuple[UUID, str, str], Message]


def _row(one: Expected, digests: Digests, messages: Messages, at: dt.datetime) -> Reminder:
    if one.at_once:
        key = f"{one.item.pk.hex}.{one.item.version}.{one.cause}"
        message = _message((one.recipient, REMINDER, key), one.falls_at, messages, at)
    else:
        day = digests.day_of(one)
        key = day.isoformat()
        message = _message((one.recipient, DIGEST, key), morning(day), messages, at)
    return Reminder(
        recipient_id=one.recipient,
        kind=one.item.kind,
        item=one.item.pk,
        item_version=one.item.version,
        cause=one.cause,
        rule=one.rule,
        falls_at=one.falls_at,
        at_once=one.at_once,
        message_id=message.pk,
    )


def _message(
    key: tuple[UUID, str, str], not_before: dt.datetime, messages: Messages, at: dt.datetime
) -> Message:
    """The id follows from recipient, kind and key, so two planners mean the same row."""
    if key not in messages:
        recipient, kind, name = key
        messages[key] = Message(
            id=uuid5(NAMES, f"{recipient} {kind} {name}"),
            recipient_id=recipient,
            kind=kind,
            key=name,
            payload={"day": name} if kind == DIGEST else {},
            queued_at=at,
            not_before=not_before,
        )
    return messages[key]


def _new(expected: Iterable[Expected]) -> list[Expected]:
    """Those of which there is no row yet, each once."""
    wanted = {one.key: one for one in expected}
    items = list({one.item.pk for one in wanted.values()})
    for start in range(0, len(items), IN_ONE_GO):
        rows = Reminder.objects.filter(item__in=items[start : start + IN_ONE_GO])
        for key in rows.values_list("recipient", "item", "item_version", "cause"):
            wanted.pop(key, None)
    return list(wanted.values())


def _closed_digests(new: list[Expected], at: dt.datetime) -> frozenset[UUID]:
    """Whose digest of today is no longer open; those that are open wait until the plan is in."""
    if not any(one.falls_at <= at and not one.at_once for one in new):
        return frozenset()
    today = Message.objects.filter(kind=DIGEST, key=timezone.localdate(at).isoformat())
    waiting = today.filter(status=Status.QUEUED, body_hash="").order_by("pk")
    held = {message.pk for message in waiting.select_for_update(of=("self",))}
    rows = today.values_list("pk", "recipient")
    return frozenset(recipient for pk, recipient in rows if pk not in held)
