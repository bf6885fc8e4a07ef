"""Milestones are added, changed, moved and reached."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from coordination.kit import clock
from coordination.kit.http import done, get_visible
from coordination.people.requests import SignedInRequest, sent
from coordination.people.rights import may

from .. import services
from ..forms import MilestoneForm, MoveForm
from .shared import MILESTONES, PRODUCTS, SLIPS, get_or_post, page, pressed, refuse_others


@get_or_post
@may("planning.write")
def milestone_new(request: SignedInRequest, pk: UUID) -> HttpResponse:
    product = get_visible(PRODUCTS, request.user, pk=pk)
    team = product.line.team
    refuse_others(request, team)
    form = MilestoneForm(request.POST or None, reader=request.user, team=team)
    made = sent(
        request,
        form,
        lambda deed: services.add_milestone(product=product, facts=form.facts(), **deed),
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
    changed = sent(
        request,
        form,
        lambda deed: services.change_milestone(
            milestone=found, facts=form.facts(), version=form.version, **deed
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
    moved = sent(
        request,
        form,
        lambda deed: services.move_milestone(
            milestone=found,
            facts=form.facts(),
            reason=form.cleaned_data["reason"],
            version=form.version,
            **deed,
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


reach = pressed(
    MILESTONES,
    services.reach_milestone,
    "milestone",
    gettext_lazy("The milestone is reached."),
    undo="planning:milestone_reopen",
)
reopen = pressed(
    MILESTONES,
    services.reopen_milestone,
    "milestone",
    gettext_lazy("The milestone is awaited again."),
)
remove = pressed(
    MILESTONES, services.remove_milestone, "milestone", gettext_lazy("The milestone is removed.")
)
