"""Who may do what with an advice line: her role first, then her part in its dossier."""

from typing import Any
from uuid import UUID

from coordination.cycle.models import Cadence
from coordination.cycle.permissions import can_keep as keeps_rhythm
from coordination.dossiers.models import Dossier
from coordination.dossiers.permissions import can_lead, can_write, led_by
from coordination.meetings.models import Meeting
from coordination.meetings.permissions import can_arrange

from .models import AdviceRequest, Stop


def can_start(user: Any, dossier: Dossier) -> bool:
    """Starts a line: writers and leads of the dossier, and a coordinator with a part in it."""
    if dossier.closed_at is not None or not user.may("advice.keep"):
        return False
    return can_write(user, dossier) or can_lead(user, dossier)


def can_keep(user: Any, line: AdviceRequest) -> bool:
    """Changes its stops, puts it on agendas, notes its answer."""
    return can_start(user, line.dossier)


def can_place(user: Any, stop: Stop, meeting: Meeting | None) -> bool:
    """Puts it on the agenda of `meeting`: who keeps its line, or reads it and arranges that."""
    if can_keep(user, stop.request):
        return True
    if meeting is None or not user.may("advice.keep"):
        return False
    seen = Stop.objects.visible_to(user).filter(pk=stop.pk)
    return can_arrange(user, meeting) and seen.exists()


def keeps_routes_of(user: Any) -> set[UUID]:
    """The dossiers of the cadences of which can_keep_routes says yes; one query, or none."""
    if not (user.may("advice.routes") and user.may("cycle.plan")):
        return set()
    return set(led_by(user).filter(closed_at=None).values_list("pk", flat=True))


def can_keep_routes(user: Any, cadence: Cadence) -> bool:
    """Keeps the usual routes of a cadence: who keeps its rhythm."""
    return bool(user.may("advice.routes") and keeps_rhythm(user, cadence.dossier))
