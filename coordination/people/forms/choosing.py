"""A text field that offers people while one types; the address typed in full does as well."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.urls import reverse_lazy
from django.utils.text import format_lazy


class ChooserInput(forms.TextInput):
    """Read what comes back as an address; with `owners` also as @code or the code of a post.

    With `organisation` only its people are offered.
    """

    def __init__(
        self,
        *,
        owners: bool = False,
        organisation: str = "",
        attrs: dict[str, Any] | None = None,
    ) -> None:
        asked = {"owners": "1"} if owners else {}
        asked |= {"organisation": organisation} if organisation else {}
        query = f"?{urlencode(asked)}" if asked else ""
        address = format_lazy("{}{}", reverse_lazy("people:choose"), query)
        super().__init__({"data-chooser": address, "autocomplete": "off", **(attrs or {})})
