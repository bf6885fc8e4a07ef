"""What is due soon, on the first screen and in the side navigation."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from coordination.dashboard.registries import NavigationItem, Panel, Slot, navigation, panels
from coordination.kit import clock
from coordination.kit.asof import Moment

from .queries.due import FEW, due_soon
from .queries.due_then import due_soon_then


def _soon(request: HttpRequest, _subject: Any) -> dict[str, Any] | None:
    now = clock.now()
    items = due_soon(request.user, at=now)
    late = sum(item.is_late(now) for item in items)
    return {
        "items": items[:FEW],
        "more": len(items) > FEW,
        "late": late,
        "now": now,
    } if items else None  # fmt: skip


def _soon_then(request: HttpRequest, then: Moment) -> dict[str, Any] | None:
    rows, more = due_soon_then(request.user, at=then.at)
    return {"rows": rows, "more": more, "now": then.at, "then": then} if rows else None


navigation.add(
    "due",
    NavigationItem(
        label=_("Due dates"),
        url_name="due:list",
        icon="alarm-clock",
        group=_("Work"),
        action="cycle.read",
    ),
    order=52,
)
navigation.add(
    "due.rules",
    NavigationItem(
        label=_("Rules for reminders"),
        url_name="due:rules",
        icon="bell-ring",
        action="cycle.remind",
        verb=True,
    ),
    order=53,
)
panels.add(
    "cycle.due",
    Panel(
        _("Due this week"),
        Slot.TODAY,
        "coordination/cycle/_due_soon.html",
        _soon,
        then=_soon_then,
        then_template="coordination/cycle/_due_soon_then.html",
        action="cycle.read",
    ),
    order=18,
)
