"""What the shell around every page shows."""

from collections.abc import Iterator
from functools import lru_cache
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
        "navigation": Menu(request),
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


class Menu:
    """The lines she may follow; the line of this page, or the nearest above it, is the current.

    `key` is the same for all readers who get the same lines on the same place.
    """

    def __init__(self, request: Any) -> None:
        may = request.user.may
        self.items = [i for i in navigation if not i.verb and (not i.action or may(i.action))]
        above = [url for url in map(_url_of, self.items) if _stands_under(request.path, url)]
        self.current = max(above, key=len, default="")
        self.key = " ".join((*sorted(request.user.roles), self.current))

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """Of each group: {label, items: [{label, url, icon, shortcut, phone, current}]}."""
        groups: dict[str, list[dict[str, Any]]] = {}
        for item in self.items:
            groups.setdefault(str(item.group), []).append(self._line(item))
        return iter([{"label": label, "items": items} for label, items in groups.items()])

    def _line(self, item: NavigationItem) -> dict[str, Any]:
        url = _url_of(item)
        return {
            "label": item.label,
            "short": item.short or item.label,
            "url": url,
            "icon": item.icon,
            "shortcut": item.shortcut,
            "phone": item.phone,
            "current": url == self.current,
        }


@lru_cache
def _url_of(item: NavigationItem) -> str:
    return reverse(item.url_name)


def _stands_under(path: str, url: str) -> bool:
    return path == url or (url != "/" and path.startswith(url))
