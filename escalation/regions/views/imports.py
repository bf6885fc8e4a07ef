from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coordination.kit import clock
from coordination.kit.forms import attempt, status_of
from coordination.kit.http import done, get_visible
from coordination.kit.paging import page_of
from coordination.papers.middleware import taking
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may

from ..forms import FIGURES, ImportForm
from ..models import ObservationImport
from ..queries import count_flagged, gave_up, has_generated, list_imports, problems_of, warnings_of
from ..services import ask_import


@may("regions.read")
@require_safe
def import_list(request: SignedInRequest) -> HttpResponse:
    context = {
        "page": page_of(list_imports(request.user), request),
        "may_import": request.user.may("regions.import"),
    }
    return render(request, "escalation/regions/import_list.html", context)


@taking(FIGURES)
@may("regions.import")
@require_http_methods(["GET", "HEAD", "POST"])
def import_new(request: SignedInRequest) -> HttpResponse:
    form = ImportForm(request.POST or None, request.FILES or None, generated=has_generated())
    if request.method == "POST" and form.is_valid():
        asked = attempt(
            form,
            lambda: ask_import(
                upload=form.cleaned_data["upload"],
                facts=form.facts(),
                by=request.user,
                at=clock.now(),
            ),
        )
        if asked:
            return done(request, asked.get_absolute_url(), _("The file is being read."))
    context = {"form": form}
    return render(request, "escalation/regions/import_form.html", context, status=status_of(form))


@may("regions.read")
@require_safe
def import_one(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """One file: how far it is, or what became of its rows."""
    found = get_visible(list_imports(request.user), request.user, pk=pk)
    return render(request, "escalation/regions/import_detail.html", _context(request, found))


@may("regions.read")
@require_safe
def import_progress(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The part of its page that changes while it is read."""
    found = get_visible(list_imports(request.user), request.user, pk=pk)
    return render(request, "escalation/regions/_import.html", _context(request, found))


def _context(request: SignedInRequest, importing: ObservationImport) -> dict[str, Any]:
    problems = problems_of(importing)
    unknown = any(problem.reason == "indicator" for problem in problems)
    return {
        "importing": importing,
        "problems": problems,
        "warnings": warnings_of(importing),
        "flagged": count_flagged(importing) if importing.is_over else 0,
        "may_add": unknown and request.user.may("regions.import"),
        "not_listed": max(importing.skipped - len(problems), 0),
        "gave_up": gave_up(importing),
    }
