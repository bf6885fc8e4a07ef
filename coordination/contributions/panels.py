"""Where requests show on pages of others: navigation, first screen, the page of their point."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from coordination.actions.models import ActionPoint, ActionStatus
from coordination.dashboard.registries import NavigationItem, Panel, Slot, navigation, panels
from coordination.kit import clock

from .permissions import can_steer
from .queries.listing import is_awaited, of_point, to_answer


def _today(request: HttpRequest, _subject: Any) -> dict[str, Any] | None:
    user: Any = request.user
    if not user.may("contributions.reply"):
        return None
    found = to_answer(user)
    return {"parts": found, "now": clock.now()} if found else None


def _point(request: HttpRequest, point: ActionPoint) -> dict[str, Any] | None:
    user: Any = request.user
    found = of_point(user, point)
    if found is not None:
        return {"contribution": found, "point": point, "awaited": is_awaited(user, found)}
    if not point.for_everyone or point.status != ActionStatus.OPEN:
        return None
    return {"point": point} if can_steer(user, point) else None


navigation.add(
    "contributions",
    NavigationItem(
        label=_("Requests for input"),
        url_name="contributions:list",
        icon="inbox",
        group=_("Work"),
        shortcut="g u",
        action="contributions.read",
    ),
    order=55,
)
navigation.add(
    "contributions.new",
    NavigationItem(
        label=_("Ask for input"),
        url_name="contributions:new",
        icon="message-circle-question-mark",
        action="contributions.ask",
        verb=True,
    ),
    order=55,
)
panels.add(
    "contributions.today",
    Panel(
        _("To answer by my organisation"),
        Slot.TODAY,
        "coordination/contributions/_to_answer.html",
        _today,
    ),
    order=14,
)
panels.add(
    "contributions.point",
    Panel(_("Request for input"), Slot.ACTION, "coordination/contributions/_of_point.html", _point),
    order=10,
)
