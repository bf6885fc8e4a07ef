"""Whose part of the picture is there: marked, or told by a line of its own."""

from datetime import datetime

from django.db.models import F
from django.utils.translation import gettext as _

from coordination.audit.deeds import deed, record
from coordination.kit.history import save_as
from coordination.kit.locking import locked
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.people.models import Organisation, User

from ..models import Attendance, Entry, Meeting, Phase, Picture
from ..permissions import takes_notes
from ..queries.picture import giver_of
from .state import refuse_kept


@deed
def note_picture(*, attendance: Attendance, picture: str, by: User, at: datetime) -> Meeting:
    """The organisation's part given, nothing to add, or not yet: for all who represent it.

    Refuses in a body that does not work by picture, judgement and decision, and after
    circulation; only secretary, chair and note takers note it.
    """
    meeting = locked(attendance.meeting)
    if not takes_notes(by, meeting):
        raise NotAllowed(_("Only the secretary, the chair or a note taker notes who is there."))
    refuse_kept(meeting)
    if not meeting.body.bob:
        raise Refusal(_("This body does not take its picture separately."))
    if picture not in Picture.values:
        raise Refusal(_("Choose one of the answers that stand there."), field="picture")
    _mark(meeting, attendance.organisation, picture, by=by, at=at)
    Meeting.objects.filter(pk=meeting.pk).update(sequence=F("sequence") + 1)
    meeting.refresh_from_db(fields=["sequence"])
    return meeting


def note_giver(entry: Entry, *, by: User, at: datetime) -> None:
    """A line of the picture that begins with an organisation ("VWS: ...") gives its part."""
    meeting = entry.meeting
    if not meeting.body.bob or entry.column != Phase.PICTURE:
        return
    organisation = giver_of(meeting, entry.typed)
    if organisation is not None:
        _mark(meeting, organisation, Picture.GIVEN, by=by, at=at, part=True)


def _mark(
    meeting: Meeting,
    organisation: Organisation,
    picture: str,
    *,
    by: User,
    at: datetime,
    part: bool = False,
) -> None:
    rows = meeting.attendances.select_for_update(of=("self",)).filter(organisation=organisation)
    marked = list(rows.order_by("pk"))
    old = sorted({row.picture for row in marked})
    if part and old == [picture]:
        return
    for row in marked:
        row.picture = picture
        save_as(row, by=by, at=at)
    record(
        "attendance.picture_noted",
        marked[0],
        by=by,
        at=at,
        dossier=meeting.dossier_id,
        part=part,
        organisation=organisation.pk,
        old=old,
        new=picture,
    )
