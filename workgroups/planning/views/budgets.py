"""Budget estimates are added, changed and removed."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coordination.kit import clock
from coordination.kit.http import done, get_visible, number_in
from coordination.people.requests import SignedInRequest, sent
from coordination.people.rights import may

from .. import services
from ..forms import EstimateForm
from .shared import ESTIMATES, TEAMS, get_or_post, page, refuse_adding


@get_or_post
@may("planning.write")
def estimate_new(request: SignedInRequest, pk: UUID) -> HttpResponse:
    team = get_visible(TEAMS, request.user, pk=pk)
    refuse_adding(request, team)
    form = EstimateForm(request.POST or None)
    made = sent(
        request, form, lambda deed: services.add_estimate(team=team, facts=form.facts(), **deed)
    )
    if made:
        return done(request, made.get_absolute_url(), _("The estimate is added."))
    return page(request, "estimate_form.html", form=form, team=team)


@get_or_post
@may("planning.write")
def estimate_edit(request: SignedInRequest, pk: UUID) -> HttpResponse:
    found = get_visible(ESTIMATES, request.user, pk=pk)
    refuse_adding(request, found.team)
    form = EstimateForm(request.POST or None, estimate=found)
    changed = sent(
        request,
        form,
        lambda deed: services.change_estimate(
            estimate=found, facts=form.facts(), version=form.version, **deed
        ),
    )
    if changed:
        return done(request, changed.get_absolute_url(), _("The estimate is changed."))
    return page(request, "estimate_form.html", form=form, team=found.team, estimate=found)


@require_POST
@may("planning.write")
def estimate_remove(request: SignedInRequest, pk: UUID) -> HttpResponse:
    found = get_visible(ESTIMATES, request.user, pk=pk)
    version = number_in(request.POST, "version")
    services.remove_estimate(estimate=found, version=version, by=request.user, at=clock.now())
    team = reverse("planning:team", args=[found.team_id])
    return done(request, team, _("The estimate is removed."))
