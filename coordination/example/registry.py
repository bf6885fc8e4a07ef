"""Each app brings its own part of the example, loaded in the order of the apps."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from coordination.kit.registry import Registry

FIRST_MONDAY = date(2020, 11, 2)
"""The Monday the documents start from (report of the working group of 2 November 2020)."""


@dataclass(frozen=True)
class Shift:
    """The documents' dates, moved by whole weeks so that deadlines are near.

    A loader adds to `notes` what the person at the terminal should read, and makes up figures
    only where `figures` asks for them.
    """

    weeks: int
    now: datetime
    figures: bool = True
    notes: list[str] = field(default_factory=list)

    def day(self, year: int, month: int, day: int) -> date:
        return date(year, month, day) + timedelta(weeks=self.weeks)

    def moment(self, year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
        """A local wall-clock moment on the moved day."""
        return timezone.make_aware(datetime.combine(self.day(year, month, day), time(hour, minute)))


Loader = Callable[[Shift], None]

example: Registry[Loader] = Registry("example")
