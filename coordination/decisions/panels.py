"""Where decisions show on pages of others: navigation, first screen, dossier."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from coordination.dashboard.registries import NavigationItem, Panel, Slot, navigation, panels
from coordination.dossiers.models import Dossier

from . import saved  # noqa: F401  registers what can be saved
from .models import Decision
from .queries import proposed_for

FIRST = 6


def _dossier(request: HttpRequest, dossier: Dossier) -> dict[str, Any] | None:
    found = Decision.objects.visible_to(request.user).filter(dossier=dossier)
    latest = list(
        found.select_related("body", "post", "dossier").order_by("-taken_on", "pk")[:FIRST]
    )
    more = len(latest) == FIRST
    return {"decisions": latest[: FIRST - 1], "more": more, "dossier": dossier} if latest else None


def _proposed(request: HttpRequest, _subject: Any) -> dict[str, Any] | None:
    waiting = list(proposed_for(request.user).exclude(proposed_by=request.user)[:FIRST])
    return {"proposed": waiting} if waiting else None


navigation.add(
    "decisions",
    NavigationItem(
        label=_("Decisions"),
        url_name="decisions:list",
        icon="gavel",
        group=_("Consultation"),
        shortcut="g b",
        action="decisions.read",
    ),
    order=40,
)
navigation.add(
    "decisions.record",
    NavigationItem(
        label=_("Record a decision"),
        url_name="decisions:record",
        icon="gavel",
        action="decisions.record",
        verb=True,
    ),
    order=40,
)
panels.add(
    "decisions.proposed",
    Panel(
        _("To be confirmed by you"),
        Slot.TODAY,
        "coordination/decisions/_proposed_all.html",
        _proposed,
        action="decisions.read",
    ),
    order=25,
)
panels.add(
    "decisions.dossier",
    Panel(
        _("Decisions"),
        Slot.DOSSIER,
        "coordination/decisions/_dossier_decisions.html",
        _dossier,
        action="decisions.read",
    ),
    order=30,
)
