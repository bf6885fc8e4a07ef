"""Calendars of others (iCalendar, RFC 5545), read within bounds."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import Any

from dateutil.rrule import rrulestr  # type: ignore[import-untyped]  # it ships no types
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from icalendar import Calendar

from .refusals import Refusal
from .text import refuse_unsafe

MOST_BYTES, MOST_EVENTS, MOST_TIMES, MOST_READ = 1024 * 1024, 2000, 1000, 5000
MOST_RULES, MOST_STEPS, FIRST_YEAR = 100, 20_000, 2000
AHEAD, BEHIND = timedelta(days=731), timedelta(days=31)
CALM = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}
LONGEST = 200


class NotRead(Refusal):
    """The file is none, too large, or tells more than a person plans."""


@dataclass(frozen=True)
class Read:
    """One event of a calendar from outside; of a recurring one each time it takes place.

    `recurs_at` is the hour a time of a recurring event was meant to start, also once it was moved.
    """

    uid: str
    title: str
    starts_at: datetime
    ends_at: datetime
    place: str = ""
    recurs_at: datetime | None = None
    whole_day: bool = False
    is_cancelled: bool = False


Times = tuple[str, datetime]
"""A time of a recurring event: its UID and the hour it was meant to start."""


@dataclass
class _Steps:
    """What is left to count for all rules of a file together."""

    left: int = MOST_STEPS

    def take(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise NotRead(_("An event repeats more than 1,000 times; export a shorter period."))


def read_calendar(content: bytes, *, at: datetime) -> list[Read]:
    """The events of an .ics, in order of time; recurring ones from a month before `at` to two
    years after it.

    A time that was moved or cancelled by itself stands as it is now. Refuses with a sentence: no
    calendar, text that is not UTF-8, more than 1 MB, 2,000 events, 100 that recur, 1,000 times of
    one, or 5,000 times together.
    """
    events, withdrawn = _events(content)
    steps = _Steps()
    read: list[Read] = []
    try:
        moved = {(_uid(one), _moment(one.decoded("recurrence-id"))) for one in _overrides(events)}
        for event in events:
            for one in _times(event, at, moved, steps, withdrawn=withdrawn):
                read.append(one)
                if len(read) > MOST_READ:
                    raise NotRead(_("This calendar holds too much; export a shorter period."))
    except (ValueError, TypeError, AttributeError, OverflowError, KeyError) as trouble:
        raise NotRead(_("This calendar holds a moment that cannot be read.")) from trouble
    return sorted(read, key=lambda one: (one.starts_at, one.uid))


def _events(content: bytes) -> tuple[list[Any], bool]:
    """The events, and whether the whole file withdraws them."""
    if len(content) > MOST_BYTES:
        raise NotRead(_("This calendar is larger than 1 MB; export a shorter period."))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as trouble:
        raise NotRead(_("This file is not in UTF-8; export it as an .ics in UTF-8.")) from trouble
    try:
        calendar = Calendar.from_ical(text)
        events = [one for one in calendar.walk("VEVENT") if "dtstart" in one]
    except (ValueError, IndexError, KeyError, AttributeError) as trouble:
        raise NotRead(_("This is no calendar that can be read; export it as .ics.")) from trouble
    if len(events) > MOST_EVENTS:
        raise NotRead(_("This calendar holds more than 2,000 events; export a shorter period."))
    if sum("rrule" in event for event in events) > MOST_RULES:
        raise NotRead(_("This calendar holds more than 100 recurring events."))
    return events, str(calendar.get("method", "")).upper() == "CANCEL"


def _overrides(events: list[Any]) -> list[Any]:
    return [event for event in events if "recurrence-id" in event]


def _uid(event: Any) -> str:
    """Its own name, else what it is and when: the same in the next export."""
    return str(event.get("uid", "")) or f"{event.get('summary', '')} {event['dtstart'].dt}"


def _times(
    event: Any, at: datetime, moved: set[Times], steps: _Steps, *, withdrawn: bool
) -> Iterator[Read]:
    start = _moment(event.decoded("dtstart"))
    lasts = _lasts(event, start)
    uid, title, place = _uid(event), _line(event, "summary"), _line(event, "location")
    whole_day = not isinstance(event.decoded("dtstart"), datetime)
    cancelled = withdrawn or str(event.get("status", "")).upper() == "CANCELLED"
    own = _moment(event.decoded("recurrence-id")) if "recurrence-id" in event else None
    for begins, recurs in _recurring(event, start, at, steps):
        recurs_at = own.astimezone(UTC) if own else recurs
        if own is None and recurs is not None and (uid, recurs) in moved:
            continue
        ends = begins + lasts
        yield Read(uid, title, begins, ends, place, recurs_at, whole_day, cancelled)


def _lasts(event: Any, start: datetime) -> timedelta:
    if "dtend" in event:
        lasts = _moment(event.decoded("dtend")) - start
    elif "duration" in event:
        lasts = event.decoded("duration")
    else:
        whole_day = not isinstance(event.decoded("dtstart"), datetime)
        lasts = timedelta(days=1) if whole_day else timedelta(hours=1)
    if not timedelta(0) <= lasts <= AHEAD:
        raise NotRead(_("This calendar holds a moment that cannot be read."))
    return lasts


def _line(event: Any, name: str) -> str:
    """A text on one line; refuses characters that cannot be kept."""
    text = " ".join(str(event.get(name, "")).split())[:LONGEST]
    for problem in refuse_unsafe(text, longest=None):
        raise NotRead(problem)
    return text


def _recurring(
    event: Any, start: datetime, at: datetime, steps: _Steps
) -> Iterator[tuple[datetime, datetime | None]]:
    """Each start, on the same hour of the clock there; without a rule the one."""
    if "rrule" not in event or "recurrence-id" in event:
        yield start.astimezone(UTC), None
        return
    rules = event["rrule"] if isinstance(event["rrule"], list) else [event["rrule"]]
    if any(str(rule.get("freq", [""])[0]).upper() not in CALM for rule in rules):
        raise NotRead(_("An event repeats more than once a day; that is no meeting."))
    if start.year < FIRST_YEAR:
        raise NotRead(_("This calendar holds a moment that cannot be read."))
    left_out = {moment.astimezone(UTC) for moment in _moments(event, "exdate")}
    added = {moment.astimezone(UTC) for moment in _moments(event, "rdate")}
    found = {moment for rule in rules for moment in _of_rule(rule, start, at, steps)} | added
    if len(found) > MOST_TIMES:
        raise NotRead(_("An event repeats more than 1,000 times; export a shorter period."))
    for moment in sorted(found - left_out):
        yield moment, moment


def _of_rule(rule: Any, start: datetime, at: datetime, steps: _Steps) -> Iterator[datetime]:
    zone, first = start.tzinfo, start.replace(tzinfo=None)
    until = (at + AHEAD).astimezone(zone).replace(tzinfo=None)
    times = rrulestr(_bounded(rule, zone, until), dtstart=first)
    often = rule.get("COUNT")
    for naive in islice(times, int(often[0]) if often else None):
        steps.take()
        moment = naive.replace(tzinfo=zone).astimezone(UTC)
        if moment >= at - BEHIND:
            yield moment


def _bounded(rule: Any, zone: Any, until: datetime) -> str:
    """The rule as it reads on the clock there, with an end, also where it never comes true."""
    written = {name: value for name, value in rule.items() if name != "COUNT"}
    if "UNTIL" in written:
        end = _moment(written["UNTIL"][0])
        until = min(until, end.astimezone(zone).replace(tzinfo=None))
    written["UNTIL"] = [until]
    return str(type(rule)(written).to_ical().decode())


def _moments(event: Any, name: str) -> Iterator[datetime]:
    """The moments of EXDATE or RDATE; of a period its start."""
    found = event.get(name, [])
    for one in found if isinstance(found, list) else [found]:
        for day in one.dts:
            yield _moment(day.dt[0] if isinstance(day.dt, tuple) else day.dt)


def _moment(value: date | datetime) -> datetime:
    """An aware moment; a day alone or a floating hour is meant here."""
    if not isinstance(value, datetime):
        value = datetime.combine(value, time())
    return value if value.tzinfo else value.replace(tzinfo=timezone.get_default_timezone())
