"""Which levels hold a measure, on the page of that measure."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from coordination.dashboard.registries import Panel, Slot, panels
from coordination.measures.models import Measure

from .models import Ladder, LevelMeasure

FIRST = 40


def _levels(request: HttpRequest, measure: Measure) -> dict[str, Any] | None:
    """Of the ladders that she sees, the newest first."""
    user: Any = request.user
    if not user.may("ladder.read"):
        return None
    mine = Ladder.objects.visible_to(user)
    rows = LevelMeasure.objects.filter(measure=measure, level__ladder__in=mine)
    rows = rows.select_related("level__ladder").order_by(
        "-level__ladder__valid_from", "level__rank"
    )
    found = list(rows[:FIRST])
    return {"rows": found} if found else None


panels.add(
    "ladder.measure",
    Panel(_("Holds at"), Slot.MEASURE, "escalation/ladder/_measure_levels.html", _levels),
    order=10,
)
