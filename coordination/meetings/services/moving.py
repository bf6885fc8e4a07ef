"""Meetings are moved with everything that hangs on them, and put back again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from coordination.audit.deeds import deed, record
from coordination.kit.locking import refuse_stale
from coordination.kit.refusals import Refusal, Stale
from coordination.people.models import User

from ..dependents import Move, MovePlan, Shift, When, dependents
from ..models import Meeting
from ..queries.moving import last_moved_at, mark_of, plan_back, plan_of, seen_by
from .meetings import keep, refuse_impossible, refuse_who_may_not, to_plan
from .state import refuse_begun
from .telling import tell_moved
from .typed import typed

MOST = 20
"""As many meetings as one deed moves."""


class LookAgain(Stale):
    """What hangs on the meeting is not what was shown; `current` is the meeting."""


@dataclass(frozen=True)
class Wanted:
    """A meeting in the version that was looked at, and where it is to go; None keeps its place."""

    meeting: Meeting
    starts_at: datetime
    ends_at: datetime
    version: int
    place: str | None = None


@deed
def move_meeting(  # noqa: PLR0913  where it goes, and how it is told, in one deed
    *,
    meeting: Meeting,
    starts_at: datetime,
    ends_at: datetime,
    version: int,
    by: User,
    at: datetime,
    place: str | None = None,
    reason: str = "",
    silent: bool = False,
    mark: str = "",
) -> Meeting:
    """The meeting at its new time and place, with everything that hangs on it.

    Each person whom it concerns gets one mail a quarter of an hour later, with what else moved
    meanwhile; none where `silent`. `mark` is that of the preview that was looked at. Refuses what
    was begun or cancelled, another version, what changed since the preview, and the times that
    plan_meeting refuses.
    """
    wanted = Wanted(meeting, starts_at, ends_at, version, place)
    plan, reason = _do([wanted], reason=reason, silent=silent, mark=mark, by=by, at=at)
    _record(plan, by=by, at=at, root=True, reason=reason, silent=silent)
    return plan.moves[0].meeting


@deed
def move_meetings(
    *,
    wanted: Sequence[Wanted],
    by: User,
    at: datetime,
    also: Sequence[Shift] = (),
    reason: str = "",
    silent: bool = False,
    mark: str = "",
) -> list[Meeting]:
    """These meetings moved together: one deed, and one mail for each person.

    `also` are other things that move with them. Refuses what move_meeting refuses of any of them,
    and then moves none.
    """
    if not 0 < len(wanted) <= MOST:
        raise Refusal(_("Choose one to twenty meetings to move together."), field="places")
    plan, reason = _do(wanted, also=also, reason=reason, silent=silent, mark=mark, by=by, at=at)
    _record(plan, by=by, at=at, root=False, reason=reason, silent=silent)
    record(
        "meetings.moved_together",
        None,
        by=by,
        at=at,
        dossier=plan.moves[0].meeting.dossier_id,
        meetings=[move.meeting.pk for move in plan.moves],
    )
    return [move.meeting for move in plan.moves]


def foresee(
    *,
    wanted: Sequence[Wanted],
    by: User,
    at: datetime,
    also: Sequence[Shift] = (),
) -> tuple[MovePlan, str]:
    """What these moves would set in motion as `by` may see it, and the mark of that preview.

    Changes nothing; refuses what the moves would refuse.
    """
    for one in wanted:
        refuse_who_may_not(by, one.meeting)
    plan = plan_of([_checked(one.meeting, one, at) for one in wanted], also=also)
    return seen_by(plan, by), mark_of(plan)


@deed
def undo_move(
    *, meeting: Meeting, version: int, by: User, at: datetime, silent: bool = False
) -> Meeting:
    """The meeting and what moved with it back where they were, as long as it was left alone.

    A mail that still waits is taken back; who was told already is told of this too.
    """
    plan = _put_back([(meeting, version)], silent=silent, by=by, at=at)
    _record(plan, by=by, at=at, root=True, action="meetings.move_undone")
    return plan.moves[0].meeting


@deed
def undo_moves(
    *, moved: Sequence[tuple[Meeting, int]], by: User, at: datetime, silent: bool = False
) -> list[Meeting]:
    """What move_meetings did taken back, each meeting in the version that it made."""
    if not 0 < len(moved) <= MOST:
        raise Refusal(_("There is nothing to undo on this meeting."))
    plan = _put_back(moved, silent=silent, by=by, at=at)
    _record(plan, by=by, at=at, root=False, action="meetings.move_undone")
    first = plan.moves[0].meeting
    record("meetings.moves_undone", None, by=by, at=at, dossier=first.dossier_id)
    return [move.meeting for move in plan.moves]


def _do(
    wanted: Sequence[Wanted],
    *,
    reason: str,
    silent: bool,
    mark: str,
    by: User,
    at: datetime,
    also: Sequence[Shift] = (),
) -> tuple[MovePlan, str]:
    # locked in one order, so that two who move the same meetings do not wait for each other
    in_order = sorted(wanted, key=lambda one: one.meeting.pk)
    moves = {one.meeting.pk: _checked(to_plan(one.meeting, by), one, at) for one in in_order}
    reason = typed(reason, field="reason", longest=300)
    plan = plan_of([moves[one.meeting.pk] for one in wanted], also=also)
    if mark and mark != mark_of(plan):
        said = _("Something changed since you looked. This is what moves now.")
        raise LookAgain(said, current=plan.moves[0].meeting)
    _carry_out(plan, reason=reason, silent=silent, by=by, at=at)
    return plan, reason


def _put_back(
    moved: Sequence[tuple[Meeting, int]], *, silent: bool, by: User, at: datetime
) -> MovePlan:
    moves = []
    moments = set()
    for meeting, version in sorted(moved, key=lambda pair: pair[0].pk):
        current = to_plan(meeting, by)
        refuse_stale(current, version)
        refuse_begun(current)
        before = current.history.filter(version=version - 1).order_by("-history_date").first()
        if before is None or When.of(before) == When.of(current):
            raise Refusal(_("There is nothing to undo on this meeting."))
        moves.append(Move(current, When.of(current), When.of(before)))
        moments.add(last_moved_at(current))
    if len(moments) != 1 or None in moments:
        raise Refusal(_("These meetings were not moved together."))
    plan = plan_back(moves, moved_at=moments.pop())  # type: ignore[arg-type]  # None was refused
    _carry_out(plan, reason="", silent=silent, by=by, at=at)
    return plan


def _carry_out(plan: MovePlan, *, reason: str, silent: bool, by: User, at: datetime) -> None:
    for move in plan.moves:
        meeting, new = move.meeting, move.becomes
        meeting.starts_at, meeting.ends_at, meeting.place = new.starts_at, new.ends_at, new.place
        keep(meeting, by=by, at=at)
    for shift in plan.moving:
        dependents[shift.source].apply(shift, by, at)
    if not silent:
        tell_moved(plan, reason=reason, by=by, at=at)


def _checked(meeting: Meeting, one: Wanted, at: datetime) -> Move:
    refuse_stale(meeting, one.version)
    refuse_begun(meeting)
    refuse_impossible(one.starts_at, one.ends_at, at)
    place = meeting.place if one.place is None else typed(one.place, field="place")
    move = Move(meeting, When.of(meeting), When(one.starts_at, one.ends_at, place))
    if move.was == move.becomes:
        raise Refusal(_("The meeting already stands at this time and place."), field="day")
    return move


def _record(
    plan: MovePlan,
    *,
    by: User,
    at: datetime,
    root: bool,
    action: str = "meetings.moved",
    **payload: Any,
) -> None:
    for move in plan.moves:
        record(
            action,
            move.meeting,
            by=by,
            at=at,
            dossier=move.meeting.dossier_id,
            part=not root,
            old=move.was.written(),
            new=move.becomes.written(),
            along=len(plan.moving),
            **payload,
        )
