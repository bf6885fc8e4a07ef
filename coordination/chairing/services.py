"""What is taken from a meeting: the chair's sheet, and the lines for chat and mail."""

from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext as _

from coordination.audit.deeds import deed, digest, record
from coordination.dossiers.services import record_read
from coordination.dossiers.services.reading import READS
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.meetings.models import Meeting
from coordination.meetings.report.build import frozen_report, report_of
from coordination.meetings.report.marks import marks_of
from coordination.meetings.report.readers import reader_of
from coordination.people.models import User
from coordination.people.services import recipient_for

from .copying import lines_to_copy, next_of
from .permissions import can_chair, can_copy
from .queries import Sheet, sheet_for


def fetch_sheet(*, meeting: Meeting, since: datetime, form: str, by: User, at: datetime) -> Sheet:
    """The sheet with what changed since; refuses who does not lead the body.

    Reading from a classified dossier is noted with its form (html or pdf).
    """
    if not can_chair(by, meeting):
        raise NotAllowed(_("The chair's sheet is for the chair and the secretary of the body."))
    sheet = sheet_for(by, meeting, since=since, now=at)
    if any(dossier.is_classified for dossier in sheet.dossiers):
        _note(sheet=sheet, form=form, by=by, at=at)
    return sheet


@deed
def _note(*, sheet: Sheet, form: str, by: User, at: datetime) -> None:
    closed = [dossier for dossier in sheet.dossiers if dossier.is_classified]
    for dossier in closed:
        record_read(dossier=dossier, obj=sheet.meeting, by=by, at=at)
    record(
        "chairing.sheet_read",
        sheet.meeting,
        by=by,
        at=at,
        dossier=sheet.meeting.dossier_id,
        stream=READS,
        form=form,
        dossiers=closed,
    )


@deed
def copy_meeting(*, meeting: Meeting, by: User, at: datetime) -> list[str]:
    """Decisions and points of the meeting as plain lines that `by` takes elsewhere.

    Refuses what is classified or under embargo in anything she reads there, who has no part in
    it, and before it is circulated who does not write it. The record keeps which words went.
    """
    if not can_copy(by, meeting):
        raise NotAllowed(
            _("Members of the body copy this once it is circulated; before that who writes it.")
        )
    report = frozen_report(meeting) if meeting.is_kept else None
    read = reader_of(recipient_for(by), report or report_of(meeting)).report
    read = replace(read, carried=())
    marks = marks_of(read, dossier=meeting.dossier, at=at)
    if marks.closed:
        raise Refusal(
            _("What is classified is not copied to chat or mail. Send the way to the meeting.")
        )
    if marks.embargo:
        raise Refusal(_("%(embargo)s. Copy it once that has passed.") % {"embargo": marks.embargo})
    lines = lines_to_copy(read, meeting, next_of(by, meeting))
    record(
        "chairing.text_copied",
        meeting,
        by=by,
        at=at,
        dossier=meeting.dossier_id,
        lines=len(lines),
        sha256=digest("\n".join(lines)),
    )
    return lines
