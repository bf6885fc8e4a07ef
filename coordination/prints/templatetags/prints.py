"""The code of a print on a page that can be printed."""

from datetime import datetime
from typing import Any

from django import template
from django.utils.safestring import mark_safe

from coordination.kit import clock

from ..marks import PrintMark

register = template.Library()


@register.inclusion_tag("coordination/prints/_code.html")
def print_code(noun: Any, at: datetime | None = None) -> dict[str, Any]:
    """Code, moment and QR code of a print of `noun`, now or as of `at`. Shown on paper only."""
    mark = PrintMark.of(noun, at or clock.now())
    return {"mark": mark, "drawing": mark_safe(mark.svg)}  # noqa: S308  drawn from our own modules
