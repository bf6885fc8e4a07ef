"""The order that a rhythm has by its slots, and what of a cycle breaks it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from coordination.meetings.models import Meeting
from coordination.people.models import User

from ..models import Cycle, MovedEvent, PlannedMeeting, Slot

Hours = tuple[dt.datetime, dt.datetime]
Event = tuple[UUID, UUID]
"""An event in a cycle: its slot and the cycle."""


@dataclass(frozen=True)
class Turn:
    """A meeting or an event in its place of a cycle, with the hours at which it stands."""

    slot: Slot
    starts_at: dt.datetime
    ends_at: dt.datetime
    meeting: Meeting | None = None

    @property
    def begins(self) -> int:
        """Minutes from the start of the cycle, by its slot."""
        at = self.slot.starts
        return self.slot.day_offset * 24 * 60 + at.hour * 60 + at.minute

    def precedes(self, other: "Turn") -> bool:
        """By the slots it has ended when `other`, of another body, begins."""
        same = self.slot.body_id is not None and self.slot.body_id == other.slot.body_id
        return not same and self.begins + self.slot.minutes <= other.begins


def out_of_order(
    user: User,
    meetings: Iterable[UUID],
    hours: Mapping[UUID, Hours],
    events: Mapping[Event, dt.datetime],
) -> list[tuple[Turn, Turn]]:
    """Pairs of the cycles of `meetings` of which the first, by its slot, comes before the second
    in the same line, and has not ended when the second starts.

    Of each only the nearest meeting before it, and the nearest event, is looked at. `hours` and
    `events` say when something stands, where that differs from its row.
    """
    wanted = set(meetings)
    planned = list(_planned(user, wanted))
    lines: dict[Any, list[Turn]] = defaultdict(list)
    for row in planned:
        meeting = row.meeting
        starts_at, ends_at = hours.get(meeting.pk, (meeting.starts_at, meeting.ends_at))
        turn = Turn(row.slot, starts_at, ends_at, meeting)
        lines[row.cycle_id, row.slot.line].append(turn)
    for cycle, turn in _events({row.cycle_id: row.cycle for row in planned}, events):
        lines[cycle, turn.slot.line].append(turn)
    found = {}
    for turns in lines.values():
        for first, second in _broken(sorted(turns, key=lambda turn: turn.begins)):
            ids = [turn.meeting.pk if turn.meeting else turn.slot.pk for turn in (first, second)]
            if wanted.intersection(ids):
                found[tuple(ids)] = (first, second)
    return list(found.values())


def _planned(user: User, meetings: set[UUID]) -> Any:
    cycles = PlannedMeeting.objects.filter(meeting__in=meetings).values("cycle")
    standing = Meeting.objects.visible_to(user).standing()
    rows = PlannedMeeting.objects.filter(cycle__in=cycles, meeting__in=standing)
    return rows.select_related("slot", "meeting__body", "cycle").order_by("pk")


def _events(
    cycles: dict[UUID, Cycle], moved: Mapping[Event, dt.datetime]
) -> Iterable[tuple[UUID, Turn]]:
    """The events of these cycles where they stand."""
    if not cycles:
        return
    rows = MovedEvent.objects.filter(cycle__in=cycles).values_list("slot", "cycle", "starts_at")
    standing = {(slot, cycle): starts_at for slot, cycle, starts_at in rows} | dict(moved)
    cadences = {cycle.cadence_id for cycle in cycles.values()}
    slots = list(
        Slot.objects.present().filter(cadence__in=cadences, body=None).select_related("cadence")
    )
    for cycle in cycles.values():
        for slot in slots:
            day = slot.day_in(cycle.starts_on)
            if slot.cadence_id == cycle.cadence_id and day is not None:
                starts_at = standing.get((slot.pk, cycle.pk)) or slot.moment_on(day)
                ends_at = starts_at + dt.timedelta(minutes=slot.minutes)
                yield cycle.pk, Turn(slot, starts_at, ends_at)


def _broken(turns: list[Turn]) -> Iterable[tuple[Turn, Turn]]:
    for place, second in enumerate(turns):
        before = [turn for turn in turns[:place] if turn.precedes(second)]
        meetings = [turn for turn in before if turn.meeting]
        events = [turn for turn in before if not turn.meeting]
        for first in (*meetings[-1:], *events[-1:]):
            if (first.meeting or second.meeting) and first.ends_at > second.starts_at:
                yield first, second
