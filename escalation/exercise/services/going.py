"""What comes by itself as the story goes on."""

import datetime as dt
import logging

from django.db import transaction

from coordination.kit.refusals import Refusal

from ..models import Exercise, Inject, InjectStatus
from .figures import bring_figures
from .injects import release_inject

logger = logging.getLogger(__name__)

MOST = 50


def go_on(*, at: dt.datetime) -> int:
    """Figures that are known by now, and injects whose moment has come; how many injects."""
    for exercise in Exercise.objects.filter(seed__isnull=False).order_by("pk"):
        bring_figures(exercise=exercise, at=at)
    due = Inject.objects.filter(status=InjectStatus.PLANNED, by_clock=True, due_at__lte=at)
    return sum(_release(inject, at) for inject in due.order_by("due_at", "code")[:MOST])


def _release(inject: Inject, at: dt.datetime) -> bool:
    """One that cannot be brought in stays planned, and does not hold up the others."""
    try:
        with transaction.atomic():
            release_inject(inject=inject, version=inject.version, by=None, at=at)
    except Refusal as refusal:
        logger.warning("exercise.not_released", extra={"inject": inject.code, "why": str(refusal)})
        return False
    return True
