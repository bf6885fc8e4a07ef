"""Where measures show on pages of others: navigation, the palette, their dossier."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from coordination.dashboard.registries import NavigationItem, Panel, Slot, navigation, panels
from coordination.dossiers.models import Dossier

from .permissions import can_keep
from .queries import measures_in

FIRST = 8


def _dossier(request: HttpRequest, dossier: Dossier) -> dict[str, Any] | None:
    user: Any = request.user
    if not user.may("measures.read"):
        return None
    found = list(measures_in(dossier, user)[:FIRST])
    if not found:
        return None
    return {"measures": found, "dossier": dossier, "can_keep": can_keep(user, dossier)}


navigation.add(
    "measures",
    NavigationItem(
        label=_("Measures"),
        url_name="measures:list",
        icon="shield-check",
        group=_("Escalation"),
        action="measures.read",
    ),
    order=14,
)
for _name, _label, _icon, _action in (
    ("new", _("Add a measure"), "plus", "measures.keep"),
    ("sectors", _("Sectors"), "layout-grid", "measures.read"),
):
    navigation.add(
        f"measures.{_name}",
        NavigationItem(
            label=_label, url_name=f"measures:{_name}", icon=_icon, action=_action, verb=True
        ),
        order=14,
    )
panels.add(
    "measures.dossier",
    Panel(
        _("Measures"),
        Slot.DOSSIER,
        "coordination/measures/_dossier_measures.html",
        _dossier,
        later=True,
    ),
    order=32,
)
