"""A proposal, the steps around it, and its end without the ministers."""

import uuid
from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from coordination.kit import clock
from coordination.kit.forms import attempt, status_of
from coordination.kit.http import done, get_visible
from coordination.people.requests import SignedInRequest, deed_of
from coordination.people.rights import may
from escalation.regions.models import Region

from ..models import Proposal, StepKind
from ..process_forms import ContactForm, ProposeForm, SettleForm, StepForm
from ..services.contacts import log_contact
from ..services.proposing import propose_level, withdraw_proposal
from ..services.rounds import settle_round, take_step


@may("levels.propose")
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: SignedInRequest) -> HttpResponse:
    start = {"region": request.GET.get("regio")}
    form = ProposeForm(request.POST or None, user=request.user, initial=start)
    if request.method == "POST" and form.is_valid():
        made = attempt(form, lambda: propose_level(**form.cleaned_data, **deed_of(request)))
        if made:
            undo = reverse("ladder:withdraw_proposal", args=[made.pk, made.version])
            return done(request, _of(made.region), _("The proposal lies ready."), undo=undo)
    return _page(request, form, _("Propose a level"), None)


@may("levels.propose")
@require_POST
def withdraw(request: SignedInRequest, pk: uuid.UUID, version: int) -> HttpResponse:
    proposal = get_visible(Proposal.objects.select_related("region"), request.user, pk=pk)
    withdraw_proposal(proposal=proposal, version=version, **deed_of(request))
    return done(request, _of(proposal.region), _("The proposal is withdrawn."))


@may("levels.propose")
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    region = get_visible(Region, request.user, pk=pk)
    form = StepForm(request.POST or None, initial={"taken_at": _now()})
    if request.method == "POST" and form.is_valid():
        typed = {**form.cleaned_data, "kind": StepKind(form.cleaned_data["kind"])}
        if attempt(form, lambda: take_step(region=region, **typed, **deed_of(request))):
            return done(request, _of(region), _("The step is logged."))
    return _page(request, form, _("Log a step"), region)


@may("levels.propose")
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    region = get_visible(Region, request.user, pk=pk)
    form = ContactForm(request.POST or None, initial={"spoken_at": _now()})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        if attempt(form, lambda: log_contact(region=region, **typed, **deed_of(request))):
            return done(request, _of(region), _("The contact is logged."))
    return _page(request, form, _("Log a contact"), region)


@may("levels.propose")
@require_http_methods(["GET", "HEAD", "POST"])
def settle(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    region = get_visible(Region, request.user, pk=pk)
    form = SettleForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        if attempt(form, lambda: settle_round(region=region, **typed, **deed_of(request))):
            return done(request, _of(region), _("Settled by officials."))
    return _page(request, form, _("Settle by officials"), region)


def _page(
    request: SignedInRequest, form: Form, heading: str, region: Region | None
) -> HttpResponse:
    context = {"form": form, "heading": heading, "region": region}
    return render(request, "escalation/ladder/process_form.html", context, status=status_of(form))


def _of(region: Region) -> str:
    return region.get_absolute_url()


def _now() -> Any:
    return timezone.localtime(clock.now()).replace(second=0, microsecond=0)
