"""Where advice shows on pages of others: navigation, a dossier, a decision, a meeting, a team."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from coordination.dashboard.registries import NavigationItem, Panel, Slot, navigation, panels
from coordination.decisions.models import Decision
from coordination.dossiers.models import Dossier
from coordination.kit import clock
from coordination.kit.lines.kinds import EntryKind
from coordination.meetings.models import Entry, Meeting
from coordination.meetings.permissions import can_arrange
from workgroups.teams.models import Team

from . import ending, guests  # noqa: F401  their registrations
from .models import AdviceRequest
from .queries.lanes import in_meeting, latest_of

MOST = 5


def _of_dossier(request: HttpRequest, dossier: Dossier) -> dict[str, Any] | None:
    return _latest(request, AdviceRequest.objects.filter(dossier=dossier))


def _latest(request: HttpRequest, lines: Any, **more: Any) -> dict[str, Any] | None:
    user: Any = request.user
    views, cut = latest_of(user, lines, at=clock.now(), most=MOST)
    return {"views": views, "more": cut, **more} if views else None


def _of_decision(request: HttpRequest, decision: Decision) -> dict[str, Any] | None:
    """The advice that led to it."""
    return _latest(request, AdviceRequest.objects.filter(decision=decision))


def _of_meeting(request: HttpRequest, meeting: Meeting) -> dict[str, Any] | None:
    """The lines that stop here, and questions asked here that stand on no line yet."""
    user: Any = request.user
    stopping = in_meeting(user, meeting.pk, at=clock.now())
    asked: list[Entry] = []
    # nothing was asked where no line was typed yet
    if meeting.sequence and user.may("advice.keep"):
        rows = Entry.objects.visible_to(user).present()
        rows = rows.filter(meeting=meeting, kind=EntryKind.QUESTION)
        on_a_line = AdviceRequest.objects.filter(asked_line__isnull=False).values("asked_line")
        asked = list(rows.exclude(pk__in=on_a_line).order_by("position", "pk")[:MOST])
    if not stopping and not asked:
        return None
    missing = meeting.is_writable and any(not one.placed for _view, one in stopping)
    arranges = missing and user.may("advice.keep") and can_arrange(user, meeting)
    return {"stopping": stopping, "asked": asked, "arranges": arranges}


def _of_team(request: HttpRequest, team: Team) -> dict[str, Any] | None:
    """Its lines that run, and the last that ended."""
    return _latest(request, AdviceRequest.objects.filter(team=team))


navigation.add(
    "advice",
    NavigationItem(
        label=_("Advice line"),
        url_name="advice:list",
        icon="route",
        group=_("Work"),
        shortcut="g v",
        action="advice.read",
    ),
    order=64,
)
navigation.add(
    "advice.new",
    NavigationItem(
        label=_("Put a question on the advice line"),
        url_name="advice:new",
        icon="route",
        action="advice.keep",
        verb=True,
    ),
    order=64,
)
TEMPLATE = "workgroups/advice/_lines.html"
panels.add(
    "advice.dossier",
    Panel(_("Advice line"), Slot.DOSSIER, TEMPLATE, _of_dossier, later=True, action="advice.read"),
    order=45,
)
panels.add("advice.decision", Panel(_("Advice"), Slot.DECISION, TEMPLATE, _of_decision), order=30)
panels.add(
    "advice.team", Panel(_("Advice line"), Slot.TEAM, TEMPLATE, _of_team, later=True), order=20
)
panels.add(
    "advice.meeting",
    Panel(
        _("Advice line"),
        Slot.MEETING,
        "workgroups/advice/_in_meeting.html",
        _of_meeting,
        later=True,
    ),
    order=30,
)
