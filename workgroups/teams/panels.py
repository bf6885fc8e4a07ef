"""Teams in the side navigation, and on the page of their dossier and body."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from coordination.dashboard.registries import NavigationItem, Panel, Slot, navigation, panels
from coordination.dossiers.models import Dossier, DossierKind
from coordination.kit import clock

from .models import Team
from .queries import with_members


def _dossier(request: HttpRequest, dossier: Dossier) -> dict[str, Any] | None:
    if dossier.kind != DossierKind.TEAM:
        return None
    found = Team.objects.visible_to(request.user).select_related("sponsor").filter(pk=dossier.pk)
    rows = with_members(list(found), request.user, on=clock.today())
    return {"row": rows[0]} if rows else None


panels.add(
    "teams.dossier",
    Panel(_("Team"), Slot.DOSSIER, "workgroups/teams/_panel_dossier.html", _dossier),
    order=6,
)
navigation.add(
    "teams",
    NavigationItem(
        label=_("Working groups LT/MLT"),
        url_name="teams:list",
        icon="users-round",
        group=_("Work"),
        shortcut="g w",
        action="teams.read",
    ),
    order=60,
)
