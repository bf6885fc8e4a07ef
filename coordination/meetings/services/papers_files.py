"""A set of meeting papers as one file for one reader: asked for, made by a worker, fetched."""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from django.core.files import File
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from coordination.audit.deeds import deed, record
from coordination.dossiers.services import record_read
from coordination.dossiers.services.reading import READS
from coordination.kit.refusals import Refusal
from coordination.kit.work import ATTEMPTS, Pulse, WorkStatus, do_waiting, held
from coordination.mail.services import ring
from coordination.people.models import User

from ..bundle.layout import Layout, file_name, layout_of
from ..bundle.making import Differs, Made, make, workplace
from ..models import MeetingPapers, PapersFile
from ..queries.papers import SetView, set_for
from ..report.document import Document
from ..report.marks import marks_of
from .reports import laid_out, report_for

TASK = "coordination.meetings.tasks.make_papers"
KEPT = timedelta(days=3)
"""So long a file stays; it can be made again from its set at any moment."""

FILES = PapersFile.objects.select_related(
    "papers__meeting__body", "papers__meeting__dossier", "papers__by__organisation", "reader"
)


class Outdated(Refusal):
    status = 409


@deed
def ask_papers(
    *, papers: MeetingPapers, by: User, at: datetime, only_changes: bool = False
) -> PapersFile:
    """The file of `by`, waiting to be made; the one that is being made already where it is.

    Refuses changes of a set in which she may see none.
    """
    view = set_for(by, papers)
    if only_changes and not view.changed:
        raise Refusal(_("Nothing in this set is new or replaced for you."))
    found: PapersFile
    found, _made = PapersFile.objects.select_for_update(of=("self",)).get_or_create(
        papers=papers, reader=by, only_changes=only_changes, defaults={"asked_at": at}
    )
    if found.is_over:
        found.status, found.share, found.attempt = WorkStatus.WAITING, 0, 0
        found.asked_at, found.sentence = at, ""
        found.save(update_fields=["status", "share", "attempt", "asked_at", "sentence"])
    record(
        "meetings.papers_asked",
        found,
        by=by,
        at=at,
        dossier=papers.meeting.dossier_id,
        set=papers.pk,
        only_changes=only_changes,
    )
    transaction.on_commit(partial(ring, TASK), robust=True)
    return found


@deed
def fetch_papers(*, file: PapersFile, by: User, at: datetime) -> PapersFile:
    """The file as it may still be read by its reader; what is classified in it is noted.

    Refuses one that is not ready, and one that holds anything else than she may read now.
    """
    if file.status != WorkStatus.DONE or not file.file:
        raise Outdated(_("This file is not ready. Have it made first."))
    view = set_for(by, file.papers)
    layout = _layout(file, view, at)
    if layout.seal != file.seal:
        raise Outdated(
            _("What you may read of this changed since the file was made. Have it made again."),
            link=(_("To the meeting papers"), file.papers.get_absolute_url()),
        )
    for dossier in view.dossiers:
        record_read(dossier=dossier, obj=file.papers, by=by, at=at)
    for paper in layout.papers:
        record_read(dossier=paper.paper.dossier, obj=paper.version, by=by, at=at)
    record(
        "meetings.papers_fetched",
        file,
        by=by,
        at=at,
        dossier=file.papers.meeting.dossier_id,
        stream=READS,
        set=file.papers_id,
        sha256=file.sha256,
    )
    return file


def make_waiting(*, clock: Callable[[], datetime], stop: Callable[[], bool]) -> int:
    """Make every file that waits, one after the other; returns how many. Old ones go first."""
    remove_old(at=clock())
    return do_waiting(
        [FILES.all()], lambda file: _make(file, clock), oldest="asked_at", clock=clock, stop=stop
    )


def remove_old(*, at: datetime) -> int:
    """Remove files that were made days ago; their sets stay. Returns how many."""
    old = FILES.filter(status__in=[WorkStatus.DONE, WorkStatus.REFUSED], ended_at__lte=at - KEPT)
    found = list(old.order_by("ended_at", "pk")[:100])
    for file in found:
        _remove(file=file, at=at)
    return len(found)


@deed
def _remove(*, file: PapersFile, at: datetime) -> None:
    storage, stored = file.file.storage, str(file.file.name or "")
    _note(file, "meetings.papers_file_removed", at)
    file.delete()
    if stored:
        transaction.on_commit(partial(storage.delete, stored), robust=True)


def _make(file: PapersFile, clock: Callable[[], datetime]) -> None:
    with translation.override(file.reader.language):
        try:
            if refusal := _refusal(file):
                _give_up(file=file, sentence=refusal, at=clock())
                return
            with workplace(file.pk) as folder:
                layout = _layout(file, set_for(file.reader, file.papers), clock())
                pulse = Pulse(file, clock)
                made = make(layout, folder, lambda share: pulse(share=min(share, 99)))
                _keep(file=file, layout=layout, made=made, at=clock())
        except Differs as found:
            said = _("The file of “%(title)s” is not what was supplied. Warn whoever runs this.")
            _give_up(file=file, sentence=said % {"title": found.title}, at=clock())


def _refusal(file: PapersFile) -> str:
    """Why it cannot be made, in a sentence; empty where it can."""
    if not MeetingPapers.objects.visible_to(file.reader).filter(pk=file.papers_id).exists():
        return _("You may not see this meeting any more.")
    if file.attempt > ATTEMPTS:
        return _("This was begun several times and never ended. Fetch the papers one by one.")
    return ""


def _layout(file: PapersFile, view: SetView, at: datetime) -> Layout:
    report = None if file.only_changes else _report(file, at)
    reader = file.reader
    return layout_of(view, reader=reader, report=report, only_changes=file.only_changes, at=at)


def _report(file: PapersFile, at: datetime) -> Document | None:
    """What was circulated, as the reader may read it; nothing before."""
    meeting = file.papers.meeting
    if not meeting.is_kept:
        return None
    report = report_for(file.reader, meeting)
    marks = marks_of(report, dossier=meeting.dossier, at=at)
    return laid_out(meeting, report, marks, at=at)


@deed
def _keep(*, file: PapersFile, layout: Layout, made: Made, at: datetime) -> None:
    """Store the bytes and say that it is done, unless another attempt took over."""
    held(file)
    name = file_name(file.papers.meeting, file.papers.number, only_changes=file.only_changes)
    with made.path.open("rb") as content:
        file.sha256 = hashlib.file_digest(content, "sha256").hexdigest()
        file.size = made.path.stat().st_size
        # one name, so that a try that broke off here leaves nothing beside it
        file.file.storage.delete(_stored(file, made))
        file.file.delete(save=False)
        file.file.save(f"{file.pk}.{made.extension}", File(content), save=False)
    file.name, file.seal = f"{name}.{made.extension}", layout.seal
    file.status, file.share, file.ended_at = WorkStatus.DONE, 100, at
    file.save()
    _note(file, "meetings.papers_made", at)


@deed
def _give_up(*, file: PapersFile, sentence: str, at: datetime) -> None:
    held(file)
    file.status, file.sentence, file.ended_at = WorkStatus.REFUSED, sentence, at
    file.save(update_fields=["status", "sentence", "ended_at"])
    _note(file, "meetings.papers_given_up", at)


def _stored(file: PapersFile, made: Made) -> str:
    return str(PapersFile.file.field.generate_filename(file, f"{file.pk}.{made.extension}"))


def _note(file: PapersFile, action: str, at: datetime) -> None:
    meeting = file.papers.meeting
    record(action, file, by=None, at=at, dossier=meeting.dossier_id, sha256=file.sha256)
