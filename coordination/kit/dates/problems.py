"""The sentences behind a flag: what is wrong, and what to type instead."""

from __future__ import annotations

from datetime import date

from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _


def written(day: date) -> Promise:
    return format_lazy("{day} {month} {year}", day=day.day, month=MONTHS[day.month], year=day.year)


def no_such_day(words: str) -> Promise:
    return format_lazy(_("“{words}” is not a date that exists. Type another date."), words=words)


def no_such_time(words: str) -> Promise:
    return format_lazy(_("“{words}” is not a time that exists. Type another time."), words=words)


def two_hours(words: str, hour: int, minute: int) -> Promise:
    return format_lazy(
        _("“{words}” can mean {one:02}:{minute:02} or {other}:{minute:02}. Type which of the two."),
        words=words,
        one=hour,
        other=hour + 12,
        minute=minute,
    )


def year_out_of_reach(year: int) -> Promise:
    return format_lazy(_("The year {year:04d} is out of reach. Check the date."), year=year)


def weekday_differs(day: date, typed: int) -> Promise:
    return format_lazy(
        _("{date} is a {weekday}, not a {typed}. Correct the day or the date."),
        date=written(day),
        weekday=WEEKDAYS[day.weekday()],
        typed=WEEKDAYS[typed],
    )


def in_the_past(day: date, on: date) -> Promise:
    """Seen from `on`: the day of the meeting in its minutes, elsewhere today."""
    return format_lazy(
        _("{date} lies before {on}. Check the date."), date=written(day), on=written(on)
    )


def two_meanings(words: str, one: date, other: date) -> Promise:
    return format_lazy(
        _("“{words}” can mean {one} or {other}. Type the date."),
        words=words,
        one=written(one),
        other=written(other),
    )


def not_set(words: str) -> Promise:
    return format_lazy(_("“{words}”: no date yet. Type one as soon as it is known."), words=words)


def unknown_body(code: str) -> Promise:
    return format_lazy(_("Unknown body “{code}”. Type a date, or the code of a body."), code=code)


def no_meeting_planned(code: str | None) -> Promise:
    if code is None:
        return format_lazy(_("No next meeting is planned. Plan it, or type a date."))
    return format_lazy(_("No meeting of {code} is planned. Plan it, or type a date."), code=code)


def no_meeting_on(code: str | None, day: date) -> Promise:
    if code is None:
        return format_lazy(_("No meeting is planned on {date}. Check the date."), date=written(day))
    return format_lazy(
        _("No meeting of {code} is planned on {date}. Check the date."),
        code=code,
        date=written(day),
    )
