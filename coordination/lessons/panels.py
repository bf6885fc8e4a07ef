"""Lessons on pages of others: learnt there, applied there, offered to what is planned."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from coordination.cycle.queries.pages import CyclePage
from coordination.dashboard.registries import NavigationItem, Panel, Slot, navigation, panels
from coordination.dossiers.models import Dossier
from coordination.dossiers.permissions import can_write
from coordination.dossiers.planned import Plan
from coordination.meetings.models import Meeting
from coordination.people.models import Body

from .queries import lessons_here, lessons_of, offered_for

TEMPLATE = "coordination/lessons/_here.html"


def _here(request: HttpRequest, place: Dossier | Meeting) -> dict[str, Any] | None:
    user: Any = request.user
    if not user.may("lessons.read"):
        return None
    found = lessons_here(place, user)
    dossier = place if isinstance(place, Dossier) else place.dossier
    writes = user.may("lessons.write") and can_write(user, dossier)
    if not found.any and not writes:
        return None
    kind = str(place._meta.model_name)
    return {"here": found, "place": place, "kind": kind, "writes": writes}


def _of_body(request: HttpRequest, body: Body) -> dict[str, Any] | None:
    """What this body learnt and what others learnt in its meetings, newest first."""
    return _of_bodies(request, {body.pk})


def _of_cycle(request: HttpRequest, cycle: CyclePage) -> dict[str, Any] | None:
    """What the bodies learnt that meet in this cycle: the moment to do it otherwise."""
    return _of_bodies(request, cycle.bodies)


def _of_bodies(request: HttpRequest, bodies: set[UUID]) -> dict[str, Any] | None:
    user: Any = request.user
    lessons = lessons_of(bodies, user) if bodies and user.may("lessons.read") else []
    return {"lessons": lessons} if lessons else None


def _of_its_dossier(request: HttpRequest, noun: Any) -> dict[str, Any] | None:
    """Of a team or a measure: what its dossier learnt, and what may be of use there."""
    return _here(request, noun.dossier)


def _offered(request: HttpRequest, plan: Plan) -> dict[str, Any] | None:
    """What is like what she plans; it follows what she types."""
    user: Any = request.user
    if not user.may("lessons.read"):
        return None
    return {"lessons": offered_for(plan, user), "plan": plan}


panels.add(
    "lessons.dossier", Panel(_("Lessons"), Slot.DOSSIER, TEMPLATE, _here, later=True), order=70
)
panels.add(
    "lessons.meeting", Panel(_("Lessons"), Slot.MEETING, TEMPLATE, _here, later=True), order=70
)
panels.add(
    "lessons.body",
    Panel(_("Lessons"), Slot.BODY, "coordination/lessons/_of_body.html", _of_body, later=True),
    order=70,
)
panels.add(
    "lessons.cycle",
    Panel(_("Lessons"), Slot.CYCLE, "coordination/lessons/_of_body.html", _of_cycle),
    order=70,
)
panels.add(
    "lessons.team",
    Panel(_("Lessons"), Slot.TEAM, TEMPLATE, _of_its_dossier, later=True),
    order=70,
)
panels.add(
    "lessons.measure", Panel(_("Lessons"), Slot.MEASURE, TEMPLATE, _of_its_dossier), order=70
)
panels.add(
    "lessons.plan",
    Panel(_("Lessons"), Slot.PLAN, "coordination/lessons/_offered.html", _offered),
    order=70,
)
navigation.add(
    "lessons",
    NavigationItem(
        _("Lessons"), "lessons:list", "graduation-cap", group=_("Work"), action="lessons.read"
    ),
    order=67,
)
navigation.add(
    "lessons.new",
    NavigationItem(
        _("Write down a lesson"),
        "lessons:new",
        "graduation-cap",
        action="lessons.write",
        verb=True,
    ),
    order=67,
)
