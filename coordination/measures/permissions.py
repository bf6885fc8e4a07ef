"""Who keeps measures: her role first, then her part in the dossier they stand in."""

from typing import Any

from coordination.dossiers.models import Dossier, Function
from coordination.dossiers.permissions import can_lead, can_write


def can_keep(user: Any, dossier: Dossier) -> bool:
    """Adds and changes measures in this open dossier: who writes in it or leads it."""
    if dossier.closed_at is not None or not user.may("measures.keep"):
        return False
    return can_write(user, dossier) or can_lead(user, dossier)


def dossiers_to_keep_in(user: Any) -> Any:
    """The open dossiers in which she may keep measures, by number."""
    rows = Dossier.objects.visible_to(user).filter(closed_at=None)
    mine = rows.with_function(user, Function.WRITER, Function.LEAD) | rows.with_part(user)
    return mine.distinct().order_by("year", "serial")
