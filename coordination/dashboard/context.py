"""What the shell around every page shows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from coordination.kit.http import wants_fragment

from .registries import NavigationItem, Slot, navigation, panels


def shell(request: HttpRequest) -> dict[str, Any]:
    """Navigation and ribbon for a full page; nothing for a fragment or a stranger."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or wants_fragment(request):
        return {"exercise_mark": not settings.PRODUCTION or settings.EXERCISE}
    return {
        "navigation": navigation_groups(request),
        "ribbon": Ribbon(request),
        "exercise_mark": not settings.PRODUCTION or settings.EXERCISE,
    }


class Ribbon:
    """The two weeks of the ribbon, asked for only by a page that shows them."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def __iter__(self) -> Any:
        for panel in panels:
            if panel.slot == Slot.RIBBON:
                yield from (panel.context(self.request, None) or {}).get("days", [])


def navigation_groups(request: Any) -> list[dict[str, Any]]:
    """The lines she may follow, grouped: [{label, items: [{label, url, icon, current, ...}]}]."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for item in navigation:
        if item.verb or (item.action and not request.user.may(item.action)):
            continue
        groups.setdefault(str(item.group), []).append(_line(item, request.path))
    _mark_nearest([line for lines in groups.values() for line in lines])
    return [{"label": label, "items": items} for label, items in groups.items()]


def _mark_nearest(lines: list[dict[str, Any]]) -> None:
    """Of the lines whose address this page stands under only the nearest is the current one."""
    above = [line for line in lines if line["current"]]
    nearest = max((len(line["url"]) for line in above), default=0)
    for line in above:
        line["current"] = len(line["url"]) == nearest


def _line(item: NavigationItem, path: str) -> dict[str, Any]:
    url = reverse(item.url_name)
    current = path == url or (url != "/" and path.startswith(url))
    return {
        "label": item.label,
        "url": url,
        "icon": item.icon,
        "shortcut": item.shortcut,
        "phone": item.phone,
        "current": current,
    }
