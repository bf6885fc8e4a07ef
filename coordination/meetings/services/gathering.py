"""The papers of a meeting put together: a set is frozen, and what changes makes the next one."""

import hashlib
import json
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Prefetch, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from coordination.audit.deeds import deed, record
from coordination.kit.locking import locked
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.papers.models import PaperVersion
from coordination.people.models import User

from ..models import (
    AgendaItem,
    AgendaPaper,
    Meeting,
    MeetingPapers,
    MeetingStatus,
    PaperInSet,
)
from ..permissions import can_arrange
from .papers import papers_due


@deed
def gather_papers(*, meeting: Meeting, by: User, at: datetime) -> MeetingPapers:
    """The next set of the meeting: its agenda as it stands, each paper in its newest version.

    Whatever the secretary herself may read of it: each reader gets her own part. Refuses who does
    not arrange the agenda, a cancelled meeting, an empty agenda, and a set like the last one.
    """
    meeting = locked(meeting)
    if not can_arrange(by, meeting):
        raise NotAllowed(_("Only the secretary or the chair of the body does this."))
    if meeting.status == MeetingStatus.CANCELLED:
        raise Refusal(_("This meeting was cancelled. Restore it first."))
    items = _items(meeting)
    if not items:
        raise Refusal(_("There is nothing on the agenda yet. Add an item first."))
    last = meeting.paper_sets.order_by("-number").first()
    agenda = [{**_frozen(item), "differences": _differences(item)} for item in items]
    seal = _sealed(agenda)
    if last is not None and last.sha256 == seal:
        said = _("Nothing changed since set %(number)d; that is still the latest.")
        raise Refusal(said % {"number": last.number})
    papers = MeetingPapers.objects.create(
        meeting=meeting,
        number=last.number + 1 if last else 1,
        agenda=agenda,
        sha256=seal,
        at=at,
        by=by,
    )
    rows = _rows(papers, items)
    PaperInSet.objects.bulk_create(rows)
    record(
        "meetings.papers_gathered",
        papers,
        by=by,
        at=at,
        dossier=meeting.dossier_id,
        meeting=meeting.pk,
        number=papers.number,
        papers=len(rows),
        sha256=seal,
    )
    return papers


def differs_from_last(meeting: Meeting, last: MeetingPapers | None) -> bool:
    """Questions or papers are no longer those of the last set. Two queries.

    Of points of difference nothing is asked here; gathering asks them too.
    """
    now = [_frozen(item) for item in _items(meeting)]
    return now != [_without_differences(row) for row in (last.agenda if last else [])]


def _items(meeting: Meeting) -> list[AgendaItem]:
    """What is on the agenda, with the papers that would belong to a set made now."""
    newest = PaperVersion.objects.filter(paper=OuterRef("paper")).order_by("-number")
    papers = (
        AgendaPaper.objects.filter(paper__removed_at=None)
        .annotate(lies=Coalesce("version", Subquery(newest.values("pk")[:1])))
        .order_by("position", "paper__title", "pk")
    )
    items = AgendaItem.objects.filter(meeting=meeting).on_the_agenda()
    shown = items.select_related("submitted_by").prefetch_related(Prefetch("papers", papers))
    return list(shown.order_by("position", "created_at", "pk"))


def _lying(item: AgendaItem) -> list[Any]:
    """Its papers that have a version, each with the id of the one that lies on the table."""
    papers: Any = item.papers.all()
    return [attached for attached in papers if attached.lies]


def _frozen(item: AgendaItem) -> dict[str, Any]:
    return {
        "item": str(item.pk),
        "title": item.title,
        "purpose": item.purpose,
        "minutes": item.minutes_planned or 0,
        "requested_decision": item.requested_decision,
        "agreed_with": item.agreed_with,
        "versions": [str(attached.lies) for attached in _lying(item)],
    }


def _without_differences(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "differences"}


def _differences(item: AgendaItem) -> list[dict[str, str]]:
    found = item.points_of_difference.select_related("organisation")
    return [
        {"who": one.organisation.code, "position": one.position}
        for one in found.order_by("organisation__code", "pk")
    ]


def _rows(papers: MeetingPapers, items: list[AgendaItem]) -> list[PaperInSet]:
    wanted = [attached.lies for item in items for attached in _lying(item)]
    versions = PaperVersion.objects.in_bulk(wanted)
    due = papers_due(papers.meeting)
    found: list[PaperInSet] = []
    for item in items:
        for attached in _lying(item):
            version = versions[attached.lies]
            late = attached.late or version.late or version.supplied_at > due
            row = PaperInSet(papers=papers, item=item, version=version, late=late)
            row.position = len(found) + 1
            found.append(row)
    return found


def _sealed(agenda: list[dict[str, Any]]) -> str:
    """Over the agenda and the digest of each version that belongs to it."""
    wanted = [version for row in agenda for version in row["versions"]]
    digests = PaperVersion.objects.filter(pk__in=wanted).values_list("pk", "sha256")
    known = {str(pk): sha256 for pk, sha256 in digests}
    papers = [[version, known[version]] for version in wanted]
    text = json.dumps([agenda, papers], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
