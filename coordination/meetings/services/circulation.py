"""From the last line to the adopted report: close, agree, circulate, adopt, correct."""

from datetime import datetime, timedelta

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from coordination.actions.services import open_action_point, take_back_action_point
from coordination.audit.deeds import deed, digest, record
from coordination.decisions.services import (
    circulate_decision,
    record_decision,
    take_back_decision,
)
from coordination.kit.history import save_as
from coordination.kit.locking import locked, refuse_stale
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.mail.models import Message
from coordination.mail.services import cancel_messages, queue_message
from coordination.people.models import User

from ..models import Entry, Feedback, Meeting, MeetingStatus, MinutesVersion
from ..permissions import chairs_body
from ..report.build import lines_of, report_of, sealed
from ..report.content import Report
from ..report.readers import readers_of
from .feeding_back import take_back_feedback
from .papers import freeze_papers
from .places import locked_line_of_kept
from .reading import Reader
from .refused import refuse_who_does_not_lead
from .typed import required

WAIT = timedelta(minutes=2)
"""As long as a circulated report can be taken back before it is mailed."""


@deed
def close_meeting(*, meeting: Meeting, version: int, by: User, at: datetime) -> Meeting:
    """Nothing is added any more; the versions of the papers are fixed as they were shown."""
    current = _lead(meeting, by, version)
    if current.status not in {MeetingStatus.OPEN, MeetingStatus.PLANNED}:
        raise Refusal(_("Only a meeting that is being written can be closed."))
    _close(current, by=by, at=at)
    record("meetings.closed", current, by=by, at=at, dossier=current.dossier_id)
    return current


@deed
def reopen_meeting(*, meeting: Meeting, version: int, by: User, at: datetime) -> Meeting:
    """The inverse of closing: lines can be typed again."""
    current = _lead(meeting, by, version)
    if current.status != MeetingStatus.CLOSED:
        raise Refusal(_("Only a closed meeting that was not circulated can be opened again."))
    current.status = MeetingStatus.OPEN
    current.closed_at = current.closed_by = current.agreed_at = current.agreed_by = None
    _save(current, by=by, at=at)
    record("meetings.reopened", current, by=by, at=at, dossier=current.dossier_id)
    return current


@deed
def agree_minutes(*, meeting: Meeting, version: int, by: User, at: datetime) -> Meeting:
    """The chair agrees that the report goes round."""
    if not chairs_body(by, meeting):
        raise NotAllowed(_("Only the chair can agree to this report."))
    current = _lead(meeting, by, version)
    if current.status != MeetingStatus.CLOSED:
        raise Refusal(_("Close the meeting first; then the chair agrees."))
    current.agreed_at, current.agreed_by = at, by
    _save(current, by=by, at=at)
    record("meetings.agreed", current, by=by, at=at, dossier=current.dossier_id)
    return current


@deed
def circulate_minutes(*, meeting: Meeting, version: int, by: User, at: datetime) -> Meeting:
    """Send the report round as draft: decisions and points go on the lists, versions are kept.

    Mail leaves two minutes later. Refuses a report without a line, and one to which the chair
    must agree first.
    """
    current = _lead(meeting, by, version)
    if current.status not in {MeetingStatus.OPEN, MeetingStatus.CLOSED}:
        raise Refusal(_("This report was circulated already, or nothing was typed in it yet."))
    if not current.entries.present().exists():
        raise Refusal(_("There is nothing to circulate: type at least one line."))
    if current.body.chair_approves and current.agreed_at is None:
        raise Refusal(_("The chair must agree to this report before it goes round."))
    if current.status == MeetingStatus.OPEN:
        _close(current, by=by, at=at)
    current.status = MeetingStatus.CIRCULATED
    current.circulated_at, current.circulated_by = at, by
    _save(current, by=by, at=at)
    lines = lines_of(current)
    _stand(lines, by=by, at=at)
    report = report_of(current, lines)
    kept = keep_version(current, report, reason="", by=by, at=at)
    _mail(current, kept, report, at=at)
    record(
        "meetings.circulated",
        current,
        by=by,
        at=at,
        dossier=current.dossier_id,
        version=kept.number,
        sha256=kept.sha256,
        decisions=len(report.decisions),
        action_points=len(report.points),
    )
    return current


@deed
def take_back_circulation(*, meeting: Meeting, version: int, by: User, at: datetime) -> Meeting:
    """Undo within the two minutes: nothing was mailed, and everything is draft again.

    What was fed back from it is taken back too.
    """
    current = _lead(meeting, by, version)
    if current.status != MeetingStatus.CIRCULATED:
        raise Refusal(_("Only a report that goes round can be taken back."))
    cancel_messages(reason="taken back", messages=report_mail(current))
    for told in Feedback.objects.standing().filter(item__meeting=current).order_by("at", "pk"):
        take_back_feedback(feedback=told, by=by, at=at)
    for entry in lines_of(current):
        if entry.decision:
            take_back_decision(decision=entry.decision, by=by, at=at)
        if entry.action_point:
            take_back_action_point(point=entry.action_point, by=by, at=at)
    current.status = MeetingStatus.CLOSED
    current.circulated_at = current.circulated_by = None
    _save(current, by=by, at=at)
    record("meetings.circulation_taken_back", current, by=by, at=at, dossier=current.dossier_id)
    return current


