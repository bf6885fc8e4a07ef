from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from coordination.dashboard.registries import NavigationItem, Panel, Slot, navigation, panels

from .permissions import can_supply
from .queries import papers_of

SHOWN = 10


def in_dossier(request: HttpRequest, dossier: Any) -> dict[str, Any] | None:
    """The newest papers of the dossier, and the way to supply one."""
    user: Any = request.user
    return {
        "papers": papers_of(dossier, user)[:SHOWN],
        "dossier": dossier,
        "may_supply": can_supply(user, dossier),
    }


panels.add(
    "papers.dossier",
    Panel(_("Papers"), Slot.DOSSIER, "coordination/papers/_dossier_panel.html", in_dossier),
    order=40,
)
navigation.add(
    "papers",
    NavigationItem(_("Papers"), "papers:list", "file-text", _("Work"), "G S", "papers.read"),
    order=65,
)
