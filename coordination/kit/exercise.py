"""Everything that leaves an exercise says so: pages, prints, PDF, .docx, lists, calendars, mail."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _


def watermark() -> str:
    """The word that stands on everything an exercise makes; "" where it is no exercise."""
    return _("EXERCISE") if settings.EXERCISE else ""


def marked(text: str, *, by: str = ": ") -> str:
    """The text with the word of an exercise before it; as it is where it is none."""
    word = watermark()
    return f"{word}{by}{text}" if word else text


def labelled(content: dict[str, Any]) -> dict[str, Any]:
    """Data for another program, with the word of an exercise under a name of its own."""
    word = watermark()
    return content | {"exercise": word} if word else content
