"""The list, the dossier itself, and opening, changing, closing it."""

from copy import copy
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from coordination.dashboard.later import asks_for_more, more
from coordination.dashboard.registries import Slot, panels
from coordination.dashboard.rendering import rendered
from coordination.kit import clock
from coordination.kit.asof import moment
from coordination.kit.forms import attempt, status_of
from coordination.kit.http import done, get_visible
from coordination.kit.paging import page_of
from coordination.people.models import Organisation
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may

from ..asof import as_of
from ..forms import DossierForm, OpenForm
from ..models import Dossier, DossierKind
from ..permissions import can_break_glass, can_lead, can_read_record
from ..queries import DossierFilter, list_dossiers, parts_of
from ..services import change_dossier, close_dossier, open_dossier, record_read, reopen_dossier
from ..services.opening import refuse_who_does_not_change

PAGE = Dossier.objects.select_related("owner", "primacy", "classified_by", "closed_by")


@may("dossiers.read")
@require_GET
def index(request: SignedInRequest) -> HttpResponse:
    """The dossiers she may see, newest first."""
    wanted = DossierFilter.read(request.GET)
    context = {
        "page": page_of(list_dossiers(request.user, wanted), request),
        "wanted": wanted,
        "kinds": DossierKind.choices,
        "owners": Organisation.objects.filter(active=True).order_by("code"),
        "may_open": request.user.may("dossiers.open"),
        "may_break_glass": can_break_glass(request.user),
    }
    return render(request, "coordination/dossiers/dossier_list.html", context)


@may("dossiers.read")
@require_GET
def detail(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The dossier: what it is, who has part and why, and what other apps show of it."""
    dossier = get_visible(PAGE, request.user, pk=pk)
    now = clock.now()
    record_read(dossier=dossier, obj=dossier, by=request.user, at=now)
    if asks_for_more(request):
        return more(request, Slot.DOSSIER, dossier)
    then = moment(request)
    context = {
        "dossier": dossier,
        "then": then,
        "shown": as_of(Dossier, then.at).filter(id=pk).first() if then else dossier,
        "parts": parts_of(dossier, at=then.at if then else now),
        "cards": [] if then else rendered(panels, Slot.DOSSIER, request, dossier),
        **_rights(request, dossier),
    }
    return render(request, "coordination/dossiers/dossier_detail.html", context)


@may("dossiers.open")
def new(request: SignedInRequest) -> HttpResponse:
    """The form of a new dossier."""
    form = OpenForm(request.POST or None, initial={"owner": request.user.organisation_id})
    if request.method == "POST" and form.is_valid():
        opened = attempt(
            form,
            lambda: open_dossier(**form.cleaned_data, by=request.user, at=clock.now()),
        )
        if opened is not None:
            return done(request, opened.get_absolute_url(), _("The dossier is open."))
    context = {"form": form, "title": _("Open a dossier"), "cancel_url": reverse("dossiers:list")}
    return _form(request, context)


@may("dossiers.change")
def change(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The form of what a dossier is called, and whose it is."""
    dossier = get_visible(PAGE, request.user, pk=pk)
    refuse_who_does_not_change(dossier, request.user)
    form = DossierForm(request.POST or None, instance=copy(dossier))
    if request.method == "POST" and form.is_valid():
        values = {**form.cleaned_data, "version": form.version}
        changed = attempt(
            form,
            lambda: change_dossier(dossier=dossier, by=request.user, at=clock.now(), **values),
        )
        if changed is not None:
            return done(request, changed.get_absolute_url(), _("Changed."))
    context = {
        "form": form,
        "title": _("Change the dossier"),
        "dossier": dossier,
        "cancel_url": dossier.get_absolute_url(),
    }
    return _form(request, context)


@may("dossiers.change")
@require_POST
def close(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Close it; the sentence offers to open it again."""
    dossier = get_visible(PAGE, request.user, pk=pk)
    close_dossier(dossier=dossier, by=request.user, at=clock.now())
    undo = reverse("dossiers:reopen", args=[pk])
    return done(request, dossier.get_absolute_url(), _("The dossier is closed."), undo=undo)


@may("dossiers.change")
@require_POST
def reopen(request: SignedInRequest, pk: UUID) -> HttpResponse:
    dossier = get_visible(PAGE, request.user, pk=pk)
    reopen_dossier(dossier=dossier, by=request.user, at=clock.now())
    return done(request, dossier.get_absolute_url(), _("The dossier is open again."))


def _rights(request: SignedInRequest, dossier: Dossier) -> dict[str, bool]:
    """What the page offers her, with her part asked for once."""
    user = request.user
    leads = can_lead(user, dossier)
    return {
        "may_change": leads and user.may("dossiers.change"),
        "may_classify": leads and user.may("dossiers.classify"),
        "may_read_record": (leads and user.may("audit.read")) or can_read_record(user, dossier),
    }


def _form(request: SignedInRequest, context: dict[str, Any]) -> HttpResponse:
    template = "coordination/dossiers/dossier_form.html"
    return render(request, template, context, status=status_of(context["form"]))
