"""Draft, change, circulate and adopt a version, and note a consultation."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from coordination.kit import clock
from coordination.kit.forms import status_of
from coordination.kit.http import done, get_visible
from coordination.kit.refusals import NotAllowed
from coordination.people.requests import SignedInRequest, deed_of, sent
from coordination.people.rights import may
from workgroups.teams.models import Team

from .. import services
from ..facts import AssignmentFacts
from ..forms import AdoptForm, AssignmentForm, CirculateForm, HoldForm, said
from ..models import Assignment, Consultation
from ..permissions import can_circulate, can_draft
from ..queries import newest_of, positions_of, with_names

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
TEAMS = Team.objects.select_related("dossier", "body")
CONSULTATIONS = Consultation.objects.select_related(
    "organisation", "assignment__team__dossier", "assignment__team__body"
)


@get_or_post
@may("assignments.write")
def assignment_new(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The next version; it begins as a copy of the last, with what is still to be talked over."""
    team: Team = get_visible(TEAMS, request.user, pk=pk)
    refuse_others(request, team)
    last = newest_of(team, request.user)
    initial = said(AssignmentFacts.of(last, pending=True)) | {"number": ""} if last else {}
    form = AssignmentForm(request.POST or None, initial=initial)
    made = sent(
        request, form, lambda deed: services.draft_assignment(team=team, facts=form.facts(), **deed)
    )
    if made is not None:
        undo = reverse("assignments:discard", args=[made.pk, made.version])
        return done(request, made.get_absolute_url(), _("The draft is made."), undo=undo)
    return _page(request, "assignment_form.html", form=form, team=team, last=last)


@get_or_post
@may("assignments.write")
def assignment_edit(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Change the draft."""
    found: Assignment = get_visible(with_names(), request.user, pk=pk)
    refuse_others(request, found.team)
    form = AssignmentForm(request.POST or None, assignment=found)
    changed = sent(
        request,
        form,
        lambda deed: services.change_assignment(
            assignment=found, facts=form.facts(), version=form.version, **deed
        ),
    )
    if changed is not None:
        return done(request, changed.get_absolute_url(), _("The draft is changed."))
    return _page(request, "assignment_form.html", form=form, team=found.team, assignment=found)


@require_POST
@may("assignments.write")
def assignment_discard(request: SignedInRequest, pk: UUID, version: int) -> HttpResponse:
    """Throw the draft away."""
    found = get_visible(with_names(), request.user, pk=pk)
    services.discard_assignment(assignment=found, version=version, **deed_of(request))
    return done(request, reverse("assignments:list"), _("The draft is thrown away."))


@get_or_post
@may("assignments.circulate")
def assignment_circulate(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Send the version round for a shared picture; there is no way back, so it asks first."""
    found = get_visible(with_names(), request.user, pk=pk)
    refuse_who_does_not_lead(request, found)
    form = CirculateForm(
        request.POST or None, today=clock.today(), initial={"version": found.version}
    )
    went = sent(
        request,
        form,
        lambda deed: services.circulate_assignment(
            assignment=found,
            version=form.version,
            term=form.cleaned_data["term"],
            members=form.cleaned_data["members"],
            **deed,
        ),
    )
    if went is not None:
        return done(request, went.get_absolute_url(), _("The version is circulated."))
    return _page(request, "assignment_circulate.html", form=form, assignment=found)


@get_or_post
@may("assignments.circulate")
def assignment_adopt(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Note by which decision the version is adopted; there is no undo."""
    found = get_visible(with_names(), request.user, pk=pk)
    refuse_who_does_not_lead(request, found)
    form = AdoptForm(request.POST or None, user=request.user, assignment=found)
    adopted = sent(
        request,
        form,
        lambda deed: services.adopt_assignment(
            assignment=found, version=form.version, **deed, **form.cleaned_data
        ),
    )
    if adopted is not None:
        return done(request, adopted.get_absolute_url(), _("The assignment is adopted."))
    positions = positions_of(found, request.user)
    pending = found.consultations.pending().select_related("organisation").order_by("position")
    more = {"assignment": found, "positions": positions, "pending": pending}
    return _page(request, "assignment_adopt.html", form=form, **more)


@get_or_post
@may("assignments.write")
def consultation_hold(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Note that it was held, and what came of it."""
    found: Consultation = get_visible(CONSULTATIONS, request.user, pk=pk)
    refuse_others(request, found.assignment.team)
    form = HoldForm(
        request.POST or None, initial={"version": found.version, "outcome": found.outcome}
    )
    held = sent(
        request,
        form,
        lambda deed: services.hold_consultation(
            consultation=found, version=form.version, **deed, **form.cleaned_data
        ),
    )
    if held is not None:
        undo = reverse("assignments:reopen", args=[held.pk, held.version])
        sentence = _("The consultation is noted as held.")
        return done(request, found.get_absolute_url(), sentence, undo=undo)
    return _page(request, "consultation_form.html", form=form, consultation=found)


@require_POST
@may("assignments.write")
def consultation_reopen(request: SignedInRequest, pk: UUID, version: int) -> HttpResponse:
    """It is still to be held."""
    found = get_visible(CONSULTATIONS, request.user, pk=pk)
    services.reopen_consultation(consultation=found, version=version, **deed_of(request))
    return done(request, found.get_absolute_url(), _("The consultation is still to be held."))


def refuse_others(request: SignedInRequest, team: Team) -> None:
    if not can_draft(request.user, team):
        raise NotAllowed(_("Only who writes in the team's dossier writes its assignment."))


def refuse_who_does_not_lead(request: SignedInRequest, found: Assignment) -> None:
    refuse_others(request, found.team)
    if not can_circulate(request.user, found.team):
        raise NotAllowed(_("Only the lead and the secretary of the team circulate and adopt."))


def _page(request: SignedInRequest, template: str, **context: Any) -> HttpResponse:
    status = status_of(context["form"])
    return render(request, f"workgroups/assignments/{template}", context, status=status)
