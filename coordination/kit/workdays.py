"""Working days and offsets: Dutch public holidays, days that are closed, and the clock on the wall.

    Offset(1, Unit.WORKING_DAYS).before(starts_at)     Sunday's meeting: Friday at the same hour

Days that an organisation keeps closed, and holidays that are worked all the same, are handed in
as a DayBook (people.queries.daybook_of).
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

SATURDAY = 5
FARTHEST = 2_000
"""Days that are looked through for a working day: nobody closes for more than five years."""

HOLE, BEFORE_HOLE = dt.time(2), dt.time(1, 59)
AFTER_HOLE = dt.time(3)
"""The hour that is skipped in spring and comes twice in autumn: nothing is planned in it."""


class Unit(models.TextChoices):
    WORKING_DAYS = "working_days", _("working days")
    CALENDAR_DAYS = "calendar_days", _("calendar days")
    HOURS = "hours", _("hours")


@dataclass(frozen=True)
class DayBook:
    """Days that are closed beside the public holidays, and holidays that are worked."""

    closed: Mapping[dt.date, str] = field(default_factory=dict)
    worked: frozenset[dt.date] = frozenset()

    def why_closed(self, day: dt.date) -> str:
        """The name of the holiday or closed day; empty for all other days, weekends too.

        Good Friday is a holiday here, as the law on terms has it; who works it says so by a row.
        """
        if day in self.closed:
            return self.closed[day]
        return (
            "" if day in self.worked else str(public_holidays(get_language() or "nl").get(day, ""))
        )

    def is_working_day(self, day: dt.date) -> bool:
        if day in self.worked and day not in self.closed:
            return True
        return day.weekday() < SATURDAY and not self.why_closed(day)

    def add_working_days(self, day: dt.date, count: int) -> dt.date:
        """So many working days on, or back below 0; with 0 the last one on or before `day`."""
        step = dt.timedelta(days=1 if count > 0 else -1)
        left = abs(count)
        for _day in range(FARTHEST + abs(count) * 2):
            if left == 0 and (count or self.is_working_day(day)):
                return day
            day += step
            left -= bool(count) and self.is_working_day(day)
        raise ValueError("no working day within five years")


@dataclass(frozen=True)
class Offset:
    """How long before a moment, reckoned on the clock on the wall in the country's own zone."""

    number: int
    unit: Unit

    def before(self, moment: dt.datetime, days: DayBook | None = None) -> dt.datetime:
        """The moment so long before `moment`; never between two and three at night."""
        local = timezone.localtime(moment).replace(tzinfo=None)
        match self.unit:
            case Unit.WORKING_DAYS:
                day = (days or PUBLIC).add_working_days(local.date(), -self.number)
                wall = dt.datetime.combine(day, local.time())
            case Unit.CALENDAR_DAYS:
                wall = local - dt.timedelta(days=self.number)
            case _:
                wall = local - dt.timedelta(hours=self.number)
        return on_the_wall(wall)


def on_the_wall(wall: dt.datetime, zone: dt.tzinfo | None = None) -> dt.datetime:
    """The moment at which the clock shows `wall`; what falls in the hole goes a little earlier."""
    if HOLE <= wall.time() < AFTER_HOLE:
        wall = dt.datetime.combine(wall.date(), BEFORE_HOLE)
    return timezone.make_aware(wall, zone).astimezone(dt.UTC)


def is_working_day(day: dt.date) -> bool:
    """No Saturday, no Sunday, no Dutch public holiday."""
    return PUBLIC.is_working_day(day)


def add_working_days(day: dt.date, count: int) -> dt.date:
    """So many working days on, or back where `count` is negative."""
    return PUBLIC.add_working_days(day, count)


@cache
def public_holidays(language: str) -> Mapping[dt.date, str]:
    """The Dutch public holidays by day, named in Dutch or English; years are added when asked."""
    from holidays import country_holidays  # slow to import: two fifths of a second

    named: Mapping[dt.date, str] = country_holidays(
        "NL", language="en_US" if language == "en" else "nl"
    )
    return named


PUBLIC = DayBook()
