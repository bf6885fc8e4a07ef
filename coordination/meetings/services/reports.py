"""Fetching a report: laid out for who asks, and noted where it is classified."""

from dataclasses import dataclass
from datetime import datetime

from coordination.audit.deeds import deed, record
from coordination.dossiers.models import Dossier
from coordination.dossiers.services import record_read
from coordination.dossiers.services.reading import READS
from coordination.people.models import User
from coordination.people.services import recipient_for
from coordination.prints.marks import PrintMark

from ..models import Meeting, MinutesVersion
from ..queries.as_of import MeetingThen, meeting_as_of
from ..queries.minutes import Minutes, minutes_for
from ..report.build import frozen_report, report_in, report_of
from ..report.content import Report
from ..report.differences import ItemChange, differences
from ..report.document import Document, document_of
from ..report.marks import Marks, marks_of
from ..report.readers import reader_of


@dataclass(frozen=True)
class KeptVersion:
    """A kept version laid out, with what differs from the one before it."""

    document: Document
    changes: list[ItemChange]


@dataclass(frozen=True)
class FetchedThen:
    """A meeting as it stood; `document` and `changes` (until now) where lines were kept."""

    then: MeetingThen
    document: Document | None
    changes: list[ItemChange]


def fetch_report(*, meeting: Meeting, form: str, by: User, at: datetime) -> Document:
    """The report as `by` may read it: the newest kept version, before circulation the lines.

    Reading from a classified dossier is noted with its form (html, docx or pdf).
    """
    report = report_for(by, meeting)
    marks = _noted(meeting, report, form, by, at)
    return laid_out(meeting, report, marks, at=at)


def fetch_minutes(*, meeting: Meeting, by: User, at: datetime) -> Minutes:
    """The minutes as `by` may read them on their page.

    Reading from a classified dossier is noted, once for the page and not for each poll of it.
    """
    minutes = minutes_for(by, meeting)
    dossiers = {meeting.dossier_id: meeting.dossier}
    dossiers |= {view.item.dossier_id: view.item.dossier for view in minutes.items}
    closed = tuple(dossier for dossier in dossiers.values() if dossier.is_classified)
    if closed:
        _note(meeting=meeting, closed=closed, form="minutes", by=by, at=at)
    return minutes


def fetch_version(*, version: MinutesVersion, by: User, at: datetime) -> KeptVersion:
    """A kept version as `by` may read it today, beside the one before it."""
    meeting = version.meeting
    report = _read(report_in(version), by)
    marks = _noted(meeting, report, "html", by, at)
    last = meeting.versions.filter(number__lt=version.number).order_by("-number").first()
    before = _read(report_in(last), by) if last else None
    document = laid_out(meeting, report, marks, at=version.at)
    return KeptVersion(document, differences(before, report))


def fetch_meeting_then(
    *, meeting: Meeting, then: datetime, by: User, at: datetime
) -> FetchedThen | None:
    """The meeting as it stood at `then`, and what changed since; None before it was planned."""
    found = meeting_as_of(by, meeting, then)
    if found is None:
        return None
    if found.version is None:
        return FetchedThen(found, None, [])
    report = _read(report_in(found.version), by)
    marks = _noted(meeting, report, "html", by, at)
    document = laid_out(meeting, report, marks, at=then)
    since = [change for change in differences(report, report_for(by, meeting)) if change.differs]
    return FetchedThen(found, document, since)


def laid_out(meeting: Meeting, report: Report, marks: Marks, *, at: datetime) -> Document:
    """With the code of a print that says what stood there at `at`."""
    printed = PrintMark.of(meeting, at)
    return document_of(report, marks, name=meeting.body.name, printed=printed)


def report_for(by: User, meeting: Meeting) -> Report:
    """As `by` may read it: the newest kept version, before circulation the lines."""
    kept = frozen_report(meeting) if meeting.is_kept else None
    return _read(kept or report_of(meeting), by)


def _read(report: Report, by: User) -> Report:
    return reader_of(recipient_for(by), report).report


def _noted(meeting: Meeting, report: Report, form: str, by: User, at: datetime) -> Marks:
    """The marks of the report; what is classified in it goes into the record of reads."""
    marks = marks_of(report, dossier=meeting.dossier, at=at)
    if marks.closed:
        _note(meeting=meeting, closed=marks.closed, form=form, by=by, at=at)
    return marks


@deed
def _note(
    *, meeting: Meeting, closed: tuple[Dossier, ...], form: str, by: User, at: datetime
) -> None:
    for dossier in closed:
        record_read(dossier=dossier, obj=meeting, by=by, at=at)
    record(
        "meetings.report_read",
        meeting,
        by=by,
        at=at,
        dossier=meeting.dossier_id,
        stream=READS,
        form=form,
        dossiers=closed,
    )
