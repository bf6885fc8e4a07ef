"""Which reminders should exist: reckoned from rules, dates and what was put off, never from rows
that were planned before."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.utils import timezone

from coordination.kit.moments import day_of
from coordination.kit.workdays import Unit
from coordination.people.queries import daybook_of

from ...due import DueDate, due_items
from ...models import PutOff, Reminder, ReminderRule, Side
from ...queries import due as _kinds  # noqa: F401  registers the kinds
from .audiences import Audiences, recipients_of
from .moments import Reckoner, morning
from .owed import Id, Owed, Owner, read_owed, written_id

AHEAD = dt.timedelta(hours=24)
LOOKED_BACK = dt.timedelta(days=60)
"""Longer than three cycles of two weeks: what was missed before that is no news any more."""

URGENT = dt.timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Fall:
    """A rule that falls; without a rule the end of being put off."""

    rule: ReminderRule | None
    cause: str
    at: dt.datetime
    at_once: bool


class Expected(NamedTuple):
    """One reminder of one item for one recipient."""

    recipient: Id
    owed: Owed
    fall: Fall

    @property
    def key(self) -> tuple[Id, Id, int, str]:
        return self.recipient, self.owed.pk, self.owed.version, self.fall.cause


Narrow = Callable[[str, Any, "Timetable"], Any]
"""Of a kind with its rows those to look at again, or None where there are none."""


def missing_reminders(*, at: dt.datetime, narrow: Narrow | None = None) -> list[Expected]:
    """What falls until 24 hours from `at`, and of what fell before it the newest for each
    recipient and item, of which there is no row yet; with `narrow` not of all items."""
    rules: dict[str, list[ReminderRule]] = defaultdict(list)
    for rule in ReminderRule.objects.active().order_by("pk"):
        rules[rule.kind].append(rule)
    reckoner, audiences = Reckoner(daybook_of()), None
    missing: list[Expected] = []
    for kind, of_kind in rules.items():
        if kind not in due_items:
            continue
        rows, timetable = _rows(kind, at), Timetable(of_kind, reckoner, at)
        if narrow is not None and (rows := narrow(kind, rows, timetable)) is None:
            continue
        audiences = audiences or Audiences.read(at=at)
        shares = Shares(timetable, audiences)
        found = [(owed, share) for owed in read_owed(kind, rows) for share in shares.of(owed)]
        expected = _expected(found, timetable)
        planned = _planned(rows) if found else set()
        missing += [one for one in expected if one.key not in planned]
    return missing


def _rows(kind: str, at: dt.datetime) -> Any:
    source = due_items[kind]
    return source.between(source.found(is_open=True), at - LOOKED_BACK, at + LOOKED_BACK)


def _planned(rows: Any) -> set[tuple[Id, Id, int, str]]:
    """The keys of what was planned before of these items."""
    ledger = Reminder.objects.filter(item__in=rows.values("pk"))
    ids = written_id("recipient"), written_id("item")
    return set(ledger.values_list(*ids, "item_version", "cause"))


@dataclass
class Timetable:
    """What falls of the rules of one kind: the same for every item of the same date."""

    rules: list[ReminderRule]
    reckoner: Reckoner
    at: dt.datetime
    _found: dict[DueDate, list[Fall]] = field(default_factory=dict)

    def falls(self, date: DueDate) -> list[Fall]:
        """From the past to 24 hours on."""
        if date not in self._found:
            falls = (self._fall(rule, date) for rule in self.rules)
            self._found[date] = [fall for fall in falls if fall is not None]
        return self._found[date]

    def again(self, until: dt.date, date: DueDate) -> Fall | None:
        """The end of being put off until a day."""
        moment = morning(self.reckoner.working(until))
        if moment > self.at + AHEAD:
            return None
        return Fall(None, f"later.{until}", moment, self._at_once(None, moment, date))

    def quiet_until(self, until: dt.date) -> dt.datetime:
        return morning(self.reckoner.working(until))

    def _fall(self, rule: ReminderRule, date: DueDate) -> Fall | None:
        moment = self.reckoner.falls_at(rule, date)
        if not self.at - LOOKED_BACK <= moment <= self.at + AHEAD:
            return None
        cause = rule.pk.hex
        if rule.repeat:
            day = max(self._last_morning(), timezone.localdate(moment))
            cause, moment = f"{cause}.{day}", morning(day)
        return Fall(rule, cause, moment, self._at_once(rule, moment, date))

    def _last_morning(self) -> dt.date:
        """The last working day whose morning comes within 24 hours."""
        day = self.reckoner.working(timezone.localdate(self.at + AHEAD))
        if morning(day) > self.at + AHEAD:
            day = self.reckoner.working(day - dt.timedelta(days=1))
        return day

    def _at_once(self, rule: ReminderRule | None, moment: dt.datetime, date: DueDate) -> bool:
        """Urgent: counted in hours, within a day of the deadline, or on a day without a digest."""
        if rule is not None and rule.unit == Unit.HOURS:
            return True
        if rule is not None and rule.side == Side.AFTER:
            return False
        left = date.due_at - max(moment, self.at)
        near = dt.timedelta(0) < left <= URGENT
        return near or not self.reckoner.is_working_day(day_of(moment))


class Share(NamedTuple):
    """What falls of a date for one user or organisation: all of it, and what is still news."""

    who: Id
    falls: list[Fall]
    news: list[Fall]


@dataclass
class Shares:
    """Who is told what of a date; the same for all items of one owner with that date."""

    timetable: Timetable
    audiences: Audiences
    _found: dict[tuple[DueDate, Owner], list[Share]] = field(default_factory=dict)

    def of(self, owed: Owed) -> list[Share]:
        key = (owed.date, owed.owner)
        if key not in self._found:
            self._found[key] = [*self._shares(*key)]
        return self._found[key]

    def _shares(self, date: DueDate, owner: Owner) -> Iterator[Share]:
        by_whom: dict[Id, list[Fall]] = defaultdict(list)
        for fall in self.timetable.falls(date):
            assert fall.rule is not None, "only what was put off has none"
            for who in self.audiences.told(fall.rule.audience, owner):
                by_whom[who].append(fall)
        for who, falls in by_whom.items():
            yield Share(who, falls, _newest(falls, self.timetable.at))


def _expected(found: list[tuple[Owed, Share]], timetable: Timetable) -> Iterator[Expected]:
    """What comes, and the newest of what fell; nothing before the day it was put off to."""
    recipients = recipients_of(share.who for _owed, share in found)
    put_off = _put_off()
    for owed, share in found:
        recipient, falls = recipients[share.who], share.news
        if put_off and (until := put_off.get((recipient, owed.pk))):
            falls = _newest(_after(until, share.falls, owed, timetable), timetable.at)
        for fall in falls:
            yield Expected(recipient, owed, fall)


def _after(until: dt.date, falls: list[Fall], owed: Owed, timetable: Timetable) -> list[Fall]:
    again = timetable.again(until, owed.date)
    left = [fall for fall in falls if fall.at > timetable.quiet_until(until)]
    return [*left, again] if again else left


def _newest(falls: list[Fall], at: dt.datetime) -> list[Fall]:
    past = [fall for fall in falls if fall.at <= at]
    newest = [max(past, key=lambda fall: (fall.at, fall.cause))] if past else []
    return [*newest, *(fall for fall in falls if fall.at > at)]


def _put_off() -> dict[tuple[Id, Id], dt.date]:
    ids = written_id("recipient"), written_id("item")
    return {(who, item): until for who, item, until in PutOff.objects.values_list(*ids, "until")}
