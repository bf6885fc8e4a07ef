"""Where the rhythm shows on pages of others: navigation, the palette and the ribbon."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from coordination.dashboard.registries import NavigationItem, Panel, Slot, navigation, panels
from coordination.kit import clock

from . import collision_panels, due_panels, saved  # noqa: F401  they stand in files of their own
from .queries.ribbon import ribbon_days


def _ribbon(request: HttpRequest, _subject: Any) -> dict[str, Any]:
    return {"days": ribbon_days(request.user, at=clock.now())}  # type: ignore[arg-type]  # behind the gate a visitor is a User


navigation.add(
    "cycle",
    NavigationItem(
        label=_("Cycle"),
        url_name="cycle:cycle",
        icon="refresh-cw",
        group=_("Consultation"),
        shortcut="g y",
        action="cycle.read",
    ),
    order=28,
)
navigation.add(
    "cycle.month",
    NavigationItem(
        label=_("The month of the cycle"),
        url_name="cycle:month",
        icon="calendar-days",
        action="cycle.read",
        verb=True,
    ),
    order=28,
)
navigation.add(
    "cycle.plan",
    NavigationItem(
        label=_("Plan the cycle ahead"),
        url_name="cycle:plan",
        icon="calendar-plus",
        action="cycle.plan",
        verb=True,
    ),
    order=29,
)
panels.add("cycle.ribbon", Panel(_("Two weeks"), Slot.RIBBON, "_ribbon.html", _ribbon), order=10)
