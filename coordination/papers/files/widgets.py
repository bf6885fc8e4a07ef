"""The field in which a file is chosen."""

from typing import Any

from django import forms
from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from .kinds import ACCEPT


class PaperInput(forms.FileInput):
    """Offers the kinds that are taken, and lets the page say at once that a file is too large.

    The server refuses one anyway, but then without reading what was typed beside it.
    """

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        most = settings.PAPER_MAX_BYTES
        sentence = _("This file is larger than %(limit)s. Split it, or send a link.")
        known = {
            "accept": ACCEPT,
            "data-most": most,
            "data-too-large": sentence % {"limit": filesizeformat(most)},
        }
        return super().get_context(name, value, {**known, **(attrs or {})})
