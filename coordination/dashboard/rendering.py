"""A panel that raises shows a calm card and is logged; it never takes the page down."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from coordination.kit.asof import Moment

from .registries import Panel, Slot

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Card:
    """A panel as it stands on a page; `html` was made by its own template."""

    title: str
    html: SafeString
    wide: bool = False


def rendered(
    panels: Iterable[Panel], slot: Slot, request: HttpRequest, subject: Any, *, later: bool = False
) -> list[Card]:
    """The cards of `slot` in order; a panel whose context is None stays away.

    Those that come with the page, or with `later` those that follow it.
    """
    asked = (panel for panel in panels if panel.slot == slot and panel.later == later)
    asked = (panel for panel in asked if _is_for(request, panel))
    cards = (
        _card(panel, request, partial(panel.context, request, subject), panel.template)
        for panel in asked
    )
    return [card for card in cards if card is not None]


def rendered_then(panels: Iterable[Panel], request: HttpRequest, then: Moment) -> list[Card]:
    """The cards of the first screen that can look back, as they stood."""
    cards = (
        _card(panel, request, partial(panel.then, request, then), panel.then_template)
        for panel in panels
        if panel.slot == Slot.TODAY and panel.then is not None and _is_for(request, panel)
    )
    return [card for card in cards if card is not None]


def _is_for(request: HttpRequest, panel: Panel) -> bool:
    return not panel.action or bool(request.user.may(panel.action))  # type: ignore[union-attr]  # behind the gate a visitor is a User


def _card(
    panel: Panel,
    request: HttpRequest,
    asked: Callable[[], dict[str, Any] | None],
    template: str,
) -> Card | None:
    try:
        context = asked()
        if context is None:
            return None
        html = render_to_string(template, context, request)
    except Exception:
        logger.exception("panel.failed", extra={"template": template})
        html = render_to_string("coordination/dashboard/_failed.html", {}, request)
    return Card(str(panel.title), html, panel.wide)
