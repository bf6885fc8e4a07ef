"""The order that a rhythm has by its slots, and which meetings of a cycle break it."""

import datetime as dt
from collections.abc import Iterable, Mapping
from itertools import groupby
from uuid import UUID

from coordination.meetings.models import Meeting
from coordination.people.models import User

from ..models import PlannedMeeting, Slot

Hours = tuple[dt.datetime, dt.datetime]


def out_of_order(
    user: User, meetings: Iterable[UUID], hours: Mapping[UUID, Hours]
) -> list[tuple[Meeting, Meeting]]:
    """Pairs of the cycles of `meetings` of which the first, by its slot, comes before the second
    in the same line, and has not ended when the second starts.

    Of each meeting only the nearest one before it of another body is looked at. `hours` says when
    a meeting stands, where that differs from its row.
    """
    wanted = set(meetings)
    cycles = PlannedMeeting.objects.filter(meeting__in=wanted).values("cycle")
    standing = Meeting.objects.visible_to(user).standing()
    rows = (
        PlannedMeeting.objects.filter(cycle__in=cycles, meeting__in=standing)
        .select_related("slot", "meeting__body")
        .order_by("cycle", "slot__line", "slot__day_offset", "slot__starts", "pk")
    )
    found = {}
    for _key, turn in groupby(rows, key=lambda row: (row.cycle_id, row.slot.line)):
        for first, second in _broken(list(turn), hours):
            if first.pk in wanted or second.pk in wanted:
                found[first.pk, second.pk] = (first, second)
    return list(found.values())


def _broken(
    turn: list[PlannedMeeting], hours: Mapping[UUID, Hours]
) -> Iterable[tuple[Meeting, Meeting]]:
    for place, row in enumerate(turn):
        before = [one for one in turn[:place] if _precedes(one.slot, row.slot)]
        if not before:
            continue
        first, second = before[-1].meeting, row.meeting
        if _hours(first, hours)[1] > _hours(second, hours)[0]:
            yield first, second


def _precedes(first: Slot, second: Slot) -> bool:
    """By the slots the first has ended when the second, of another body, starts."""
    return first.body_id != second.body_id and _ends(first) <= _starts(second)


def _starts(slot: Slot) -> int:
    return slot.day_offset * 24 * 60 + slot.starts.hour * 60 + slot.starts.minute


def _ends(slot: Slot) -> int:
    return _starts(slot) + slot.minutes


def _hours(meeting: Meeting, hours: Mapping[UUID, Hours]) -> Hours:
    return hours.get(meeting.pk, (meeting.starts_at, meeting.ends_at))
