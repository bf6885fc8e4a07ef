"""A lesson is applied to a meeting or a dossier, from its page."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coordination.dossiers.models import Dossier
from coordination.kit import clock
from coordination.kit.http import done, get_visible
from coordination.meetings.models import Meeting
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may

from ..models import Application, Lesson
from ..services.applying import apply_lesson, take_back


@may("lessons.write")
@require_POST
def apply_to_dossier(request: SignedInRequest, pk: UUID, dossier: UUID) -> HttpResponse:
    """Applied to this dossier."""
    return _apply(request, pk, get_visible(Dossier, request.user, pk=dossier))


@may("lessons.write")
@require_POST
def apply_to_meeting(request: SignedInRequest, pk: UUID, meeting: UUID) -> HttpResponse:
    """Applied to this meeting."""
    return _apply(request, pk, get_visible(Meeting, request.user, pk=meeting))


@may("lessons.write")
@require_POST
def not_applied(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Not applied here after all."""
    rows = Application.objects.select_related("lesson", "dossier", "meeting__dossier")
    found = get_visible(rows, request.user, pk=pk)
    back = found.place.get_absolute_url()
    take_back(application=found, by=request.user, at=clock.now())
    return done(request, back, _("The lesson is not applied here."))


def _apply(request: SignedInRequest, pk: UUID, place: Dossier | Meeting) -> HttpResponse:
    found = get_visible(Lesson, request.user, pk=pk)
    made = apply_lesson(lesson=found, to=place, by=request.user, at=clock.now())
    undo = reverse("lessons:not_applied", args=[made.pk])
    return done(request, place.get_absolute_url(), _("The lesson is applied here."), undo=undo)
