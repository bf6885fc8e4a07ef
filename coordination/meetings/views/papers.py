"""The meeting papers: their sets, what changed, and one file for who asks."""

from typing import Any
from uuid import UUID

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coordination.kit import clock
from coordination.kit.http import done, get_visible
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may

from ..models import Meeting, MeetingPapers
from ..permissions import can_arrange
from ..queries.papers import files_of, set_for, sets_of
from ..services.gathering import differs_from_last, gather_papers
from ..services.papers_files import FILES, ask_papers, fetch_papers
from .meetings import MEETINGS

SETS = MeetingPapers.objects.select_related("meeting__body", "meeting__dossier", "by__organisation")


@may("meetings.read")
@require_safe
def newest(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The latest set, or how to make the first one."""
    meeting = get_visible(MEETINGS, request.user, pk=pk)
    sets = sets_of(meeting)
    return _page(request, meeting, sets, sets[0] if sets else None)


@may("meetings.read")
@require_safe
def one_set(request: SignedInRequest, pk: UUID, number: int) -> HttpResponse:
    """A set as it was put together, also where there is a later one."""
    papers = get_visible(SETS, request.user, meeting=pk, number=number)
    return _page(request, papers.meeting, sets_of(papers.meeting), papers)


@may("meetings.agenda")
@require_POST
def gather(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The next set, of the agenda and papers as they are now."""
    meeting = get_visible(MEETINGS, request.user, pk=pk)
    papers = gather_papers(meeting=meeting, by=request.user, at=clock.now())
    said = _("Set %(number)d is put together.") % {"number": papers.number}
    return done(request, reverse("meetings:papers", args=[pk]), said)


@may("meetings.read")
@require_POST
def ask(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Have the file made, of the whole set or of what changed."""
    papers = get_visible(SETS, request.user, pk=pk)
    only_changes = request.POST.get("only_changes") == "on"
    ask_papers(papers=papers, only_changes=only_changes, by=request.user, at=clock.now())
    return done(request, papers.get_absolute_url() + "#files", _("Your file is being made."))


@may("meetings.read")
@require_safe
def progress(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """How far one file is; asked again until it is over."""
    file = get_visible(FILES, request.user, pk=pk)
    return render(request, "coordination/meetings/_papers_file.html", {"file": file})


@may("meetings.read")
@require_safe
def fetch(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """The bytes, for its reader alone and never from a cache."""
    file = get_visible(FILES, request.user, pk=pk)
    fetch_papers(file=file, by=request.user, at=clock.now())
    kind = "application/pdf" if file.is_bound else "application/zip"
    response = FileResponse(
        file.file.open("rb"), as_attachment=True, filename=file.name, content_type=kind
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response


def _page(
    request: SignedInRequest,
    meeting: Meeting,
    sets: list[MeetingPapers],
    papers: MeetingPapers | None,
) -> HttpResponse:
    newest_set = sets[0] if sets else None
    arranges = can_arrange(request.user, meeting) and meeting.status != "cancelled"
    context: dict[str, Any] = {
        "meeting": meeting,
        "sets": sets,
        "papers": papers,
        "is_newest": papers is not None and newest_set is not None and papers.pk == newest_set.pk,
        "arranges": arranges,
        "outdated": arranges and differs_from_last(meeting, newest_set),
    }
    if papers is not None:
        papers.meeting = meeting
        context["view"] = set_for(request.user, papers)
        context["files"] = files_of(request.user, papers)
    return render(request, "coordination/meetings/papers.html", context)
