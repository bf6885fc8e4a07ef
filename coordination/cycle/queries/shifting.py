"""What of a cycle can still go to another moment."""

import datetime as dt
from dataclasses import dataclass

from coordination.meetings.models import MeetingStatus
from coordination.people.models import User

from ..models import Cadence
from .places import Place, places_between

FURTHEST_DAYS = 100 * 366


def is_a_cycle(cadence: Cadence, number: int) -> bool:
    """Whether the cadence comes to this number within a hundred years of its anchor."""
    return 0 < number <= FURTHEST_DAYS // cadence.length


@dataclass(frozen=True)
class Movable:
    """A place of a cycle that has not begun, under the key by which it is chosen.

    The key of a meeting holds its version.
    """

    key: str
    place: Place


def movable_in(user: User, cadence: Cadence, number: int, *, at: dt.datetime) -> list[Movable]:
    """Planned meetings and events of this cycle that are still to come, each once."""
    first = cadence.starts_on(number)
    last = cadence.starts_on(number + 1) - dt.timedelta(days=1)
    found: dict[str, Movable] = {}
    for place in places_between(user, [cadence], first, last):
        meeting = place.meeting
        if place.starts_at <= at or (meeting is None and not place.is_event):
            continue
        if meeting is None:
            key = f"e.{place.slot.pk}"
        elif meeting.status == MeetingStatus.PLANNED:
            key = f"m.{meeting.pk}.{meeting.version}"
        else:
            continue
        found.setdefault(key, Movable(key, place))
    return list(found.values())
