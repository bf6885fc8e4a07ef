"""The report as page, Word file and PDF; its kept versions; the meeting as it once stood."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from coordination.kit import clock
from coordination.kit.asof import Moment
from coordination.kit.http import get_visible
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may

from ..models import Meeting
from ..queries.versions import versions_of
from ..report.pdf import pdf_of
from ..report.word import word_of
from ..services.reports import fetch_meeting_then, fetch_report, fetch_version

MEETINGS = Meeting.objects.select_related("body", "dossier")
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FILES = {"docx": (word_of, WORD), "pdf": (pdf_of, "application/pdf")}


@may("meetings.read")
@require_safe
def report(request: SignedInRequest, pk: UUID, form: str) -> HttpResponse:
    """The report in the body's form, for this reader."""
    if form != "html" and form not in FILES:
        raise Http404
    meeting = get_visible(MEETINGS, request.user, pk=pk)
    document = fetch_report(meeting=meeting, form=form, by=request.user, at=clock.now())
    if form == "html":
        context = {"meeting": meeting, "document": document}
        return render(request, "coordination/meetings/report.html", context)
    write, content_type = FILES[form]
    disposition = f'attachment; filename="{document.file_name}.{form}"'
    return HttpResponse(
        write(document),
        content_type=content_type,
        headers={"Content-Disposition": disposition},
    )


@may("meetings.read")
@require_safe
def version(request: SignedInRequest, pk: UUID, number: int) -> HttpResponse:
    """A kept version, with what changed in it."""
    meeting = get_visible(MEETINGS, request.user, pk=pk)
    kept = get_object_or_404(meeting.versions.select_related("by__organisation"), number=number)
    kept.meeting = meeting
    context = {
        "meeting": meeting,
        "version": kept,
        "kept": fetch_version(version=kept, by=request.user, at=clock.now()),
        "versions": versions_of(meeting),
    }
    return render(request, "coordination/meetings/version.html", context)


def meeting_then(request: SignedInRequest, meeting: Meeting, then: Moment) -> HttpResponse:
    """The page of a meeting as it stood, beside what it says now."""
    found = fetch_meeting_then(meeting=meeting, then=then.at, by=request.user, at=clock.now())
    context = {"meeting": meeting, "then": then, "found": found}
    return render(request, "coordination/meetings/meeting_then.html", context)
