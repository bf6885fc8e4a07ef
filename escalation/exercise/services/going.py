"""What comes by itself as the story goes on.

A story that goes fast, or is set days ahead, comes to the same: every moment that it passes is
brought in on its own, in order, so that a day is assessed with the figures that were known on it.
"""

import datetime as dt
import logging

from django.db import models, transaction

from coordination.kit.refusals import Refusal
from escalation.ladder.services.assessing import assess_due
from escalation.regions.services import published_between

from ..models import Exercise, Inject, InjectStatus
from .figures import bring_figures
from .injects import release_inject

logger = logging.getLogger(__name__)

MOST = 50


def go_on(*, at: dt.datetime) -> int:
    """Figures that are known by now, and injects whose moment has come; how many injects."""
    return sum(_come_to(moment) for moment in _passed(at))


def _passed(at: dt.datetime) -> list[dt.datetime]:
    """The moments since the last time on which something comes, and where the story stands."""
    playing = Exercise.objects.filter(brought_to__isnull=False, brought_to__lt=at)
    since = min(playing.values_list("brought_to", flat=True), default=None)
    if since is None:
        return [at]
    # what was due when the last figures came may have been broken off after them
    due = _due(at).filter(due_at__gte=since).values_list("due_at", flat=True)
    return sorted({*published_between(since, at), *due, at})


def _come_to(moment: dt.datetime) -> int:
    for exercise in Exercise.objects.filter(seed__isnull=False).order_by("pk"):
        bring_figures(exercise=exercise, at=moment)
    _assess(moment)
    due = _due(moment).order_by("due_at", "code")[:MOST]
    return sum(_release(inject, moment) for inject in due)


@transaction.atomic
def _assess(at: dt.datetime) -> None:
    """Of two at once the second waits, and finds that nothing is left to assess."""
    list(Exercise.objects.select_for_update().order_by("pk").values_list("pk", flat=True))
    assess_due(at=at)


def _due(at: dt.datetime) -> "models.QuerySet[Inject]":
    return Inject.objects.filter(status=InjectStatus.PLANNED, by_clock=True, due_at__lte=at)


def _release(inject: Inject, at: dt.datetime) -> bool:
    """One that cannot be brought in stays planned, and does not hold up the others."""
    try:
        with transaction.atomic():
            release_inject(inject=inject, version=inject.version, by=None, at=at)
    except Refusal as refusal:
        logger.warning("exercise.not_released", extra={"inject": inject.code, "why": str(refusal)})
        return False
    return True
