"""A meeting that was inserted is taken back, as long as nobody went on from it."""

import datetime as dt
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from coordination.audit.deeds import deed, record
from coordination.kit.locking import locked
from coordination.kit.refusals import Refusal
from coordination.mail.models import Message
from coordination.mail.services import cancel_messages
from coordination.mail.services.withdrawing import LEFT
from coordination.meetings.dependents import Move, When
from coordination.meetings.models import (
    AgendaItem,
    AgendaPaper,
    Attendance,
    Entry,
    Meeting,
    MeetingStatus,
)
from coordination.meetings.queries.moving import plan_of
from coordination.meetings.services.lapsing import cancel_together
from coordination.people.models import User

from ..models import Cadence, Deadline, DeadlineKind, PlannedMeeting
from .keeping import refuse_others
from .slots import remove_slot

TAKEN_BACK = gettext_noop("The meeting was taken back.")


@deed
def undo_insert(
    *, cadence: Cadence, meeting: Meeting, version: int, by: User, at: dt.datetime
) -> Meeting:
    """The inserted meeting out of the cycle and cancelled, its invitations unsent, its place gone.

    Refuses a meeting that was not inserted, one about which mail has left, and one to which
    anything was done or on which anything hangs since: that is cancelled as every meeting.
    """
    refuse_others(by, cadence.dossier)
    meeting = locked(meeting)
    planned = _inserted(cadence, meeting)
    if meeting.version != version or _is_touched(meeting):
        raise Refusal(_("Something hangs on this meeting by now; cancel it instead."))
    _take_invitations_back(meeting)
    slot = planned.slot
    planned.delete()
    remove_slot(slot=slot, version=slot.version, by=by, at=at)
    # kept text is in the language of the reports, whoever took it back
    with override("nl"):
        reason = _(TAKEN_BACK)
    gone = cancel_together(dossier=cadence.dossier, meetings=[meeting], reason=reason, by=by, at=at)
    record("cycle.insert_undone", meeting, by=by, at=at, dossier=cadence.dossier_id)
    return gone[0]


def _inserted(cadence: Cadence, meeting: Meeting) -> PlannedMeeting:
    """Its place in the cycle: a slot for that day alone, made with the meeting."""
    rows = PlannedMeeting.objects.filter(meeting=meeting)
    found: list[PlannedMeeting] = list(rows.select_related("slot__cadence__dossier"))
    is_inserted = (
        len(found) == 1
        and found[0].slot.cadence_id == cadence.pk
        and found[0].slot.valid_from is not None
        and found[0].slot.valid_from == found[0].slot.valid_until
        and found[0].slot.created_at == meeting.created_at
    )
    if not is_inserted or meeting.status != MeetingStatus.PLANNED:
        raise Refusal(_("There is nothing to undo here any more."))
    return found[0]


def _is_touched(meeting: Meeting) -> bool:
    """Whether anything of it was changed or added after it was made, or hangs on it elsewhere."""
    later = {"history_date__gt": meeting.created_at}
    return (
        any(
            model.history.filter(meeting=meeting.pk, **later).exists()
            for model in (AgendaItem, Attendance, Deadline)
        )
        or AgendaPaper.objects.filter(item__meeting=meeting).exists()
        or Entry.objects.filter(item__meeting=meeting).exists()
        or _has_others(meeting)
    )


def _has_others(meeting: Meeting) -> bool:
    """Whether something would move along that did not come with the meeting: a point due at it."""
    was = When.of(meeting)
    later = When(was.starts_at + timedelta(days=1), was.ends_at + timedelta(days=1), was.place)
    own = set(Deadline.objects.filter(meeting=meeting, kind=DeadlineKind.PAPERS).values_list("pk"))
    shifts = plan_of([Move(meeting, was, later)]).shifts
    return any((shift.noun.pk,) not in own for shift in shifts)


def _take_invitations_back(meeting: Meeting) -> None:
    rows = Message.objects.filter(kind="meetings.invited", key=f"{meeting.pk}:{meeting.version}")
    if rows.filter(status__in=LEFT).exists():
        raise Refusal(_("Who is expected was invited already; cancel the meeting instead."))
    cancel_messages(messages=rows, reason=TAKEN_BACK)
