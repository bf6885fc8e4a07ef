"""The steps of a team by decision, and its end."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coordination.kit.http import done, get_visible
from coordination.people.requests import SignedInRequest, deed_of, sent
from coordination.people.rights import may

from ..forms import StepForm, WindUpForm
from ..leaving import left_by
from ..services import take_back_step, take_step, wind_up_team
from .showing import PAGE, form_page, kept_team


@may("teams.keep")
def team_step(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """One step further, because of a decision."""
    team = kept_team(request, pk)
    form = StepForm(request.POST or None, team=team, reader=request.user)
    went = sent(
        request,
        form,
        lambda deed: take_step(team=team, **deed, **form.cleaned_data, version=form.version),
    )
    if went is not None:
        back = reverse("teams:step_back", args=[pk, went.version])
        return done(request, team.get_absolute_url(), _("The step is taken."), undo=back)
    return form_page(request, form, _("Next step"), team=team, plans=True)


@may("teams.keep")
@require_POST
def team_step_back(request: SignedInRequest, pk: UUID, version: int) -> HttpResponse:
    """The last step taken back, while nothing else changed."""
    team = get_visible(PAGE, request.user, pk=pk)
    take_back_step(team=team, version=version, **deed_of(request))
    return done(request, team.get_absolute_url(), _("The step is taken back."))


@may("teams.keep")
def team_wind_up(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """What the team leaves open, to whom it goes, and the end; there is no way back."""
    team = kept_team(request, pk)
    form = WindUpForm(request.POST or None, team=team, reader=request.user)
    over = sent(
        request,
        form,
        lambda deed: wind_up_team(
            team=team,
            to=form.receiver(),
            **deed,
            decision=form.cleaned_data["decision"],
            version=form.version,
        ),
    )
    if over is not None:
        return done(request, team.get_absolute_url(), _("The team is wound up."))
    page, left = "workgroups/teams/wind_up.html", left_by(team, request.user)
    return form_page(request, form, _("Wind up the team"), team=team, left=left, template=page)
