from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.kit.forms import Versioned

from ..models import ASPECTS, Variant
from ..services import VariantFacts


class VariantForm(Versioned, forms.ModelForm):  # type: ignore[type-arg]  # which model stands in Meta
    """What is said of a variant; only its title must be there."""

    class Meta:
        model = Variant
        fields = ("title", *ASPECTS)
        widgets: dict[str, Any] = {name: forms.Textarea(attrs={"rows": 3}) for name in ASPECTS}
        help_texts = {
            "title": _("In a few words, as it is spoken of."),
            "conditions": _("What must be so before it can start."),
        }

    def facts(self) -> VariantFacts:
        return VariantFacts(**{name: self.cleaned_data[name] for name in self.Meta.fields})

    def _post_clean(self) -> None:
        """The service sets the fields on its own locked row, so nothing is set here."""
