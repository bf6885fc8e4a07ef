"""Where meetings show on pages of others: navigation, first screen, dossier."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from coordination.dashboard.registries import NavigationItem, Panel, Slot, navigation, panels
from coordination.dossiers.models import Dossier
from coordination.kit import clock
from coordination.kit.asof import Moment
from coordination.people.holdings import Holding, holdings
from coordination.people.models import Body, User

from .models import Draft, Meeting
from .queries.asks import asks_for
from .queries.lists import next_meeting, next_meeting_then

MOST = 5


def _erase_drafts(*, user: User, pseudonym: str) -> None:
    Draft.objects.filter(user=user).delete()


def _next(request: HttpRequest, _subject: Any) -> dict[str, Any] | None:
    now = clock.now()
    meeting = next_meeting(request.user, at=now)  # type: ignore[arg-type]  # behind the gate a visitor is a User
    return {"meeting": meeting, "now": now} if meeting else None


def _next_then(request: HttpRequest, then: Moment) -> dict[str, Any] | None:
    found = next_meeting_then(request.user, at=then.at)  # type: ignore[arg-type]  # behind the gate a visitor is a User
    return {"meeting": found[0], "now": found[1], "then": then} if found else None


def _asks(request: HttpRequest, _subject: Any) -> dict[str, Any] | None:
    asks = asks_for(request.user, at=clock.now())  # type: ignore[arg-type]  # behind the gate a visitor is a User
    return {"asks": asks} if asks.any else None


def _latest(request: HttpRequest, place: Dossier | Body) -> dict[str, Any] | None:
    """The latest five of whose page it is, coming ones first."""
    kind = str(place._meta.model_name)
    found = Meeting.objects.visible_to(request.user).filter(**{kind: place.pk})
    latest = list(found.select_related("body").order_by("-starts_at", "pk")[: MOST + 1])
    if not latest:
        return None
    return {"meetings": latest[:MOST], "more": len(latest) > MOST, "kind": kind, "pk": place.pk}


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
holdings.add("drafts", Holding(_("Drafts"), erase=_erase_drafts), order=92)
panels.add(
    "meetings.next",
    Panel(
        _("Next meeting"),
        Slot.TODAY,
        "coordination/meetings/_next_meeting.html",
        _next,
        then=_next_then,
        then_template="coordination/meetings/_next_then.html",
        action="meetings.read",
    ),
    order=10,
)
panels.add(
    "meetings.asks",
    Panel(
        _("Asks for a decision"),
        Slot.TODAY,
        "coordination/meetings/_asks.html",
        _asks,
        action="meetings.read",
    ),
    order=20,
)
panels.add(
    "meetings.dossier",
    Panel(
        _("Meetings"),
        Slot.DOSSIER,
        "coordination/meetings/_latest_meetings.html",
        _latest,
        action="meetings.read",
    ),
    order=20,
)
panels.add(
    "meetings.body",
    Panel(
        _("Meetings"),
        Slot.BODY,
        "coordination/meetings/_latest_meetings.html",
        _latest,
        action="meetings.read",
    ),
    order=20,
)
