from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.contributions.forms import AskForm
from coordination.kit.forms import Versioned

from ..models import OptionSet, Variant
from .keeping import long_text


class ConsultForm(Versioned, AskForm):  # type: ignore[misc]  # Django takes the field off the class; __init__ drops it
    """As a request for input; its dossier and the form of its answer follow from the question."""

    def __init__(self, *args: Any, reader: Any, now: datetime, **more: Any) -> None:
        super().__init__(*args, reader=reader, now=now, **more)
        for name in ("dossier", "form", "instructions", "version"):
            del self.fields[name]

    def values(self) -> dict[str, Any]:
        """As consult takes them."""
        names = ("question", "term", "body", "members")
        return {"version": self.version, **{name: self.cleaned_data[name] for name in names}}

    def said_by(self, current: Any) -> dict[str, Any]:
        """Nothing: what was changed first is the question, not who is asked."""
        return {}


class RemarkForm(forms.Form):
    """A remark on one variant, or on the question."""

    variant = forms.ModelChoiceField(
        Variant.objects.none(),
        label=_("About"),
        required=False,
        empty_label=_("The question as a whole"),
    )
    text = long_text(_("Remark"), 3)

    def __init__(self, *args: Any, options: OptionSet, **more: Any) -> None:
        super().__init__(*args, **more)
        standing = options.variants.filter(removed_at=None).order_by("position")
        self.fields["variant"].queryset = standing  # type: ignore[attr-defined]  # a form knows its fields by name, not by kind
