"""Meetings as other programs read them: iCalendar (RFC 5545), and invitations (RFC 5546).

What comes in from outside is read in calendars_read.py.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from django.utils import timezone
from icalendar import Calendar, Event, vCalAddress, vText

from .exercise import marked

MAKER = "-//Baken//Baken//NL"
TYPE = "text/calendar; charset=utf-8"


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
        calendar.add("x-wr-calname", marked(name))
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
    event.add("summary", marked(appointment.title))
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
