"""Milestones are added, changed, moved and reached."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coordination.kit import clock
from coordination.kit.forms import attempt
from coordination.kit.http import done, get_visible
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may

from .. import services
from ..forms import MilestoneForm, MoveForm
from .shared import MILESTONES, PRODUCTS, SLIPS, get_or_post, page, refuse_others


@get_or_post
@may("planning.write")
def milestone_new(request: SignedInRequest, pk: UUID) -> HttpResponse:
    product = get_visible(PRODUCTS, request.user, pk=pk)
    team = product.line.team
    refuse_others(request, team)
    form = MilestoneForm(request.POST or None, reader=request.user, team=team)
    if request.method == "POST" and form.is_valid():
        made = attempt(
            form,
            lambda: services.add_milestone(
                product=product, facts=form.facts(), by=request.user, at=clock.now()
            ),
        )
        if made:
            undo = reverse("planning:milestone_remove", args=[made.pk, made.version])
            sentence = _("The milestone is added.")
            return done(request, product.get_absolute_url(), sentence, undo=undo)
    return page(request, "milestone_form.html", form=form, product=product, team=team)


@get_or_post
@may("planning.write")
def milestone_edit(request: SignedInRequest, pk: UUID) -> HttpResponse:
    found = get_visible(MILESTONES, request.user, pk=pk)
    team = found.product.line.team
    refuse_others(request, team)
    form = MilestoneForm(request.POST or None, reader=request.user, team=team, milestone=found)
    if request.method == "POST" and form.is_valid():
        changed = attempt(
            form,
            lambda: services.change_milestone(
                milestone=found,
                facts=form.facts(),
                version=form.version,
                by=request.user,
                at=clock.now(),
            ),
        )
        if changed:
            return done(request, found.get_absolute_url(), _("The milestone is changed."))
    more = {"product": found.product, "team": team, "milestone": found}
    return page(request, "milestone_form.html", form=form, **more)


@get_or_post
@may("planning.write")
def move(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """To other days; later asks why, and shows what is missed by that afterwards."""
    found = get_visible(MILESTONES, request.user, pk=pk)
    team = found.product.line.team
    refuse_others(request, team)
    form = MoveForm(request.POST or None, reader=request.user, team=team, milestone=found)
    if request.method == "POST" and form.is_valid():
        moved = attempt(
            form,
            lambda: services.move_milestone(
                milestone=found,
                facts=form.facts(),
                reason=form.cleaned_data["reason"],
                version=form.version,
                by=request.user,
                at=clock.now(),
            ),
        )
        if moved:
            last = moved.slips.standing().order_by("-number").first()
            undo = ""
            if last is not None and last.due_on == moved.due_on:
                undo = reverse("planning:take_back", args=[last.pk, moved.version])
            sentence = _("The milestone is moved.")
            return done(request, found.get_absolute_url(), sentence, undo=undo)
    more = {"product": found.product, "team": team, "milestone": found}
    return page(request, "move_form.html", form=form, **more)


@require_POST
@may("planning.write")
def take_back(request: SignedInRequest, pk: UUID, version: int) -> HttpResponse:
    """The milestone where it stood before it slipped."""
    slip = get_visible(SLIPS, request.user, pk=pk)
    found = services.take_back_slip(slip=slip, version=version, by=request.user, at=clock.now())
    return done(request, found.get_absolute_url(), _("The milestone stands where it stood."))


@require_POST
@may("planning.write")
def reach(request: SignedInRequest, pk: UUID, version: int) -> HttpResponse:
    found = get_visible(MILESTONES, request.user, pk=pk)
    now = services.reach_milestone(
        milestone=found, version=version, by=request.user, at=clock.now()
    )
    undo = reverse("planning:milestone_reopen", args=[now.pk, now.version])
    return done(request, found.get_absolute_url(), _("The milestone is reached."), undo=undo)


@require_POST
@may("planning.write")
def reopen(request: SignedInRequest, pk: UUID, version: int) -> HttpResponse:
    found = get_visible(MILESTONES, request.user, pk=pk)
    services.reopen_milestone(milestone=found, version=version, by=request.user, at=clock.now())
    return done(request, found.get_absolute_url(), _("The milestone is awaited again."))


@require_POST
@may("planning.write")
def remove(request: SignedInRequest, pk: UUID, version: int) -> HttpResponse:
    found = get_visible(MILESTONES, request.user, pk=pk)
    product = found.product.get_absolute_url()
    services.remove_milestone(milestone=found, version=version, by=request.user, at=clock.now())
    return done(request, product, _("The milestone is removed."))
