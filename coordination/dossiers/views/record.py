"""Who changed what and when: of one dossier, of oneself, of everything."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from coordination.kit import clock
from coordination.kit.http import get_visible
from coordination.kit.paging import page_of
from coordination.people.models import Role
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may

from ..forms import RecordFilterForm
from ..models import Dossier
from ..permissions import can_read_record
from ..queries import dossier_record, own_acts, read_rows, whole_record
from ..services import record_read

ROWS = 25


@may("audit.read")
@require_GET
def timeline(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """What she may read of all that was done in a dossier, newest first, with what it changed."""
    dossier = get_visible(Dossier, request.user, pk=pk)
    if not can_read_record(request.user, dossier):
        raise PermissionDenied
    record_read(dossier=dossier, obj=dossier, by=request.user, at=clock.now())
    page = page_of(dossier_record(dossier, request.user), request, size=ROWS)
    rows = read_rows(page.rows, reader=request.user)
    context = {
        "dossier": dossier,
        "page": page,
        "rows": rows,
        "own_only": request.user.only_partner,
    }
    return render(request, "coordination/dossiers/timeline.html", context)


@may("audit.read")
@require_GET
def index(request: SignedInRequest) -> HttpResponse:
    """All streams for an auditor, her own acts for others."""
    if Role.AUDITOR in request.user.roles:
        form = RecordFilterForm(request.GET)
        wanted = form.cleaned_data if form.is_valid() else {}
        events = whole_record(**{name: wanted.get(name, "") for name in form.fields})
    else:
        form, events = None, own_acts(request.user)
    page = page_of(events, request, size=ROWS)
    rows = read_rows(page.rows, reader=request.user)
    context = {"form": form, "page": page, "rows": rows}
    return render(request, "coordination/dossiers/record.html", context)
