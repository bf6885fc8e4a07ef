"""Many meetings cancelled in one deed, as when a cycle is skipped, and brought back."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from coordination.audit.deeds import deed, record
from coordination.dossiers.models import Dossier
from coordination.kit.history import save_as
from coordination.kit.refusals import NotAllowed
from coordination.people.models import User
from coordination.search.services import index_again

from ..models import Meeting, MeetingStatus
from ..permissions import can_plan_series
from .found import findable_meeting
from .typed import required


@deed
def cancel_together(
    *, dossier: Dossier, meetings: Iterable[Meeting], reason: str, by: User, at: datetime
) -> list[Meeting]:
    """Those of `meetings` in `dossier` that had not begun, cancelled for one reason.

    What was begun or cancelled before stays as it is. Nobody is told of each: who cancels many
    tells once. Refuses who does not lead the dossier, and an empty reason.
    """
    _refuse_others(by, dossier)
    because = required(reason, _("Say why the meeting is cancelled."), field="reason", longest=300)
    found = _locked(dossier, meetings, MeetingStatus.PLANNED)
    for meeting in found:
        meeting.status, meeting.cancelled_because = MeetingStatus.CANCELLED, because
        meeting.cancelled_at, meeting.cancelled_by = at, by
        _keep(meeting, "meetings.cancelled", by=by, at=at, reason=because)
    record("meetings.many_cancelled", dossier, by=by, at=at, dossier=dossier.pk, count=len(found))
    return found


@deed
def restore_together(
    *, dossier: Dossier, meetings: Iterable[Meeting], by: User, at: datetime
) -> list[Meeting]:
    """Those of `meetings` in `dossier` that were cancelled, planned again at their old time."""
    _refuse_others(by, dossier)
    found = _locked(dossier, meetings, MeetingStatus.CANCELLED)
    for meeting in found:
        meeting.status, meeting.cancelled_because = MeetingStatus.PLANNED, ""
        meeting.cancelled_at = meeting.cancelled_by = None
        _keep(meeting, "meetings.restored", by=by, at=at)
    record("meetings.many_restored", dossier, by=by, at=at, dossier=dossier.pk, count=len(found))
    return found


def _refuse_others(by: User, dossier: Dossier) -> None:
    if not can_plan_series(by, dossier):
        raise NotAllowed(_("Only who leads the dossier cancels many meetings in it at once."))


def _locked(dossier: Dossier, meetings: Iterable[Meeting], status: str) -> list[Meeting]:
    wanted = [meeting.pk for meeting in meetings]
    rows = Meeting.objects.select_for_update(of=("self",)).select_related("body", "dossier")
    return list(rows.filter(pk__in=wanted, dossier=dossier, status=status).order_by("pk"))


def _keep(meeting: Meeting, action: str, *, by: User, at: datetime, **payload: Any) -> None:
    meeting.version += 1
    save_as(meeting, by=by, at=at)
    index_again(findable_meeting(meeting), at=at)
    record(action, meeting, by=by, at=at, dossier=meeting.dossier_id, part=True, **payload)
