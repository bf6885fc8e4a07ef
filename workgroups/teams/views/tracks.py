"""Tracks of a team, and the people it asks organisations for."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coordination.kit import clock
from coordination.kit.http import done, get_visible, number_in
from coordination.people.requests import SignedInRequest, deed_of, sent
from coordination.people.rights import may

from ..forms import AnswerForm, RequestForm, TrackForm
from ..models import ResourceRequest, Team, Track
from ..permissions import can_answer, can_keep
from ..services import (
    add_track,
    answer_request,
    ask_people,
    change_track,
    reopen_request,
    withdraw_request,
)
from .showing import form_page, kept_team

REQUESTS = ResourceRequest.objects.select_related(
    "team__dossier", "track", "organisation", "asked_by__organisation", "answered_by__organisation"
)


@may("teams.keep")
def track_new(request: SignedInRequest, pk: UUID) -> HttpResponse:
    team = kept_team(request, pk)
    form = TrackForm(request.POST or None, team=team)
    made = sent(request, form, lambda deed: add_track(team=team, **deed, **form.values()))
    if made is not None:
        return done(request, team.get_absolute_url(), _("Track added."))
    return form_page(request, form, _("Add a track"), team=team)


@may("teams.keep")
def track_edit(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Its name, what it is about, and its linking pin."""
    track = get_visible(Track.objects.select_related("team__dossier"), request.user, pk=pk)
    if not can_keep(request.user, track.team):
        raise PermissionDenied
    form = TrackForm(request.POST or None, team=track.team, initial=TrackForm.facts_of(track))
    changed = sent(
        request,
        form,
        lambda deed: change_track(track=track, **deed, **form.values(), version=form.version),
    )
    if changed is not None:
        return done(request, track.get_absolute_url(), _("Track changed."))
    return form_page(request, form, _("Change the track"), team=track.team)


@may("teams.keep")
def request_new(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Ask an organisation for somebody; ?spoor= names the track she is for."""
    team = kept_team(request, pk)
    start = {"track": request.GET.get("spoor", "")}
    form = RequestForm(request.POST or None, team=team, initial=start)
    asked = sent(request, form, lambda deed: ask_people(team=team, need=form.need(), **deed))
    if asked is not None:
        return done(request, asked.get_absolute_url(), _("The request stands."))
    return form_page(request, form, _("Ask for people"), team=team)


@may("teams.read")
def request_detail(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """What is asked of whom, and answering it; read by the team and by who is asked."""
    found = get_visible(REQUESTS, request.user, pk=pk)
    may_answer = found.is_open and can_answer(request.user, found)
    form = AnswerForm(request.POST or None, initial={"version": found.version})
    settled = sent(
        request,
        form,
        lambda deed: answer_request(
            request=found, **deed, **form.cleaned_data, version=form.version
        ),
    )
    if settled is not None:
        undo = reverse("teams:request_reopen", args=[pk, settled.version])
        return done(request, found.get_absolute_url(), _("Answered."), undo=undo)
    visible = Team.objects.visible_to(request.user).filter(pk=found.team_id).exists()
    more = {
        "asked": found,
        "team_visible": visible,
        "may_answer": may_answer,
        "may_keep": can_keep(request.user, found.team),
        "today": clock.today(),
        "template": "workgroups/teams/request_detail.html",
    }
    return form_page(request, form, _("Request for people"), team=found.team, **more)


@may("teams.keep")
@require_POST
def request_withdraw(request: SignedInRequest, pk: UUID) -> HttpResponse:
    found = get_visible(REQUESTS, request.user, pk=pk)
    version = number_in(request.POST, "version")
    gone = withdraw_request(request=found, version=version, **deed_of(request))
    undo = reverse("teams:request_reopen", args=[pk, gone.version])
    return done(request, found.get_absolute_url(), _("People are asked for no longer."), undo=undo)


@may("teams.answer")
@require_POST
def request_reopen(request: SignedInRequest, pk: UUID, version: int) -> HttpResponse:
    found = get_visible(REQUESTS, request.user, pk=pk)
    reopen_request(request=found, version=version, **deed_of(request))
    return done(request, found.get_absolute_url(), _("The request is open again."))
