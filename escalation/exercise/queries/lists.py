from typing import Any

from django.db.models import QuerySet

from ..models import ClockSetting, Exercise, Inject

INJECTS = Inject.objects.select_related(
    "post", "organisation", "dossier", "region", "indicator", "exercise__dossier"
)


def exercise_of(user: Any) -> Exercise | None:
    """The newest exercise she leads."""
    rows = Exercise.objects.visible_to(user).select_related("dossier")
    return rows.order_by("-started_at", "pk").first()


def injects_of(exercise: Exercise) -> "QuerySet[Inject]":
    """All injects, in the order of the story."""
    found: QuerySet[Inject] = INJECTS.filter(exercise=exercise).order_by("due_at", "code")
    return found


def last_setting() -> ClockSetting | None:
    return ClockSetting.objects.select_related("set_by").order_by("-pk").first()
