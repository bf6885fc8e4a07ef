"""Planning and cancelling meetings; moving stands in moving.py."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from coordination.kit import clock
from coordination.kit.forms import attempt
from coordination.kit.http import done, get_visible
from coordination.kit.refusals import NotAllowed
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may

from ..forms import CancelForm, NoteTakersForm, PlanForm
from ..models import Meeting
from ..permissions import can_plan
from ..services import meetings as services

MEETINGS = Meeting.objects.select_related("body", "dossier")
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@may("meetings.plan")
@get_or_post
def plan(request: SignedInRequest) -> HttpResponse:
    """A new meeting: which body, when, where and who types."""
    form = PlanForm(
        request.POST or None, user=request.user, initial={"body": request.GET.get("body")}
    )
    names = ("body", "dossier", "subject", "place", "note_takers", "starts_at", "ends_at")
    if request.method == "POST" and form.is_valid():
        meeting = attempt(
            form,
            lambda: services.plan_meeting(
                **{name: form.cleaned_data[name] for name in names},
                by=request.user,
                at=clock.now(),
            ),
        )
        if meeting:
            return done(request, agenda_url(meeting), _("Meeting planned"))
    return form_page(request, "meeting_form.html", {"form": form})


@may("meetings.plan")
@get_or_post
def cancel(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The meeting does not take place; asks why."""
    meeting = get_visible(MEETINGS, request.user, pk=pk)
    refuse_who_may_not(request, meeting)
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        cancelled = attempt(
            form,
            lambda: services.cancel_meeting(
                meeting=meeting,
                reason=form.cleaned_data["reason"],
                by=request.user,
                at=clock.now(),
            ),
        )
        if cancelled:
            undo = reverse("meetings:restore", args=[meeting.pk])
            return done(request, agenda_url(meeting), _("Meeting cancelled"), undo=undo)
    return form_page(request, "meeting_cancel.html", {"form": form, "meeting": meeting})


@may("meetings.plan")
@require_POST
def restore(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """A cancelled meeting planned again."""
    meeting = get_visible(MEETINGS, request.user, pk=pk)
    services.restore_meeting(meeting=meeting, by=request.user, at=clock.now())
    return done(request, agenda_url(meeting), _("Meeting restored"))


@may("meetings.write")
@require_POST
def open_meeting(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The meeting begins; its page is where one types."""
    meeting = get_visible(MEETINGS, request.user, pk=pk)
    services.open_meeting(meeting=meeting, by=request.user, at=clock.now())
    return done(request, meeting.get_absolute_url(), _("Meeting opened"))


@may("meetings.plan")
@get_or_post
def note_takers(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Who types beside the secretary and the chair."""
    meeting = get_visible(MEETINGS, request.user, pk=pk)
    refuse_who_may_not(request, meeting)
    form = NoteTakersForm(
        request.POST or None,
        user=request.user,
        meeting=meeting,
        initial={"note_takers": meeting.note_takers.all()},
    )
    if request.method == "POST" and form.is_valid():
        named = attempt(
            form,
            lambda: services.name_note_takers(
                meeting=meeting,
                note_takers=form.cleaned_data["note_takers"],
                by=request.user,
                at=clock.now(),
            ),
        )
        if named:
            return done(request, agenda_url(meeting), _("Note takers named"))
    return form_page(request, "note_takers.html", {"form": form, "meeting": meeting})


def agenda_url(meeting: Meeting) -> str:
    return reverse("meetings:agenda", args=[meeting.pk])


def form_page(
    request: SignedInRequest, template: str, context: dict[str, Any], status: int = 0
) -> HttpResponse:
    status = status or (422 if context["form"].errors else 200)
    return render(request, f"coordination/meetings/{template}", context, status=status)


def refuse_who_may_not(request: SignedInRequest, meeting: Meeting) -> None:
    if not can_plan(request.user, meeting):
        raise NotAllowed(services.ONLY_LEADERS)
