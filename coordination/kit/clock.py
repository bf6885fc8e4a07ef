"""What time it is: in the story that is told here, and on the machine.

`now()` and `today()` are the time of the story: what a page calls today, the `at` of a deed and of
its event, what is due, overdue or under embargo. In an ordinary instance that is the real time and
costs nothing. In an exercise it is set, goes faster or stands still (`escalation.exercise`).

`machine_now()` is the time of the machine, which no exercise moves: how long a session lasts and
how fresh a sign-in is, receipts of posts, leases and pulses of workers, backups. Rate limits,
presence and health read it themselves. Durations are measured with `time.monotonic()`.

Nothing else reads a clock; tests/test_law.py refuses it.
"""

import datetime as dt
from collections.abc import Callable

from django.utils import timezone

Story = Callable[[dt.datetime], dt.datetime]
_story: Story | None = None


def now() -> dt.datetime:
    """The moment at which the story stands, aware."""
    return story_at(timezone.now())


def today() -> dt.date:
    """The day on which the story stands, here."""
    return timezone.localdate(now())


def machine_now() -> dt.datetime:
    """The real moment, also in an exercise."""
    return timezone.now()


def machine_at(at: dt.datetime) -> dt.datetime:
    """What the machine's clock says at `at`: the same, and in an exercise the real moment of now.

    For a lease that is taken in the deed of that moment.
    """
    return at if _story is None else timezone.now()


def story_at(moment: dt.datetime) -> dt.datetime:
    """Where the story stood at a moment of the machine."""
    return moment if _story is None else _story(moment)


def speed() -> int:
    """How many times as fast as the machine's clock the story goes; 0 where it stands still."""
    real, moment = timezone.now(), dt.timedelta(milliseconds=10)
    return round((story_at(real) - story_at(real - moment)) / moment)


def tell(story: Story | None) -> None:
    """From now on the story stands where `story` says at a real moment; None: at that moment."""
    global _story  # noqa: PLW0603  one clock per process
    _story = story
