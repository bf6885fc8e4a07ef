"""When a rule falls. Counted on the clock on the wall; never past the deadline it warns of."""

import datetime as dt
from dataclasses import dataclass, field
from functools import lru_cache
from uuid import UUID

from django.utils import timezone

from coordination.kit.workdays import PUBLIC, DayBook, Offset, Unit, on_the_wall

from ...due import Dated
from ...models import ReminderRule, Side

MORNING = dt.time(7, 30)


@dataclass
class Reckoner:
    """Reckons on one calendar; what it found for a day it keeps."""

    days: DayBook = PUBLIC
    _found: dict[tuple[UUID, dt.date, bool], dt.date] = field(default_factory=dict)
    _working: dict[dt.date, bool] = field(default_factory=dict)

    def falls_at(self, rule: ReminderRule, item: Dated) -> dt.datetime:
        """When `rule` first falls for `item`.

        In days it falls in the morning. On a day that is not worked it falls on the working day
        before (of what is late: after); only one in hours or calendar days before a meeting on
        such a day stays there.
        """
        if rule.unit == Unit.HOURS:
            return self._by_hours(rule, item)
        return morning(self._day(rule, item))

    def is_working_day(self, day: dt.date) -> bool:
        if day not in self._working:
            self._working[day] = self.days.is_working_day(day)
        return self._working[day]

    def working(self, day: dt.date, *, forward: bool = False) -> dt.date:
        """`day` where it is worked, else the last working day before it or the first after it."""
        if self.is_working_day(day):
            return day
        return self.days.add_working_days(day, 1 if forward else 0)

    def _day(self, rule: ReminderRule, item: Dated) -> dt.date:
        stays = self._stays(item)
        known = (rule.pk, item.day, stays)
        if known not in self._found:
            self._found[known] = self._reckon(rule, item.day, stays=stays)
        return self._found[known]

    def _reckon(self, rule: ReminderRule, due: dt.date, *, stays: bool) -> dt.date:
        after = rule.side == Side.AFTER
        count = rule.number if after else -rule.number
        if rule.unit == Unit.WORKING_DAYS:
            return self.days.add_working_days(due, count)
        day = due + dt.timedelta(days=count)
        return day if stays and not after else self.working(day, forward=after)

    def _by_hours(self, rule: ReminderRule, item: Dated) -> dt.datetime:
        if rule.side == Side.AFTER:
            moment = item.counted_from + dt.timedelta(hours=rule.number)
        else:
            moment = Offset(rule.number, Unit.HOURS).before(item.counted_from)
        local = timezone.localtime(moment)
        if self._stays(item) or self.is_working_day(local.date()):
            return on_the_wall(local.replace(tzinfo=None))
        day = self.working(local.date(), forward=rule.side == Side.AFTER)
        return on_the_wall(dt.datetime.combine(day, local.time()))

    def _stays(self, item: Dated) -> bool:
        """True where it hangs on a meeting on a day that is not worked."""
        if item.meeting_at is None:
            return False
        return not self.is_working_day(timezone.localdate(item.meeting_at))


@lru_cache(maxsize=1_024)
def morning(day: dt.date) -> dt.datetime:
    """The moment of that day's digest."""
    return on_the_wall(dt.datetime.combine(day, MORNING))
