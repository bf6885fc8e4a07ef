"""A lesson is applied to what is planned."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from coordination.audit.deeds import deed, record
from coordination.dossiers.models import Dossier
from coordination.dossiers.permissions import can_write
from coordination.kit.locking import locked
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.meetings.models import Meeting
from coordination.people.models import User

from ..models import Application, Lesson


@deed
def apply_lesson(
    *, lesson: Lesson, to: Dossier | Meeting, by: User, at: dt.datetime
) -> Application:
    """Noted where it is applied, by who writes there; take_back undoes. Once for each place."""
    lesson = locked(lesson)
    dossier = _dossier_of(to)
    if not can_write(by, dossier):
        raise NotAllowed(_("Only who writes in this dossier applies lessons to it."))
    place: dict[str, Any] = {str(to._meta.model_name): to}
    if lesson.applications.filter(**place).exists():
        raise Refusal(_("This lesson was applied here before."))
    made = Application.objects.create(lesson=lesson, at=at, by=by, **place)
    record("lessons.applied", lesson, by=by, at=at, dossier=dossier.pk, to=_name(to))
    return made


@deed
def take_back(*, application: Application, by: User, at: dt.datetime) -> Lesson:
    """It was not applied here after all."""
    dossier, lesson, place = _dossier_of(application.place), application.lesson, application.place
    if not can_write(by, dossier):
        raise NotAllowed(_("Only who writes in this dossier applies lessons to it."))
    locked(lesson)
    application.delete()
    record("lessons.not_applied", lesson, by=by, at=at, dossier=dossier.pk, to=_name(place))
    return lesson


def _dossier_of(place: Dossier | Meeting) -> Dossier:
    return place if isinstance(place, Dossier) else place.dossier


def _name(place: Dossier | Meeting) -> str:
    return f"{place._meta.model_name}:{place.pk}"
