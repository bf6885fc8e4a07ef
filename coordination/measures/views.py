"""The list of measures, one of them, and the sectors."""

from copy import copy
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coordination.dashboard.registries import Slot, panels
from coordination.dashboard.rendering import rendered
from coordination.kit.asof import moment
from coordination.kit.forms import attempt, status_of
from coordination.kit.http import done, get_visible
from coordination.kit.paging import page_of
from coordination.people.requests import SignedInRequest, deed_of
from coordination.people.rights import may

from .forms import MeasureForm, SectorForm
from .models import Measure, Sector
from .permissions import can_keep
from .queries import Wanted, list_measures, list_sectors, measure_as_of, versions_of, with_sectors
from .services import (
    add_measure,
    add_sector,
    change_measure,
    change_sector,
    refuse_others,
    restore_measure,
    withdraw_measure,
)

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@may("measures.read")
def measure_list(request: SignedInRequest) -> HttpResponse:
    wanted = Wanted.read(request.GET)
    context = {
        "page": page_of(list_measures(request.user, wanted), request),
        "wanted": wanted,
        "sectors": list_sectors(request.user),
        "may_keep": request.user.may("measures.keep"),
    }
    return render(request, "coordination/measures/measure_list.html", context)


@require_safe
@may("measures.read")
def measure_detail(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """One measure, now or as of `op`, with what it said before and what holds it."""
    found = get_visible(with_sectors(Measure.objects.all()), request.user, pk=pk)
    then = moment(request)
    shown, sectors = measure_as_of(found, then.at) if then else (found, list(found.sectors.all()))
    context = {
        "measure": shown,
        "sectors": sectors,
        "dossier": found.dossier,
        "then": then,
        "versions": versions_of(found),
        "can_keep": then is None and can_keep(request.user, found.dossier),
        "cards": rendered(panels, Slot.MEASURE, request, found),
    }
    return render(request, "coordination/measures/measure_detail.html", context)


@get_or_post
@may("measures.keep")
def measure_new(request: SignedInRequest) -> HttpResponse:
    start = {"dossier": request.GET.get("dossier")}
    form = MeasureForm(request.POST or None, user=request.user, initial=start)
    if request.method == "POST" and form.is_valid():
        dossier = form.cleaned_data["dossier"]
        made = attempt(
            form, lambda: add_measure(dossier=dossier, facts=form.facts(), **deed_of(request))
        )
        if made:
            return done(request, made.get_absolute_url(), _("The measure is added."))
    return _page(request, form, None)


@get_or_post
@may("measures.keep")
def measure_edit(request: SignedInRequest, pk: UUID) -> HttpResponse:
    found = get_visible(Measure.objects.select_related("dossier"), request.user, pk=pk)
    refuse_others(request.user, found.dossier)
    form = MeasureForm(request.POST or None, instance=copy(found))
    if request.method == "POST" and form.is_valid():
        told: dict[str, Any] = {"facts": form.facts(), "version": form.version}
        changed = attempt(form, lambda: change_measure(measure=found, **told, **deed_of(request)))
        if changed:
            return done(request, changed.get_absolute_url(), _("The measure is changed."))
    return _page(request, form, found)


@require_POST
@may("measures.keep")
def measure_withdraw(request: SignedInRequest, pk: UUID, version: int) -> HttpResponse:
    found = get_visible(Measure, request.user, pk=pk)
    gone = withdraw_measure(measure=found, version=version, **deed_of(request))
    undo = reverse("measures:restore", args=[gone.pk, gone.version])
    return done(request, reverse("measures:list"), _("The measure is off the list."), undo=undo)


@require_POST
@may("measures.keep")
def measure_restore(request: SignedInRequest, pk: UUID, version: int) -> HttpResponse:
    found = get_visible(Measure, request.user, pk=pk)
    back = restore_measure(measure=found, version=version, **deed_of(request))
    return done(request, back.get_absolute_url(), _("The measure is back on the list."))


@require_safe
@may("measures.read")
def sector_list(request: SignedInRequest) -> HttpResponse:
    may_keep = request.user.may("measures.sectors")
    context = {"sectors": list_sectors(request.user), "may_keep": may_keep}
    return render(request, "coordination/measures/sector_list.html", context)


@get_or_post
@may("measures.sectors")
def sector_new(request: SignedInRequest) -> HttpResponse:
    form = SectorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["code"]
        made = attempt(form, lambda: add_sector(code=code, facts=form.facts(), **deed_of(request)))
        if made:
            return done(request, reverse("measures:sectors"), _("The sector is added."))
    return _sector_page(request, form, None)


@get_or_post
@may("measures.sectors")
def sector_edit(request: SignedInRequest, pk: UUID) -> HttpResponse:
    found = get_visible(Sector, request.user, pk=pk)
    form = SectorForm(request.POST or None, instance=copy(found))
    if request.method == "POST" and form.is_valid():
        told: dict[str, Any] = {"facts": form.facts(), "version": form.version}
        changed = attempt(form, lambda: change_sector(sector=found, **told, **deed_of(request)))
        if changed:
            return done(request, reverse("measures:sectors"), _("The sector is changed."))
    return _sector_page(request, form, found)


def _page(request: SignedInRequest, form: MeasureForm, measure: Measure | None) -> HttpResponse:
    context = {"form": form, "measure": measure}
    template = "coordination/measures/measure_form.html"
    return render(request, template, context, status=status_of(form))


def _sector_page(request: SignedInRequest, form: SectorForm, sector: Sector | None) -> HttpResponse:
    context = {"form": form, "sector": sector}
    template = "coordination/measures/sector_form.html"
    return render(request, template, context, status=status_of(form))
