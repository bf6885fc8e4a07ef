"""Cadences and their slots."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coordination.kit import clock
from coordination.kit.forms import attempt, number_in, status_of
from coordination.kit.http import done, get_visible
from coordination.kit.paging import page_of
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may

from ..forms import CadenceForm, SlotForm
from ..models import Cadence, Slot
from ..permissions import can_keep
from ..services.cadences import add_cadence, change_cadence
from ..services.keeping import refuse_others
from ..services.slots import add_slot, change_slot, remove_slot

CADENCES = Cadence.objects.select_related("dossier")
SLOTS = Slot.objects.select_related("cadence__dossier", "body")
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@may("cycle.read")
@require_safe
def cadence_list(request: SignedInRequest) -> HttpResponse:
    """Our own rhythms and those of others."""
    rows = CADENCES.visible_to(request.user).order_by("outside", "anchor", "name_nl", "pk")
    context = {
        "page": page_of(rows, request),
        "may_add": request.user.may("cycle.plan"),
        "tab": "cadences",
    }
    return render(request, "coordination/cycle/cadence_list.html", context)


@may("cycle.read")
@require_safe
def cadence(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """One rhythm with its slots."""
    found = get_visible(CADENCES, request.user, pk=pk)
    slots = SLOTS.visible_to(request.user).present().filter(cadence=found)
    context = {
        "cadence": found,
        "slots": slots.order_by("day_offset", "starts", "line", "pk"),
        "can_keep": can_keep(request.user, found.dossier),
    }
    return render(request, "coordination/cycle/cadence_detail.html", context)


@may("cycle.plan")
@get_or_post
def cadence_new(request: SignedInRequest) -> HttpResponse:
    """Add a rhythm; its slots come on its own page."""
    form = CadenceForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        made = attempt(
            form, lambda: add_cadence(facts=form.facts(), by=request.user, at=clock.now())
        )
        if made:
            return done(request, made.get_absolute_url(), _("Cadence added."))
    return _page(request, "cadence_form.html", form=form)


@may("cycle.plan")
@get_or_post
def cadence_edit(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Change a rhythm; what was planned stays."""
    found = get_visible(CADENCES, request.user, pk=pk)
    refuse_others(request.user, found.dossier)
    form = CadenceForm(request.POST or None, user=request.user, noun=found)
    if request.method == "POST" and form.is_valid():
        changed = attempt(
            form,
            lambda: change_cadence(
                cadence=found,
                facts=form.facts(),
                version=form.version,
                by=request.user,
                at=clock.now(),
            ),
        )
        if changed:
            return done(request, changed.get_absolute_url(), _("Cadence changed."))
    return _page(request, "cadence_form.html", form=form, cadence=found)


@may("cycle.plan")
@get_or_post
def slot_new(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """A fixed place in a rhythm."""
    found = get_visible(CADENCES, request.user, pk=pk)
    refuse_others(request.user, found.dossier)
    form = SlotForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        made = attempt(
            form,
            lambda: add_slot(cadence=found, facts=form.facts(), by=request.user, at=clock.now()),
        )
        if made:
            return done(request, found.get_absolute_url(), _("Slot added."))
    return _page(request, "slot_form.html", form=form, cadence=found)


@may("cycle.plan")
@get_or_post
def slot(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Change a slot for what is planned from now on."""
    found = get_visible(SLOTS.present(), request.user, pk=pk)
    refuse_others(request.user, found.cadence.dossier)
    form = SlotForm(request.POST or None, user=request.user, noun=found)
    if request.method == "POST" and form.is_valid():
        changed = attempt(
            form,
            lambda: change_slot(
                slot=found,
                facts=form.facts(),
                version=form.version,
                by=request.user,
                at=clock.now(),
            ),
        )
        if changed:
            return done(request, found.cadence.get_absolute_url(), _("Slot changed."))
    return _page(request, "slot_form.html", form=form, cadence=found.cadence, slot=found)


@may("cycle.plan")
@require_POST
def slot_remove(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Take a slot off its cadence; what was planned in it stays."""
    found = get_visible(SLOTS, request.user, pk=pk)
    version = number_in(request.POST.get("version", ""))
    remove_slot(slot=found, version=version, by=request.user, at=clock.now())
    return done(request, found.cadence.get_absolute_url(), _("Slot removed."))


def _page(request: SignedInRequest, template: str, **context: object) -> HttpResponse:
    status = status_of(context["form"])  # type: ignore[arg-type]  # the form of the context
    return render(request, f"coordination/cycle/{template}", context, status=status)
