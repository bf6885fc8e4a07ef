"""Where the planning shows on pages of others: teams, dossiers, bodies and meetings."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from coordination.dashboard.registries import NavigationItem, Panel, Slot, navigation, panels
from coordination.dossiers.models import Dossier, DossierKind
from coordination.kit import clock
from coordination.meetings.models import Meeting
from coordination.people.models import Body
from workgroups.teams.models import Team

from . import ending  # noqa: F401  its registration
from .permissions import can_plan
from .queries.listing import (
    coming_of_team,
    coming_to_body,
    coming_to_meeting,
    team_of,
)


def _team(request: HttpRequest, team: Team) -> dict[str, Any] | None:
    user: Any = request.user
    if not user.may("planning.read"):
        return None
    rows = coming_of_team(team, user, today=clock.today())
    may_plan = can_plan(user, team)
    if not rows and not may_plan:
        return None
    late = sum(one.is_late for one in rows)
    return {"team": team, "rows": rows, "late": late, "may_plan": may_plan}


def _dossier(request: HttpRequest, dossier: Dossier) -> dict[str, Any] | None:
    if dossier.kind != DossierKind.TEAM:
        return None
    team = team_of(dossier, request.user)
    return _team(request, team) if team else None


def _body(request: HttpRequest, body: Body) -> dict[str, Any] | None:
    """What teams bring to this body."""
    user: Any = request.user
    rows = coming_to_body(body, user, today=clock.today()) if user.may("planning.read") else []
    return {"rows": rows, "body": body} if rows else None


def _meeting(request: HttpRequest, meeting: Meeting) -> dict[str, Any] | None:
    user: Any = request.user
    may = user.may("planning.read")
    rows = coming_to_meeting(meeting, user, today=clock.today()) if may else []
    return {"rows": rows} if rows else None


navigation.add(
    "planning",
    NavigationItem(
        label=_("Planning"),
        url_name="planning:list",
        icon="chart-gantt",
        group=_("Work"),
        shortcut="g p",
        action="planning.read",
    ),
    order=62,
)
panels.add(
    "planning.team",
    Panel(_("Planning"), Slot.TEAM, "workgroups/planning/_of_team.html", _team, later=True),
    order=20,
)
panels.add(
    "planning.dossier",
    Panel(_("Planning"), Slot.DOSSIER, "workgroups/planning/_of_team.html", _dossier, later=True),
    order=14,
)
panels.add(
    "planning.body",
    Panel(_("Coming from teams"), Slot.BODY, "workgroups/planning/_coming.html", _body, later=True),
    order=40,
)
panels.add(
    "planning.meeting",
    Panel(
        _("Products for this meeting"),
        Slot.MEETING,
        "workgroups/planning/_coming.html",
        _meeting,
        later=True,
    ),
    order=40,
)
