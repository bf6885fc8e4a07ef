"""What a meeting collides with, on its own page and before it is moved."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from coordination.dashboard.registries import Panel, Slot, panels
from coordination.kit import clock
from coordination.meetings.dependents import MovePlan
from coordination.meetings.models import Meeting

from .models import MovedEvent
from .queries.collisions import Collision, Stands, collisions_after, collisions_of
from .remarks import remarks_on


def _here(request: HttpRequest, meeting: Meeting) -> dict[str, Any] | None:
    found = collisions_of(request.user, [meeting], at=clock.now())  # type: ignore[arg-type]  # behind the gate a visitor is a User
    return _card(found, {meeting.pk})


def _there(request: HttpRequest, plan: MovePlan) -> dict[str, Any] | None:
    moved = [
        Stands(
            move.meeting,
            move.becomes.starts_at,
            move.becomes.ends_at,
            move.becomes.place,
            moved=True,
        )
        for move in plan.moves
    ]
    events = {
        (shift.noun.slot_id, shift.noun.cycle_id): shift.becomes
        for shift in plan.shifts
        if isinstance(shift.noun, MovedEvent)
    }
    found = collisions_after(request.user, moved, at=clock.now(), events=events)  # type: ignore[arg-type]  # behind the gate a visitor is a User
    return _card(found, {one.meeting.pk for one in moved})


def _card(found: list[Collision], meetings: set[Any]) -> dict[str, Any] | None:
    return {"collisions": remarks_on(found, only=meetings)} if found else None


TEMPLATE = "coordination/cycle/_collisions.html"
panels.add("cycle.collisions", Panel(_("Collides"), Slot.MEETING, TEMPLATE, _here), order=10)
panels.add(
    "cycle.would_collide", Panel(_("Would collide there"), Slot.MOVE, TEMPLATE, _there), order=10
)
