"""A meeting more in a cycle: first what it collides with and who is told, then the deed."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from coordination.kit import clock
from coordination.kit.forms import attempt, status_of
from coordination.kit.http import done, get_visible
from coordination.meetings.models import Meeting
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may

from ..models import Cadence
from ..queries.shifting import is_a_cycle
from ..services.inserting import coming_day, foresee_insert, insert_meeting
from ..services.keeping import refuse_others
from ..services.taking_back import undo_insert
from ..shifting_forms import InsertForm
from .shifting import CADENCES, MEETINGS


@may("cycle.plan")
@require_http_methods(["GET", "HEAD", "POST"])
def insert(request: SignedInRequest, pk: UUID, number: int) -> HttpResponse:
    """Which body meets when and about what; a look at what that brings; then it is done."""
    cadence = get_visible(CADENCES, request.user, pk=pk)
    refuse_others(request.user, cadence.dossier)
    if not is_a_cycle(cadence, number):
        raise Http404
    start = {"day": coming_day(cadence, number, at=clock.now())}
    form = InsertForm(request.POST or None, user=request.user, initial=start)
    known = {"form": form, "cadence": cadence, "number": number}
    if request.method == "POST" and form.is_valid() and form.cleaned_data["step"] != "change":
        take = _inserted if form.cleaned_data["step"] == "insert" else _previewed
        answer = attempt(form, lambda: take(request, known))
        if answer is not None:
            return answer
    return render(request, "coordination/cycle/insert.html", known, status=status_of(form))


@may("cycle.plan")
@require_POST
def insert_undo(request: SignedInRequest, pk: UUID, meeting: UUID, version: int) -> HttpResponse:
    """The inserted meeting taken back, with its invitations."""
    cadence = get_visible(CADENCES, request.user, pk=pk)
    inserted = get_visible(MEETINGS, request.user, pk=meeting)
    undo_insert(cadence=cadence, meeting=inserted, version=version, by=request.user, at=clock.now())
    return done(request, _cycle(cadence, inserted), _("The meeting is out of the cycle again."))


def _inserted(request: SignedInRequest, known: dict[str, Any]) -> HttpResponse:
    cadence, form = known["cadence"], known["form"]
    meeting = insert_meeting(
        cadence=cadence,
        day=form.cleaned_data["day"],
        facts=form.facts(),
        by=request.user,
        at=clock.now(),
    )
    undo = reverse("cycle:insert_undo", args=[cadence.pk, meeting.pk, meeting.version])
    return done(request, _cycle(cadence, meeting), _("The meeting stands in the cycle."), undo=undo)


def _previewed(request: SignedInRequest, known: dict[str, Any]) -> HttpResponse:
    form, at = known["form"], clock.now()
    found = foresee_insert(
        cadence=known["cadence"],
        day=form.cleaned_data["day"],
        facts=form.facts(),
        by=request.user,
        at=at,
    )
    context = {**known, "found": found, "now": at}
    return render(request, "coordination/cycle/insert_preview.html", context)


def _cycle(cadence: Cadence, meeting: Meeting) -> str:
    day = timezone.localtime(meeting.starts_at).date()
    return f"{reverse('cycle:cycle')}?cadans={cadence.pk}&dag={day}"
