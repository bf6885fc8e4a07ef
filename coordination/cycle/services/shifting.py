"""Meetings and events of one cycle go together to an earlier or a later moment."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from coordination.audit.deeds import deed, record
from coordination.kit.refusals import Refusal
from coordination.kit.workdays import DayBook, Offset
from coordination.meetings.dependents import MovePlan, Shift
from coordination.meetings.models import Meeting
from coordination.meetings.queries.moving import mark_of, plan_of, seen_by
from coordination.meetings.services.meetings import refuse_impossible
from coordination.meetings.services.moving import (
    MOST,
    LookAgain,
    Wanted,
    foresee,
    move_meetings,
    undo_moves,
)
from coordination.people.models import User
from coordination.people.queries import daybook_of

from ..models import Cadence, MovedEvent, Slot
from ..moved_events import apply as move_event
from ..moved_events import events_back, moved_in, shift_of
from .keeping import plain, refuse_others

FARTHEST = 100


@dataclass(frozen=True)
class Chosen:
    """What is to go along: meetings in the version that was looked at, events by their slot."""

    meetings: tuple[tuple[Meeting, int], ...] = ()
    events: tuple[Slot, ...] = ()


@dataclass(frozen=True)
class Shifted:
    """What a shift moved, each in its new version, for its undo."""

    meetings: list[Meeting]
    events: list[MovedEvent]


def foresee_shift(
    *, cadence: Cadence, number: int, chosen: Chosen, offset: Offset, by: User, at: dt.datetime
) -> tuple[MovePlan, str]:
    """What shifting would set in motion, as `by` may see it, and the mark of that preview."""
    wanted, events = _read(cadence, number, chosen, offset, by, at)
    if wanted:
        return foresee(wanted=wanted, also=events, by=by, at=at)
    plan = plan_of([], also=events)
    return seen_by(plan, by), mark_of(plan)


@deed
def shift_places(  # noqa: PLR0913  what moves, how far, and how it is told, in one deed
    *,
    cadence: Cadence,
    number: int,
    chosen: Chosen,
    offset: Offset,
    by: User,
    at: dt.datetime,
    reason: str = "",
    silent: bool = False,
    mark: str = "",
) -> Shifted:
    """The chosen meetings and events of this cycle, each so much earlier (below 0: later).

    One deed with everything that hangs on them, and one mail for each person. Refuses who does
    not keep the rhythm, nothing chosen, and what move_meetings refuses of any of them.
    """
    wanted, events = _read(cadence, number, chosen, offset, by, at)
    reason = plain(reason, field="reason", longest=300)
    moved: list[Meeting] = []
    if wanted:
        moved = move_meetings(
            wanted=wanted, also=events, reason=reason, silent=silent, mark=mark, by=by, at=at
        )
    else:
        if mark and mark != mark_of(plan_of([], also=events)):
            said = _("Something changed since you looked. This is what moves now.")
            raise LookAgain(said, current=cadence)
        for event in events:
            move_event(event, by, at)
    _record("cycle.places_moved", cadence, number=number, reason=reason, by=by, at=at)
    return Shifted(moved, [event.noun for event in events])


@deed
def undo_shift(
    *,
    cadence: Cadence,
    meetings: Sequence[tuple[Meeting, int]],
    events: Sequence[MovedEvent],
    by: User,
    at: dt.datetime,
    silent: bool = False,
) -> list[Meeting]:
    """What shift_places moved back where it was, as long as it was left alone since."""
    refuse_others(by, cadence.dossier)
    back: list[Meeting] = []
    if meetings:
        back = undo_moves(moved=meetings, silent=silent, by=by, at=at)
    else:
        ways = [way for event in events for way in _way_back(event)]
        if not ways:
            raise Refusal(_("There is nothing to undo here any more."))
        for way in ways:
            move_event(way, by, at)
    _record("cycle.places_put_back", cadence, by=by, at=at)
    return back


def _way_back(event: MovedEvent) -> list[Shift]:
    row = event.history.filter(version=event.version).order_by("-history_date").first()
    return events_back([event.pk], row.history_date) if row else []


def _record(action: str, cadence: Cadence, *, by: User, at: dt.datetime, **payload: Any) -> None:
    record(action, cadence, by=by, at=at, dossier=cadence.dossier_id, **payload)


def _read(
    cadence: Cadence, number: int, chosen: Chosen, offset: Offset, by: User, at: dt.datetime
) -> tuple[list[Wanted], list[Shift]]:
    """The moves that are meant; refuses none, too many, and a shift of nothing."""
    refuse_others(by, cadence.dossier)
    if not 0 < len(chosen.meetings) + len(chosen.events) <= MOST:
        raise Refusal(_("Choose one to twenty places to move together."), field="places")
    if not 0 < abs(offset.number) <= FARTHEST:
        raise Refusal(_("Move it by 1 to 100 days or hours."), field="number")
    days = daybook_of(cadence.dossier.owner_id)
    wanted = [_wanted(meeting, version, offset, days) for meeting, version in chosen.meetings]
    return wanted, _events(cadence, number, chosen.events, offset, days, at)


def _wanted(meeting: Meeting, version: int, offset: Offset, days: DayBook) -> Wanted:
    starts_at = offset.before(meeting.starts_at, days)
    return Wanted(meeting, starts_at, starts_at + (meeting.ends_at - meeting.starts_at), version)


def _events(
    cadence: Cadence,
    number: int,
    slots: Sequence[Slot],
    offset: Offset,
    days: DayBook,
    at: dt.datetime,
) -> list[Shift]:
    cycle = cadence.cycles.filter(number=number, skipped=False).first()
    if slots and cycle is None:
        raise Refusal(_("Plan this cycle first; then its events can move."), field="places")
    found = []
    for slot in slots:
        event = moved_in(slot, cycle) if cycle else None
        if event is None:
            raise Refusal(_("This event does not take place in this cycle."), field="places")
        becomes = offset.before(event.starts_at, days)
        refuse_impossible(becomes, becomes + dt.timedelta(minutes=slot.minutes), at)
        found.append(shift_of(event, becomes))
    return found
