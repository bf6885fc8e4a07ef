"""Where meetings show on pages of others: navigation, ribbon, first screen, dossier."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination.dashboard.registries import NavigationItem, Panel, Slot, navigation, panels
from coordination.dossiers.models import Dossier

from .queries.asks import asks_for
from .queries.lists import next_meeting
from .queries.ribbon import ribbon_days


def _ribbon(request: HttpRequest, _subject: Any) -> dict[str, Any]:
    return {"days": ribbon_days(request.user, at=timezone.now())}  # type: ignore[arg-type]


def _next(request: HttpRequest, _subject: Any) -> dict[str, Any] | None:
    now = timezone.now()
    meeting = next_meeting(request.user, at=now)  # type: ignore[arg-type]
    return {"meeting": meeting, "now": now} if meeting else None


def _asks(request: HttpRequest, _subject: Any) -> dict[str, Any] | None:
    asks = asks_for(request.user, at=timezone.now())  # type: ignore[arg-type]
    return {"asks": asks} if asks.any else None


def _dossier(request: HttpRequest, dossier: Dossier) -> dict[str, Any] | None:
    meetings = dossier.meetings.visible_to(request.user).select_related("body")
    latest = list(meetings.order_by("-starts_at", "pk")[:6])
    return {"meetings": latest[:5], "more": len(latest) > 5, "dossier": dossier} if latest else None


navigation.add(
    "meetings",
    NavigationItem(
        label=_("Meetings"),
        url_name="meetings:list",
        icon="calendar",
        group=_("Consultation"),
        shortcut="g o",
        action="meetings.read",
        phone=True,
    ),
    order=30,
)
navigation.add(
    "meetings.plan",
    NavigationItem(
        label=_("Plan a meeting"),
        url_name="meetings:plan",
        icon="calendar-plus",
        action="meetings.plan",
        verb=True,
    ),
    order=30,
)
panels.add("meetings.ribbon", Panel(_("Two weeks"), Slot.RIBBON, "_ribbon.html", _ribbon), order=10)
panels.add(
    "meetings.next",
    Panel(_("Next meeting"), Slot.TODAY, "coordination/meetings/_next_meeting.html", _next),
    order=10,
)
panels.add(
    "meetings.asks",
    Panel(_("Asks for a decision"), Slot.TODAY, "coordination/meetings/_asks.html", _asks),
    order=20,
)
panels.add(
    "meetings.dossier",
    Panel(_("Meetings"), Slot.DOSSIER, "coordination/meetings/_dossier_meetings.html", _dossier),
    order=20,
)
