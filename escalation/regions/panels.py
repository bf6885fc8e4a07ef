"""Regions in the side navigation and the palette, and on the page of their dossier."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from coordination.dashboard.registries import NavigationItem, Panel, Slot, navigation, panels
from coordination.dossiers.models import Dossier, DossierKind

from .models import Region
from .queries import count_open


def _dossier(request: HttpRequest, dossier: Dossier) -> dict[str, Any] | None:
    if dossier.kind != DossierKind.REGION:
        return None
    found = Region.objects.visible_to(request.user).filter(pk=dossier.pk).first()
    return {"region": found} if found else None


def _today(request: HttpRequest, _subject: Any) -> dict[str, Any] | None:
    user: Any = request.user
    waiting = count_open() if user.may("regions.import") else 0
    return {"waiting": waiting} if waiting else None


panels.add(
    "regions.dossier",
    Panel(
        _("Region"),
        Slot.DOSSIER,
        "escalation/regions/_panel_dossier.html",
        _dossier,
        action="regions.read",
    ),
    order=5,
)
panels.add(
    "regions.today",
    Panel(_("Figures that stand out"), Slot.TODAY, "escalation/regions/_panel_today.html", _today),
    order=60,
)
navigation.add(
    "regions",
    NavigationItem(
        label=_("Regions"),
        url_name="regions:list",
        icon="map-pin",
        group=_("Escalation"),
        action="regions.read",
    ),
    order=12,
)
for name, words, drawn, action in (
    ("import_new", _("Read in figures"), "file-up", "regions.import"),
    ("imports", _("Files of figures"), "files", "regions.read"),
    ("outliers", _("Figures that stand out"), "chart-no-axes-column", "regions.read"),
    ("indicators", _("Indicators"), "ruler", "regions.read"),
):
    navigation.add(
        f"regions.{name}",
        NavigationItem(
            label=words, url_name=f"regions:{name}", icon=drawn, action=action, verb=True
        ),
        order=12,
    )
