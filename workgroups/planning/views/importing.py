"""A planning comes in from a spreadsheet after a look, and goes out as one."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from coordination.kit import clock
from coordination.kit.forms import status_of
from coordination.kit.http import done, get_visible
from coordination.kit.sheets import xlsx_response
from coordination.people.requests import SignedInRequest, sent
from coordination.people.rights import may

from ..exporting import example_rows, rows_of
from ..import_forms import ApplyForm, ImportForm
from ..models import PlanningImport
from ..queries.plans import plan_of
from ..reading import COLUMNS
from ..services.importing import apply_import, preview_of, read_import
from .shared import TEAMS, get_or_post, page, refuse_adding

IMPORTS = PlanningImport.objects.select_related("team__dossier", "asked_by__organisation")


@require_safe
@may("planning.write")
def template(request: SignedInRequest) -> HttpResponse:
    """An empty planning with two rows to show how it is filled in."""
    return xlsx_response(_("planning"), list(COLUMNS.values()), example_rows())


@require_safe
@may("export")
def export(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The plan as a spreadsheet that can be read in again."""
    team = get_visible(TEAMS, request.user, pk=pk)
    plan = plan_of(team, request.user, today=clock.today())
    name = "-".join([_("planning"), team.code])
    return xlsx_response(name, list(COLUMNS.values()), rows_of(plan))


@get_or_post
@may("planning.write")
def import_new(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Choose a file; what it would change is shown before anything is changed."""
    team = get_visible(TEAMS, request.user, pk=pk)
    refuse_adding(request, team)
    form = ImportForm(request.POST or None, request.FILES or None)
    made = sent(
        request,
        form,
        lambda deed: read_import(team=team, upload=form.cleaned_data["upload"], **deed),
    )
    if made:
        return done(request, made.get_absolute_url(), _("The file is read."))
    return page(request, "import_form.html", form=form, team=team)


@get_or_post
@may("planning.write")
def import_one(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """What the file would change, and the button that changes it, whole."""
    found = get_visible(IMPORTS, request.user, pk=pk)
    preview = preview_of(found, request.user, at=clock.now())
    form = ApplyForm(request.POST or None, missing=preview.missing)
    applied = sent(
        request, form, lambda deed: apply_import(importing=found, **deed, **form.cleaned_data)
    )
    if applied:
        plan = reverse("planning:team", args=[found.team_id])
        return done(request, plan, _("The planning is taken over."))
    context: dict[str, Any] = {
        "importing": found,
        "team": found.team,
        "preview": preview,
        "form": form,
    }
    status = status_of(form)
    return render(request, "workgroups/planning/import_detail.html", context, status=status)
