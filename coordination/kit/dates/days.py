"""Arithmetic on days: which year, which week, which last day. Never a guess: None = no such day."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

# A day without a year that lies at most so many days back is that day (and flagged as past), not
# the one a year ahead: "30 dec" typed on 4 January is last week, "15 jan" in November is to come.
RECENT = timedelta(days=31)
YEARS_BACK, YEARS_AHEAD = 2, 10
FRIDAY, SATURDAY, SUNDAY = 4, 5, 6


def day_of(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def last_day(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def year_of(on: date, month: int, day: int) -> int:
    """Return the year meant by a month and day without one, seen from `on`."""
    for year in (on.year - 1, on.year):
        if last_day(year, month).replace(day=min(day, monthrange(year, month)[1])) >= on - RECENT:
            return year
    return on.year + 1


def in_reach(year: int, on: date) -> bool:
    return on.year - YEARS_BACK <= year <= on.year + YEARS_AHEAD


def next_weekday(on: date, weekday: int) -> date:
    """Return the first such weekday strictly after `on`."""
    return on + timedelta(days=(weekday - on.weekday() - 1) % 7 + 1)


def monday_of(on: date, weeks_ahead: int = 0) -> date:
    return on + timedelta(days=7 * weeks_ahead - on.weekday())


def add_months(on: date, months: int) -> date:
    """Return the same day so many months on, or the last day of a month that is shorter."""
    year, month = divmod(on.year * 12 + on.month - 1 + months, 12)
    return date(year, month + 1, min(on.day, monthrange(year, month + 1)[1]))