@deed
def adopt_minutes(
    *, meeting: Meeting, adopted_in: Meeting | None, version: int, by: User, at: datetime
) -> Meeting:
    """Adopt the circulated report; its decisions are recorded and it never changes again.

    Refuses while proposed additions wait, and a meeting of another body or an earlier one.
    """
    current = _lead(meeting, by, version)
    if current.status != MeetingStatus.CIRCULATED:
        raise Refusal(_("Only a circulated report can be adopted."))
    if current.additions.filter(settled_at=None).exists():
        raise Refusal(_("Accept or decline the proposed additions first; then adopt."))
    if adopted_in is not None and (
        adopted_in.body_id != current.body_id or adopted_in.starts_at <= current.starts_at
    ):
        raise Refusal(_("A report is adopted in a later meeting of the same body."))
    current.status, current.adopted_in = MeetingStatus.ADOPTED, adopted_in
    current.adopted_at, current.adopted_by = at, by
    _save(current, by=by, at=at)
    lines = lines_of(current)
    for entry in lines:
        if entry.decision and entry.decision.status == "circulated":
            record_decision(decision=entry.decision, by=by, at=at)
    kept = keep_version(current, report_of(current, lines), reason=_("adopted"), by=by, at=at)
    record(
        "meetings.adopted",
        current,
        by=by,
        at=at,
        dossier=current.dossier_id,
        adopted_in=adopted_in,
        sha256=kept.sha256,
    )
    return current


@deed
def correct_line(
    *, entry: Entry, typed: str, reason: str, version: int, by: User, at: datetime
) -> Entry:
    """Change the words of a line in a kept report: a new version of the minutes, with a reason.

    What the line became lives apart from circulation on and is changed at its own place.
    """
    meeting = _led(entry.meeting, by)
    reason = required(reason, _("Say why the report is corrected."), field="reason", longest=300)
    current = locked_line_of_kept(entry, meeting, version)
    old = current.text
    current.typed = current.text = Reader.of(meeting, by).read(typed).typed.strip()
    current.version += 1
    current.updated_at, current.updated_by = at, by
    save_as(current, by=by, at=at)
    kept = keep_version(meeting, report_of(meeting), reason=reason, by=by, at=at)
    record(
        "entries.corrected",
        current,
        by=by,
        at=at,
        dossier=current.item.dossier_id,
        old={"sha256": digest(old)},
        new={"sha256": digest(current.text)},
        reason=reason,
        minutes_version=kept.number,
    )
    return current


def keep_version(
    meeting: Meeting, report: Report, *, reason: str, by: User, at: datetime
) -> MinutesVersion:
    """Freeze the report as the next version of the minutes."""
    last = meeting.versions.order_by("-number").first()
    return MinutesVersion.objects.create(
        meeting=meeting,
        number=last.number + 1 if last else 1,
        reason=reason,
        content=report.to_json(),
        sha256=sealed(report),
        at=at,
        by=by,
    )


def report_mail(meeting: Meeting) -> "QuerySet[Message]":
    return Message.objects.filter(kind="meetings.report", key__startswith=f"{meeting.pk}:")


def _lead(meeting: Meeting, by: User, version: int) -> Meeting:
    current = _led(meeting, by)
    refuse_stale(current, version)
    return current


def _led(meeting: Meeting, by: User) -> Meeting:
    current = locked(meeting)
    refuse_who_does_not_lead(current, by)
    return current


def _close(meeting: Meeting, *, by: User, at: datetime) -> None:
    meeting.status, meeting.closed_at, meeting.closed_by = MeetingStatus.CLOSED, at, by
    freeze_papers(meeting)
    _save(meeting, by=by, at=at)


def _save(meeting: Meeting, *, by: User, at: datetime) -> None:
    meeting.version += 1
    save_as(meeting, by=by, at=at)
    Meeting.objects.filter(pk=meeting.pk).update(sequence=F("sequence") + 1)


def _stand(lines: list[Entry], *, by: User, at: datetime) -> None:
    """Every line gets its first history row, and what it became goes on the lists."""
    for entry in lines:
        if entry.decision:
            circulate_decision(decision=entry.decision, by=by, at=at)
        if entry.action_point:
            open_action_point(point=entry.action_point, by=by, at=at)
        save_as(entry, by=by, at=at)


def _mail(meeting: Meeting, kept: MinutesVersion, report: Report, *, at: datetime) -> None:
    for reader in readers_of(meeting, report):
        queue_message(
            recipient=reader.recipient,
            kind="meetings.report",
            key=f"{meeting.pk}:{kept.pk}",
            payload={"meeting": str(meeting.pk), "version": str(kept.pk)},
            at=at,
            not_before=at + WAIT,
            dossier=meeting.dossier_id,
        )
