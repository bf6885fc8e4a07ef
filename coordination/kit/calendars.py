"""Meetings as other programs read them: iCalendar (RFC 5545), and invitations (RFC 5546)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import islice
from typing import Any

from dateutil.rrule import rrulestr  # type: ignore[import-untyped]  # it ships no types
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from icalendar import Calendar, Event, vCalAddress, vText

from .refusals import Refusal

MAKER = "-//Baken//Baken//NL"
TYPE = "text/calendar; charset=utf-8"
MOST_BYTES, MOST_EVENTS, MOST_TIMES = 1024 * 1024, 2000, 1000
MOST_RULES, FIRST_YEAR, AHEAD = 100, 2000, timedelta(days=731)
CALM = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}


class Method(StrEnum):
    """What a mail asks of the calendar that receives it."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


@dataclass(frozen=True)
class Appointment:
    """`uid` stays for the life of a meeting; `sequence` goes up with each change of it."""

    uid: str
    sequence: int
    title: str
    starts_at: datetime
    ends_at: datetime
    stamped_at: datetime
    place: str = ""
    url: str = ""
    is_cancelled: bool = False


@dataclass(frozen=True)
class Invited:
    """From whom an invitation comes and for whom it is, by their addresses."""

    organizer: str
    attendee: str


def calendar_file(appointments: Sequence[Appointment], *, name: str = "") -> bytes:
    """All of them in one calendar, at the time on the clock here, with its zone."""
    calendar = _calendar()
    if name:
        calendar.add("x-wr-calname", name)
        calendar.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    for appointment in appointments:
        calendar.add_component(_event(appointment))
    return _with_zones(calendar, appointments)


def invitation(appointment: Appointment, method: Method, who: Invited) -> bytes:
    """One meeting as a calendar takes it over from a mail, changes it or strikes it."""
    calendar = _calendar()
    calendar.add("method", method.value)
    event = _event(appointment)
    event.add("organizer", vCalAddress(f"mailto:{who.organizer}"))
    attendee = vCalAddress(f"mailto:{who.attendee}")
    attendee.params["ROLE"] = vText("REQ-PARTICIPANT")
    attendee.params["RSVP"] = vText("FALSE")
    event.add("attendee", attendee)
    calendar.add_component(event)
    return _with_zones(calendar, [appointment])


def _calendar() -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    return calendar


def _event(appointment: Appointment) -> Event:
    event = Event()
    event.add("uid", appointment.uid)
    event.add("sequence", appointment.sequence)
    event.add("dtstamp", appointment.stamped_at.astimezone(UTC))
    event.add("dtstart", _here(appointment.starts_at))
    event.add("dtend", _here(appointment.ends_at))
    event.add("summary", appointment.title)
    event.add("status", "CANCELLED" if appointment.is_cancelled else "CONFIRMED")
    if appointment.place:
        event.add("location", appointment.place)
    if appointment.url:
        event.add("url", appointment.url)
        event.add("description", appointment.url)
    return event


def _here(moment: datetime) -> datetime:
    """The hour on the clock here: 11.00 stays 11.00 when the clock goes forward."""
    return moment.astimezone(timezone.get_default_timezone())


def _with_zones(calendar: Calendar, appointments: Sequence[Appointment]) -> bytes:
    if appointments:
        # whole years, so that both changes of the clock stand in it
        years = [_here(one.starts_at).year for one in appointments]
        first, last = date(min(years), 1, 1), date(max(years) + 1, 12, 31)
        calendar.add_missing_timezones(first, last)
    written: bytes = calendar.to_ical()
    return written


class NotRead(Refusal):
    """The file is none, too large, or tells more than a person plans."""


@dataclass(frozen=True)
class Read:
    """One event of a calendar from outside; of a recurring one each time it takes place."""

    uid: str
    title: str
    starts_at: datetime
    ends_at: datetime
    place: str = ""


