"""All answers in one file, and the file of a reply."""

import uuid

from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from coordination.dossiers.services import record_read
from coordination.kit import clock
from coordination.kit.http import get_visible
from coordination.kit.sheets import xlsx_response
from coordination.meetings.report.word import word_of
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may

from ..models import Contribution, Reply
from ..queries.exporting import document_of, sheet_of
from .detail import PAGE

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FILES = Reply.objects.select_related("file__paper", "contribution__action_point__dossier")


@require_safe
@may("export")
def contribution_xlsx(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    contribution = _read(request, pk)
    head, rows = sheet_of(contribution, request.user, at=clock.now())
    return xlsx_response(f"antwoorden-{contribution.number}", head, rows)


@require_safe
@may("export")
def contribution_docx(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    contribution = _read(request, pk)
    content = word_of(document_of(contribution, request.user, at=clock.now()))
    disposition = f'attachment; filename="antwoorden-{contribution.number}.docx"'
    return HttpResponse(content, content_type=WORD, headers={"Content-Disposition": disposition})


@require_safe
@may("contributions.read")
def reply_file(request: SignedInRequest, pk: uuid.UUID) -> HttpResponseBase:
    """The bytes as supplied, for who may see the reply; no browser runs them."""
    reply = get_visible(FILES, request.user, pk=pk)
    if reply.file is None:
        raise Http404
    dossier = reply.contribution.action_point.dossier
    record_read(dossier=dossier, obj=reply.file, by=request.user, at=clock.now())
    response = FileResponse(
        reply.file.file.open("rb"),
        as_attachment=True,
        filename=reply.file.name,
        content_type=reply.file.content_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response


def _read(request: SignedInRequest, pk: uuid.UUID) -> Contribution:
    contribution: Contribution = get_visible(PAGE, request.user, pk=pk)
    dossier = contribution.action_point.dossier
    record_read(dossier=dossier, obj=contribution, by=request.user, at=clock.now())
    return contribution
