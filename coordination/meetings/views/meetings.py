"""Planning, moving and cancelling meetings."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from coordination.kit.forms import attempt, clashes
from coordination.kit.http import done, get_visible
from coordination.kit.refusals import NotAllowed, Stale
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may

from ..forms import CancelForm, MoveForm, NoteTakersForm, PlanForm, when_of
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
                at=timezone.now(),
            ),
        )
        if meeting:
            return done(request, agenda_url(meeting), _("Meeting planned"))
    return _form(request, "meeting_form.html", {"form": form})


@may("meetings.plan")
@get_or_post
def move(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Another time or place; with JavaScript off too the old one stands beside it."""
    meeting = get_visible(MEETINGS, request.user, pk=pk)
    _refuse_who_may_not(request, meeting)
    form = MoveForm(request.POST or None, initial=when_of(meeting))
    if request.method == "POST" and form.is_valid():
        try:
            moved = attempt(form, lambda: _move(request, meeting, form.cleaned_data))
        except Stale as stale:
            return _stale(request, form, stale)
        if moved:
            undo = reverse("meetings:undo_move", args=[moved.pk, moved.version])
            return done(request, agenda_url(moved), _moved(moved), undo=undo)
    return _form(request, "meeting_move.html", {"form": form, "meeting": meeting})


@may("meetings.plan")
@require_POST
def undo_move(request: SignedInRequest, pk: UUID, version: int) -> HttpResponse:
    """The last move taken back, before anybody was told."""
    meeting = get_visible(MEETINGS, request.user, pk=pk)
    meeting = services.undo_move(
        meeting=meeting, version=version, by=request.user, at=timezone.now()
    )
    return done(request, agenda_url(meeting), _moved(meeting))


@may("meetings.plan")
@get_or_post
def cancel(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The meeting does not take place; asks why."""
    meeting = get_visible(MEETINGS, request.user, pk=pk)
    _refuse_who_may_not(request, meeting)
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        cancelled = attempt(
            form,
            lambda: services.cancel_meeting(
                meeting=meeting,
                reason=form.cleaned_data["reason"],
                by=request.user,
                at=timezone.now(),
            ),
        )
        if cancelled:
            undo = reverse("meetings:restore", args=[meeting.pk])
            return done(request, agenda_url(meeting), _("Meeting cancelled"), undo=undo)
    return _form(request, "meeting_cancel.html", {"form": form, "meeting": meeting})


@may("meetings.plan")
@require_POST
def restore(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """A cancelled meeting planned again."""
    meeting = get_visible(MEETINGS, request.user, pk=pk)
    services.restore_meeting(meeting=meeting, by=request.user, at=timezone.now())
    return done(request, agenda_url(meeting), _("Meeting restored"))


@may("meetings.write")
@require_POST
def open_meeting(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The meeting begins; its page is where one types."""
    meeting = get_visible(MEETINGS, request.user, pk=pk)
    services.open_meeting(meeting=meeting, by=request.user, at=timezone.now())
    return done(request, meeting.get_absolute_url(), _("Meeting opened"))


@may("meetings.plan")
@get_or_post
def note_takers(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Who types beside the secretary and the chair."""
    meeting = get_visible(MEETINGS, request.user, pk=pk)
    _refuse_who_may_not(request, meeting)
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
                at=timezone.now(),
            ),
        )
        if named:
            return done(request, agenda_url(meeting), _("Note takers named"))
    return _form(request, "note_takers.html", {"form": form, "meeting": meeting})


def agenda_url(meeting: Meeting) -> str:
    return reverse("meetings:agenda", args=[meeting.pk])


def _move(request: SignedInRequest, meeting: Meeting, data: dict[str, Any]) -> Meeting:
    names = ("starts_at", "ends_at", "place", "reason", "version")
    return services.move_meeting(
        meeting=meeting,
        **{name: data[name] for name in names},
        by=request.user,
        at=timezone.now(),
    )


def _moved(meeting: Meeting) -> str:
    starts = timezone.localtime(meeting.starts_at)
    return _("The meeting is on %(day)s at %(time)s") % {
        "day": date_format(starts, "j F Y"),
        "time": f"{starts:%H.%M}",
    }


def _stale(request: SignedInRequest, form: MoveForm, stale: Stale) -> HttpResponse:
    """The form with what stands there now beside it, ready to be sent again."""
    theirs = when_of(stale.current)
    again = MoveForm({**request.POST.dict(), "version": stale.current.version})
    context = {
        "form": again,
        "meeting": get_visible(MEETINGS, request.user, pk=stale.current.pk),
        "stale": stale,
        "clashes": clashes(form, theirs),
    }
    return _form(request, "meeting_move.html", context, status=stale.status)


def _form(
    request: SignedInRequest, template: str, context: dict[str, Any], status: int = 0
) -> HttpResponse:
    status = status or (422 if context["form"].errors else 200)
    return render(request, f"coordination/meetings/{template}", context, status=status)


def _refuse_who_may_not(request: SignedInRequest, meeting: Meeting) -> None:
    if not can_plan(request.user, meeting):
        raise NotAllowed(services.ONLY_LEADERS)
