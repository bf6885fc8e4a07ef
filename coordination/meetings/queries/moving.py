"""What a move sets in motion, asked before it is done."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from coordination.people.models import OutsideContact, User

from ..dependents import Move, MovePlan, Shift, Told, Who, dependents
from ..models import Meeting
from .expected import expected_in


def plan_of(moves: Sequence[Move], *, also: Sequence[Shift] = ()) -> MovePlan:
    """Everything that hangs on these meetings with its new moment, and who is told of what.

    `also` are other things that move in the same deed.
    """
    found = list(also)
    for source in dependents:
        found += source.shifts(moves, found)
    return told_by(moves, found)


def plan_back(moves: Sequence[Move], *, moved_at: datetime) -> MovePlan:
    """The way back of what moved with these meetings at that moment and was left alone since."""
    meetings = [move.meeting for move in moves]
    found: dict[Any, Shift] = {}
    for source in dependents:
        for shift in source.undone(meetings, moved_at):
            found.setdefault(shift.noun.pk, shift)
    return told_by(moves, list(found.values()))


def told_by(moves: Sequence[Move], shifts: Sequence[Shift]) -> MovePlan:
    """The plan with one row per person or mailbox; those of meetings come first."""
    told: dict[Any, Told] = {}

    def row(who: Who) -> Told:
        return told.setdefault(who.pk, Told(who, [], []))

    by_id = {move.meeting.pk: move for move in moves}
    for who, meetings in expected_in([move.meeting for move in moves]).items():
        row(who).moves.extend(by_id[meeting.pk] for meeting in meetings)
    for shift in shifts:
        if shift.told and not shift.stays:
            for who in shift.who:
                row(who).shifts.append(shift)
    for one in told.values():
        if not isinstance(one.who, OutsideContact):
            one.shifts.extend(shift for shift in shifts if shift.for_all)
    return MovePlan(list(moves), list(shifts), list(told.values()))


def seen_by(plan: MovePlan, user: User) -> MovePlan:
    """The plan as `user` may see it: what she may not see moves, but is not shown."""
    found: list[Shift] = []
    for name in dependents.names():
        found += dependents[name].seen([one for one in plan.shifts if one.source == name], user)
    keys = {shift.key for shift in found}
    told = [
        replace(one, shifts=[shift for shift in one.shifts if shift.key in keys])
        for one in plan.told
        if one.who.pk != user.pk
    ]
    told = [one for one in told if one.moves or one.shifts]
    return MovePlan(plan.moves, _in_order(found), told)


def _in_order(shifts: list[Shift]) -> list[Shift]:
    """By the old moment of each thing; what only goes with it, its reminders, comes after it."""
    first: dict[Any, datetime] = {}
    for shift in shifts:
        if shift.told:
            first[shift.noun.pk] = shift.was
    return sorted(
        shifts,
        key=lambda one: (first.get(one.noun.pk, one.was), str(one.noun.pk), not one.told, one.was),
    )


def mark_of(plan: MovePlan) -> str:
    """The same for the same before and after: what was looked at is what is done."""
    rows: Iterable[str] = [
        *(f"{one.meeting.pk}{one.was}{one.becomes}" for one in plan.moves),
        *(f"{one.key}{one.was}{one.becomes}" for one in plan.shifts),
    ]
    return sha256("\n".join(sorted(rows)).encode()).hexdigest()[:32]


def last_moved_at(meeting: Meeting) -> datetime | None:
    """When the present version of the meeting was made."""
    row = meeting.history.filter(version=meeting.version).order_by("-history_date").first()
    return row.history_date if row else None
