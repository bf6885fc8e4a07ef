"""Papers are put with an item, taken off it, and frozen when the meeting closes."""

from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db.models import Max
from django.utils.translation import gettext as _

from coordination.audit.deeds import deed, record
from coordination.kit.locking import locked
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.kit.workdays import Offset, Unit
from coordination.papers.models import Paper, PaperKind, PaperVersion
from coordination.papers.services import add_paper
from coordination.people.models import User
from coordination.people.queries import daybook_of

from ..models import AgendaItem, AgendaPaper, Meeting
from .refused import refuse_who_does_not_supply
from .state import refuse_kept

PAPERS_DUE = Offset(1, Unit.WORKING_DAYS)


@deed
def attach_paper(*, item: AgendaItem, paper: Paper, by: User, at: datetime) -> AgendaPaper:
    """The paper with the item, marked late within one working day before the start.

    Refuses a paper `by` may not see, one that hangs there already, and who may not change
    the item.
    """
    meeting = _changeable(item, by)
    if not Paper.objects.visible_to(by).present().filter(pk=paper.pk).exists():
        raise NotAllowed(_("Choose a paper that you may see."), field="paper")
    if item.papers.filter(paper=paper).exists():
        raise Refusal(_("This paper already hangs with the item."), field="paper")
    last = item.papers.aggregate(top=Max("position"))["top"] or 0
    attached = AgendaPaper.objects.create(
        item=item, paper=paper, position=last + 1, late=is_late(meeting, at)
    )
    record(
        "agenda.paper_attached",
        attached,
        by=by,
        at=at,
        dossier=item.dossier_id,
        item=item.pk,
        paper=paper.pk,
        late=attached.late,
    )
    return attached


@deed
def supply_paper(
    *,
    item: AgendaItem,
    title: str,
    kind: PaperKind,
    upload: "UploadedFile[Any]",
    by: User,
    at: datetime,
    final: bool = False,
    within_government: bool = False,
) -> AgendaPaper:
    """A new paper in the item's dossier, with the item; late as attach_paper says."""
    meeting = _changeable(item, by)
    late = is_late(meeting, at)
    paper = add_paper(
        dossier=item.dossier,
        kind=kind,
        title=title,
        upload=upload,
        supplied_by=by.organisation,
        by=by,
        at=at,
        final=final,
        late=late,
        within_government=within_government,
    )
    attached = attach_paper(item=item, paper=paper, by=by, at=at)
    record(
        "agenda.paper_supplied",
        attached,
        by=by,
        at=at,
        dossier=item.dossier_id,
        item=item.pk,
        paper=paper.pk,
    )
    return attached


@deed
def detach_paper(*, attached: AgendaPaper, by: User, at: datetime) -> AgendaItem:
    """The paper off the item; it stays in its dossier and attach_paper brings it back."""
    item = attached.item
    _changeable(item, by)
    record(
        "agenda.paper_detached",
        attached,
        by=by,
        at=at,
        dossier=item.dossier_id,
        item=item.pk,
        paper=attached.paper_id,
    )
    attached.delete()
    return item


def freeze_papers(meeting: Meeting) -> int:
    """Pin every paper to its newest version, as they lay on the table; how many were pinned.

    Part of closing the meeting: called inside that deed, which records it.
    """
    pinned = 0
    for attached in AgendaPaper.objects.filter(item__meeting=meeting, version=None):
        newest = PaperVersion.objects.filter(paper=attached.paper_id).order_by("-number").first()
        if newest is not None:
            attached.version = newest
            attached.save(update_fields=["version"])
            pinned += 1
    return pinned


def is_late(meeting: Meeting, at: datetime) -> bool:
    """Less than one working day before the start, by the calendar of the body's secretary."""
    return at > papers_due(meeting)


def papers_due(meeting: Meeting) -> datetime:
    """What comes after this is late."""
    return PAPERS_DUE.before(meeting.starts_at, daybook_of(meeting.body.organisation_id))


def _changeable(item: AgendaItem, by: User) -> Meeting:
    meeting = locked(item.meeting)
    refuse_who_does_not_supply(item, meeting, by)
    refuse_kept(meeting)
    return meeting
