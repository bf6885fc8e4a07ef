"""A cycle is skipped, with what was planned in it, and taken up again."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from coordination.audit.deeds import deed, record
from coordination.kit.history import save_as
from coordination.kit.locking import locked, refuse_stale
from coordination.kit.refusals import Refusal
from coordination.mail.models import Message, Status
from coordination.mail.services import queue_message
from coordination.meetings.models import Meeting, MeetingStatus
from coordination.meetings.queries.expected import expected_in, waiting_in
from coordination.meetings.services.lapsing import cancel_together, restore_together
from coordination.people.models import User
from coordination.people.services import recipient_for

from ..models import Cadence, Cycle
from ..queries.skipping import is_over, lapsing_in, refuse_unknown
from .keeping import refuse_others, required

UNDO = dt.timedelta(minutes=15)
"""As long as it can be undone before anybody is told."""

ARRIVED = (Status.SENDING, Status.SENT, Status.UNCERTAIN)


@dataclass(frozen=True)
class Skipped:
    """The cycle, and the meetings that went or came back with it."""

    cycle: Cycle
    meetings: list[Meeting]


@deed
def skip_cycle(
    *,
    cadence: Cadence,
    number: int,
    reason: str,
    by: User,
    at: dt.datetime,
    silently: bool = False,
) -> Skipped:
    """Cycle `number` skipped, planned or not yet: its meetings that have not begun are cancelled.

    What is due for them is due no more, and planning ahead passes it by. Each person expected,
    and who keeps what waits there, hears of it in one mail, a quarter of an hour later, unless
    `silently`. Refuses an empty reason, a cycle that is over, skipped already or more than two
    years ahead. resume_cycle undoes.
    """
    cadence = locked(cadence)
    refuse_others(by, cadence.dossier)
    reason = required(reason, field="reason", longest=300)
    refuse_unknown(cadence, number, at=at)
    cycle = _cycle(cadence, number)
    if cycle.skipped:
        raise Refusal(_("This cycle is skipped already."))
    lapsing = lapsing_in(cycle, at=at)
    cycle.skipped, cycle.skipped_because = True, reason
    cycle.skipped_at, cycle.skipped_by = at, by
    _keep(cycle, by=by, at=at)
    gone: list[Meeting] = []
    if lapsing:
        gone = cancel_together(
            dossier=cadence.dossier, meetings=lapsing, reason=reason, by=by, at=at
        )
    if not silently:
        _tell(cycle, gone, by=by, at=at)
    record(
        "cycle.skipped",
        cycle,
        by=by,
        at=at,
        dossier=cadence.dossier_id,
        number=number,
        reason=reason,
        meetings=len(gone),
        silently=silently,
    )
    return Skipped(cycle, gone)


@deed
def resume_cycle(*, cycle: Cycle, version: int, by: User, at: dt.datetime) -> Skipped:
    """A skipped cycle taken up again, with the meetings that went when it was skipped.

    A meeting whose hour has passed meanwhile stays cancelled. Only who was told that it was
    skipped hears of it. Refuses a cycle that is over or is not skipped.
    """
    cadence = locked(cycle.cadence)
    cycle = locked(cycle)
    refuse_others(by, cadence.dossier)
    refuse_stale(cycle, version)
    if not cycle.skipped:
        raise Refusal(_("This cycle is not skipped."))
    if is_over(cycle, at=at):
        raise Refusal(_("This cycle is over."))
    gone = Meeting.objects.filter(
        planned_as__cycle=cycle,
        status=MeetingStatus.CANCELLED,
        cancelled_at=cycle.skipped_at,
        starts_at__gt=at,
    ).distinct()
    told = _told_of(cycle)
    cycle.skipped, cycle.skipped_because = False, ""
    cycle.skipped_at = cycle.skipped_by = None
    _keep(cycle, by=by, at=at)
    back: list[Meeting] = []
    if gone:
        back = restore_together(dossier=cadence.dossier, meetings=gone, by=by, at=at)
    _tell_again(cycle, told, at=at)
    record(
        "cycle.resumed",
        cycle,
        by=by,
        at=at,
        dossier=cadence.dossier_id,
        number=cycle.number,
        meetings=len(back),
    )
    return Skipped(cycle, back)


def _cycle(cadence: Cadence, number: int) -> Cycle:
    """The row of this cycle under lock; one that was not planned yet begins here."""
    found = Cycle.objects.select_for_update(of=("self",)).filter(cadence=cadence, number=number)
    cycle = found.first() or Cycle(
        cadence=cadence, number=number, starts_on=cadence.starts_on(number), version=0
    )
    cycle.cadence = cadence
    return cycle


def _keep(cycle: Cycle, *, by: User, at: dt.datetime) -> None:
    cycle.version += 1
    save_as(cycle, by=by, at=at)


def _tell(cycle: Cycle, meetings: list[Meeting], *, by: User, at: dt.datetime) -> None:
    expected, waiting = expected_in(meetings), waiting_in(meetings)
    for who in {**expected, **waiting}:
        if who != by:
            queue_message(
                recipient=recipient_for(who),
                kind="cycle.skipped",
                key=_key(cycle),
                payload={
                    "cycle": str(cycle.pk),
                    "version": cycle.version,
                    "reason": cycle.skipped_because,
                    **_hers(meetings, expected.get(who, []), waiting.get(who, {})),
                },
                at=at,
                not_before=at + UNDO,
                dossier=cycle.cadence.dossier_id,
            )


def _hers(
    meetings: list[Meeting], expected: list[Meeting], waiting: dict[UUID, list[str]]
) -> dict[str, list[str]]:
    """Her meetings, those she is expected in, and the keys of what of hers waits in them."""
    invited = {meeting.pk for meeting in expected}
    return {
        "meetings": [str(one.pk) for one in meetings if one.pk in invited or one.pk in waiting],
        "invited": [str(meeting.pk) for meeting in expected],
        "things": [key for keys in waiting.values() for key in keys],
    }


def _told_of(cycle: Cycle) -> list[Message]:
    rows = Message.objects.filter(kind="cycle.skipped", key=_key(cycle), status__in=ARRIVED)
    return list(rows.select_related("recipient"))


def _tell_again(cycle: Cycle, told: list[Message], *, at: dt.datetime) -> None:
    for message in told:
        queue_message(
            recipient=message.recipient,
            kind="cycle.resumed",
            key=_key(cycle),
            payload={**message.payload, "version": cycle.version},
            at=at,
            not_before=at + UNDO,
            dossier=cycle.cadence.dossier_id,
        )


def _key(cycle: Cycle) -> str:
    return f"{cycle.pk}:{cycle.version}"
