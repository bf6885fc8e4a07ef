"""Which meeting and which cycle a milestone misses by becoming late."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import DateField, Q, UUIDField
from django.utils import timezone

from coordination.cycle.models import Cycle
from coordination.dossiers.queries.prepared import Many, PreparedForReader
from coordination.meetings.models import Meeting

from ..models import Milestone, Missed

WIDEST = dt.timedelta(days=62)
"""A meeting further before the last day of a milestone is not the one it was meant for."""


NOTHING = Missed()


@dataclass(frozen=True)
class Calendar:
    """The meetings of some bodies and the cycles of some days, as one reader sees them."""

    meetings: dict[Any, list[Meeting]]
    cycles: list[Cycle]

    def missed(self, milestone: Milestone, until: dt.date) -> Missed:
        """What the milestone misses by being there on `until` and not on the day it has."""
        due = milestone.due_on
        if due is None or until <= due:
            return NOTHING
        meeting = self._meant(milestone, due)
        if meeting is not None and timezone.localdate(meeting.starts_at) >= until:
            meeting = None
        cycles = (one for one in self.cycles if one.starts_on <= due <= one.last_day)
        cycle = next((one for one in cycles if one.last_day < until), None)
        return Missed(meeting, cycle)

    def _meant(self, milestone: Milestone, due: dt.date) -> Meeting | None:
        """The last meeting of its body by the day it was due."""
        since = (milestone.starts_on or due) if milestone.due_words else due - WIDEST
        held = self.meetings.get(milestone.body_id, [])
        fitting = [one for one in held if since <= timezone.localdate(one.starts_at) <= due]
        return fitting[-1] if fitting else None


def missed_by(milestone: Milestone, until: dt.date, user: Any) -> Missed:
    """The same for one milestone: two queries at most."""
    return calendar_of([milestone], user).missed(milestone, until)


def calendar_of(milestones: Iterable[Milestone], user: Any) -> Calendar:
    """What is needed to say what these miss: one query for meetings and one for cycles."""
    dated = [one for one in milestones if one.due_on is not None]
    if not dated:
        return Calendar({}, [])
    days = [one.due_on for one in dated if one.due_on]
    first, last = min(days), max(days)
    bodies = {one.body_id for one in dated if one.body_id}
    return Calendar(
        _meetings(bodies, first - WIDEST, last, user) if bodies else {},
        _cycles(first, last, user),
    )


def _meetings(bodies: Iterable[Any], first: dt.date, last: dt.date, user: Any) -> Any:
    found: dict[Any, list[Meeting]] = defaultdict(list)
    for meeting in _of_bodies(user, bodies=bodies, first=first, last=last):
        found[meeting.body_id].append(meeting)
    return found


def _meetings_of(user: Any, bodies: Any, first: Any, last: Any) -> Any:
    days = Q(starts_at__date__gte=first, starts_at__date__lte=last)
    rows: Any = Meeting.objects.visible_to(user).standing().filter(days, body__in=bodies)
    return rows.select_related("body").order_by("starts_at", "pk")


def _cycles(first: dt.date, last: dt.date, user: Any) -> list[Cycle]:
    """Cycles that hold one of these days; a cadence turns within two months."""
    return list(_of_days(user, after=first - WIDEST, last=last))


def _cycles_of(user: Any, after: Any, last: Any) -> Any:
    rows = Cycle.objects.visible_to(user).filter(
        starts_on__gt=after, starts_on__lte=last, skipped=False, cadence__outside=False
    )
    return rows.select_related("cadence").order_by("starts_on", "pk")


_of_bodies = PreparedForReader(
    _meetings_of, bodies=Many(UUIDField()), first=DateField(), last=DateField()
)
_of_days = PreparedForReader(_cycles_of, after=DateField(), last=DateField())
