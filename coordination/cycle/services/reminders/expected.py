"""Which reminders should exist: reckoned from rules, dates and what was put off, never from rows
that were planned before."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from coordination.kit.workdays import Unit
from coordination.people.queries import daybook_of

from ...due import DueItem, day_of, due_items
from ...models import PutOff, ReminderRule, Side
from ...queries import due as _kinds  # noqa: F401  registers the kinds
from .audiences import Audiences, recipients_of
from .moments import Reckoner, morning

AHEAD = dt.timedelta(hours=24)
LOOKED_BACK = dt.timedelta(days=60)
"""Longer than three cycles of two weeks: what was missed before that is no news any more."""

URGENT = dt.timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Expected:
    """One reminder of one item for one recipient."""

    recipient: UUID
    item: DueItem
    cause: str
    rule: ReminderRule | None
    falls_at: dt.datetime
    at_once: bool

    @property
    def key(self) -> tuple[UUID, UUID, int, str]:
        return self.recipient, self.item.pk, self.item.version, self.cause


@dataclass(frozen=True, slots=True)
class Fall:
    """A rule that falls for an item; without a rule the end of being put off."""

    rule: ReminderRule | None
    cause: str
    at: dt.datetime


def expected_reminders(*, at: dt.datetime) -> list[Expected]:
    """What falls until 24 hours from `at`, and of what fell before it the newest for each
    recipient and item."""
    rules: dict[str, list[ReminderRule]] = defaultdict(list)
    for rule in ReminderRule.objects.active().order_by("pk"):
        rules[rule.kind].append(rule)
    reckoner = Reckoner(daybook_of())
    audiences = Audiences.read(at=at)
    found: list[tuple[UUID, DueItem, list[Fall]]] = []
    for kind, of_kind in rules.items():
        if kind in due_items:
            for item in _items(kind, at):
                found += _falls(item, of_kind, reckoner, audiences, at)
    recipients = recipients_of(who for who, _item, _falls in found)
    put_off = dict(_put_off())
    return [
        one
        for who, item, falls in found
        for one in _kept(recipients[who], item, falls, put_off, reckoner, at)
    ]


def _items(kind: str, at: dt.datetime) -> Iterator[DueItem]:
    source = due_items[kind]
    rows = source.found(is_open=True)
    return source.items(kind, source.between(rows, at - LOOKED_BACK, at + LOOKED_BACK))


def _falls(
    item: DueItem,
    rules: list[ReminderRule],
    reckoner: Reckoner,
    audiences: Audiences,
    at: dt.datetime,
) -> Iterator[tuple[UUID, DueItem, list[Fall]]]:
    """Per user or organisation what falls for her of this item, from the past to 24 hours on."""
    falls: dict[UUID, list[Fall]] = defaultdict(list)
    for rule in rules:
        fall = _fall(rule, item, reckoner, at)
        if fall is not None:
            for who in audiences.told(rule.audience, item):
                falls[who].append(fall)
    for who, hers in falls.items():
        yield who, item, hers


def _fall(rule: ReminderRule, item: DueItem, reckoner: Reckoner, at: dt.datetime) -> Fall | None:
    moment = reckoner.falls_at(rule, item)
    if not at - LOOKED_BACK <= moment <= at + AHEAD:
        return None
    if not rule.repeat:
        return Fall(rule, rule.pk.hex, moment)
    day = reckoner.working(timezone.localdate(at + AHEAD))
    if morning(day) > at + AHEAD:
        day = reckoner.working(day - dt.timedelta(days=1))
    day = max(day, timezone.localdate(moment))
    return Fall(rule, f"{rule.pk.hex}.{day}", morning(day))


def _kept(
    recipient: UUID,
    item: DueItem,
    falls: list[Fall],
    put_off: dict[tuple[UUID, UUID], dt.date],
    reckoner: Reckoner,
    at: dt.datetime,
) -> Iterator[Expected]:
    """What comes, and the newest of what fell; nothing before the day it was put off to."""
    until = put_off.get((recipient, item.pk))
    if until is not None:
        again = morning(reckoner.working(until))
        falls = [fall for fall in falls if fall.at > again]
        if again <= at + AHEAD:
            falls.append(Fall(None, f"later.{until}", again))
    past = [fall for fall in falls if fall.at <= at]
    newest = [max(past, key=lambda fall: (fall.at, fall.cause))] if past else []
    for fall in [*newest, *(fall for fall in falls if fall.at > at)]:
        yield Expected(
            recipient, item, fall.cause, fall.rule, fall.at, _at_once(fall, item, reckoner, at)
        )


def _at_once(fall: Fall, item: DueItem, reckoner: Reckoner, at: dt.datetime) -> bool:
    """Urgent: counted in hours, within a day of the deadline, or on a day without a digest."""
    rule = fall.rule
    if rule is not None and rule.unit == Unit.HOURS:
        return True
    if rule is not None and rule.side == Side.AFTER:
        return False
    left = item.due_at - max(fall.at, at)
    near = dt.timedelta(0) < left <= URGENT
    return near or not reckoner.is_working_day(day_of(fall.at))


def _put_off() -> Iterator[tuple[tuple[UUID, UUID], dt.date]]:
    for recipient, item, until in PutOff.objects.values_list("recipient", "item", "until"):
        yield (recipient, item), until
