"""The code of a print on a page that can be printed."""

from datetime import datetime
from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import mark_safe

from coordination.kit import clock

from ..marks import PrintMark
from ..registries import PrintedPage, pages

register = template.Library()


@register.inclusion_tag("coordination/prints/_code.html")
def print_code(noun: Any, at: Any = None) -> dict[str, Any]:
    """Code, moment and QR code of a print of `noun`, now or as of `at`. Shown on paper only.

    `at` is a moment, or the look back of a page.
    """
    moment: datetime | None = getattr(at, "at", at)
    return _drawn(PrintMark.of(noun, moment or clock.now()))


@register.inclusion_tag("coordination/prints/_code.html", takes_context=True)
def page_code(context: Context) -> dict[str, Any]:
    """The same of the page itself, where an app registered it; else nothing."""
    page = _page(context)
    return _drawn(PrintMark.of(page, clock.now())) if page else {}


@register.simple_tag(takes_context=True)
def printed_page(context: Context) -> str:
    """What the page is called on its prints; empty where it has no code of its own."""
    page = _page(context)
    return str(page.title) if page else ""


def _page(context: Context) -> PrintedPage | None:
    match = getattr(context.get("request"), "resolver_match", None)
    return pages.get(match.view_name) if match else None


def _drawn(mark: PrintMark) -> dict[str, Any]:
    return {"mark": mark, "drawing": mark_safe(mark.svg)}  # noqa: S308  drawn from our own modules
