"""Where the story stands, read from its settings at most twice a second in each process.

A setting takes hold a second after it was made. By then every process has read it, so that web,
worker and beat change over at the same moment, and none of them ever goes back by itself.
"""

import datetime as dt
import time
from dataclasses import dataclass

from django.db import DatabaseError, connection, transaction

READ_AGAIN = 0.5
TAKES_HOLD = dt.timedelta(seconds=1)


@dataclass(frozen=True)
class Stretch:
    """The story from one setting of its clock to the next."""

    starts_at: dt.datetime
    story_at: dt.datetime
    speed: int

    def at(self, real: dt.datetime) -> dt.datetime:
        return self.story_at + (real - self.starts_at) * self.speed


class StoryClock:
    """Called with a real moment: where the story stands then."""

    def __init__(self) -> None:
        self.stretches: list[Stretch] = []
        self.read_at = float("-inf")

    def __call__(self, real: dt.datetime) -> dt.datetime:
        if time.monotonic() - self.read_at > READ_AGAIN:
            self.read()
        stretch = self.stretch_at(real)
        return real if stretch is None else stretch.at(real)

    def stretch_at(self, real: dt.datetime) -> Stretch | None:
        """The one that holds at a moment; before the first that first one."""
        begun = [one for one in self.stretches if one.starts_at <= real]
        return max(begun or self.stretches[:1], key=lambda one: one.starts_at, default=None)

    def read(self) -> None:
        """What was read stays where the database is away, or has no tables yet."""
        try:
            if connection.in_atomic_block:
                with transaction.atomic():
                    self.stretches = last_settings()
            else:
                self.stretches = last_settings()
        except DatabaseError:
            pass
        self.read_at = time.monotonic()


def last_settings() -> list[Stretch]:
    """The setting that may not have taken hold yet, and the one before it; in order."""
    # apps are ready before there are models
    from .models import ClockSetting

    rows = ClockSetting.objects.order_by("-starts_at").values_list("starts_at", "story_at", "speed")
    return [Stretch(*row) for row in rows[:2]][::-1]
