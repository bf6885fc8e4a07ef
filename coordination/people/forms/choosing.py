"""A text field that offers people while one types; the address typed in full does as well."""

from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.text import format_lazy


class ChooserInput(forms.TextInput):
    """Read what comes back as an address; with `owners` also as @code or the code of a post."""

    def __init__(self, *, owners: bool = False, attrs: dict[str, Any] | None = None) -> None:
        address = format_lazy("{}{}", reverse_lazy("people:choose"), "?owners=1" if owners else "")
        super().__init__({"data-chooser": address, "autocomplete": "off", **(attrs or {})})
