"""Where variants show on pages of others: navigation, a dossier, a team, a decision."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from coordination.dashboard.registries import NavigationItem, Panel, Slot, navigation, panels
from coordination.decisions.models import Decision
from coordination.dossiers.models import Dossier
from coordination.kit import clock
from workgroups.teams.models import Team

from .models import OptionSet
from .queries.listing import with_counts

MOST = 5


def _latest(request: HttpRequest, **of: Any) -> dict[str, Any] | None:
    rows = OptionSet.objects.visible_to(request.user).filter(**of)
    found = list(with_counts(rows).order_by("-created_at", "pk")[: MOST + 1])
    if not found:
        return None
    return {"found": found[:MOST], "more": len(found) > MOST, "now": clock.now()}


def _dossier(request: HttpRequest, dossier: Dossier) -> dict[str, Any] | None:
    return _latest(request, dossier=dossier)


def _team(request: HttpRequest, team: Team) -> dict[str, Any] | None:
    return _latest(request, team=team)


def _decision(request: HttpRequest, decision: Decision) -> dict[str, Any] | None:
    """The choice it made, and between what."""
    return _latest(request, decision=decision)


navigation.add(
    "options",
    NavigationItem(
        label=_("Variants"),
        url_name="options:list",
        icon="scale",
        group=_("Work"),
        shortcut="g x",
        action="options.read",
    ),
    order=66,
)
navigation.add(
    "options.new",
    NavigationItem(
        label=_("Ask a question with variants"),
        url_name="options:new",
        icon="scale",
        action="options.keep",
        verb=True,
    ),
    order=66,
)
TEMPLATE = "workgroups/options/_latest.html"
panels.add(
    "options.dossier",
    Panel(_("Variants"), Slot.DOSSIER, TEMPLATE, _dossier, later=True, action="options.read"),
    order=46,
)
panels.add("options.team", Panel(_("Variants"), Slot.TEAM, TEMPLATE, _team, later=True), order=46)
panels.add(
    "options.decision", Panel(_("Choice between"), Slot.DECISION, TEMPLATE, _decision), order=32
)