def read_calendar(content: bytes, *, at: datetime) -> list[Read]:
    """The events of an .ics, in order of time; recurring ones for two years from `at` on.

    Refuses with a sentence: no calendar, more than 1 MB, 2,000 events, 100 that recur, or
    1,000 times of one.
    """
    if len(content) > MOST_BYTES:
        raise NotRead(_("This calendar is larger than 1 MB; export a shorter period."))
    try:
        calendar = Calendar.from_ical(content)
        events = [one for one in calendar.walk("VEVENT") if "dtstart" in one]
    except (ValueError, IndexError, KeyError, AttributeError) as trouble:
        raise NotRead(_("This is no calendar that can be read; export it as .ics.")) from trouble
    if len(events) > MOST_EVENTS:
        raise NotRead(_("This calendar holds more than 2,000 events; export a shorter period."))
    if sum("rrule" in event for event in events) > MOST_RULES:
        raise NotRead(_("This calendar holds more than 100 recurring events."))
    try:
        read = [one for event in events for one in _times(event, at)]
    except (ValueError, TypeError, AttributeError, OverflowError, KeyError) as trouble:
        raise NotRead(_("This calendar holds a moment that cannot be read.")) from trouble
    return sorted(read, key=lambda one: (one.starts_at, one.uid))


def _times(event: Any, at: datetime) -> Iterator[Read]:
    start = _moment(event.decoded("dtstart"))
    end = _moment(event.decoded("dtend")) if "dtend" in event else start + timedelta(hours=1)
    uid, title = str(event.get("uid", "")), str(event.get("summary", ""))[:200]
    place = str(event.get("location", ""))[:200]
    for begins in _recurring(event, start, at):
        yield Read(uid, title, begins, begins + (end - start), place)


def _recurring(event: Any, start: datetime, at: datetime) -> Iterator[datetime]:
    """Each start, on the same hour of the clock there; without a rule the one."""
    if "rrule" not in event:
        yield start.astimezone(UTC)
        return
    rules = event["rrule"] if isinstance(event["rrule"], list) else [event["rrule"]]
    if any(str(rule.get("freq", [""])[0]).upper() not in CALM for rule in rules):
        raise NotRead(_("An event repeats more than once a day; that is no meeting."))
    zone = start.tzinfo
    first = start.replace(tzinfo=None)
    until = (at + AHEAD).astimezone(zone).replace(tzinfo=None)
    left_out = {moment.astimezone(UTC) for moment in _exceptions(event)}
    if start.year < FIRST_YEAR:
        raise NotRead(_("This calendar holds a moment that cannot be read."))
    for rule in rules:
        times = rrulestr(_bounded(rule, zone, until), dtstart=first)
        often = int(rule.get("COUNT", [MOST_TIMES + 1])[0])
        for count, naive in enumerate(islice(times, min(often, MOST_TIMES + 1))):
            if count >= MOST_TIMES:
                raise NotRead(_("An event repeats more than 1,000 times; export a shorter period."))
            moment = naive.replace(tzinfo=zone).astimezone(UTC)
            if moment not in left_out:
                yield moment


def _bounded(rule: Any, zone: Any, until: datetime) -> str:
    """The rule as it reads on the clock there, with an end, also where it never comes true."""
    written = {name: value for name, value in rule.items() if name != "COUNT"}
    if "UNTIL" in written:
        end = _moment(written["UNTIL"][0])
        until = min(until, end.astimezone(zone).replace(tzinfo=None))
    written["UNTIL"] = [until]
    return str(type(rule)(written).to_ical().decode())


def _exceptions(event: Any) -> Iterator[datetime]:
    found = event.get("exdate", [])
    for one in found if isinstance(found, list) else [found]:
        for day in one.dts:
            yield _moment(day.dt)


def _moment(value: date | datetime) -> datetime:
    """An aware moment; a day alone or a floating hour is meant here."""
    if not isinstance(value, datetime):
        value = datetime.combine(value, time())
    return value if value.tzinfo else value.replace(tzinfo=timezone.get_default_timezone())
