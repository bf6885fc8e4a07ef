"""Where assignments show on pages of others: the team, its dossier, what was asked and decided."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from coordination.actions.models import ActionPoint
from coordination.dashboard.registries import NavigationItem, Panel, Slot, navigation, panels
from coordination.decisions.models import Decision
from coordination.dossiers.models import Dossier
from workgroups.teams.models import Team

from .permissions import can_draft
from .queries import adopted_by, adopted_of, newest_of, team_of, with_names


def _team(request: HttpRequest, team: Team) -> dict[str, Any] | None:
    user: Any = request.user
    if not user.may("assignments.read"):
        return None
    newest = newest_of(team, user)
    may_draft = can_draft(user, team)
    if newest is None and not may_draft:
        return None
    holds = adopted_of(team, user) if newest and newest.status != "adopted" else None
    return {"team": team, "newest": newest, "holds": holds, "may_draft": may_draft}


def _dossier(request: HttpRequest, dossier: Dossier) -> dict[str, Any] | None:
    team = team_of(dossier, request.user)
    return _team(request, team) if team else None


def _point(request: HttpRequest, point: ActionPoint) -> dict[str, Any] | None:
    """The version that a request for a shared picture is about."""
    if not point.for_everyone:
        return None
    found = with_names().visible_to(request.user).filter(contribution__action_point=point).first()
    return {"assignments": [found]} if found else None


def _decision(request: HttpRequest, decision: Decision) -> dict[str, Any] | None:
    found = adopted_by(decision, request.user)
    return {"assignments": found} if found else None


navigation.add(
    "assignments",
    NavigationItem(
        label=_("Assignments"),
        url_name="assignments:list",
        icon="clipboard-list",
        group=_("Work"),
        action="assignments.read",
    ),
    order=61,
)
panels.add(
    "assignments.team",
    Panel(_("Assignment"), Slot.TEAM, "workgroups/assignments/_of_team.html", _team, later=True),
    order=10,
)
panels.add(
    "assignments.dossier",
    Panel(
        _("Assignment"), Slot.DOSSIER, "workgroups/assignments/_of_team.html", _dossier, later=True
    ),
    order=12,
)
panels.add(
    "assignments.point",
    Panel(_("Assignment"), Slot.ACTION, "workgroups/assignments/_linked.html", _point),
    order=20,
)
panels.add(
    "assignments.decision",
    Panel(_("Adopts"), Slot.DECISION, "workgroups/assignments/_linked.html", _decision),
    order=20,
)
