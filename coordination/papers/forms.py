from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.dossiers.models import Classification
from coordination.people.models import Organisation

from .files.widgets import PaperInput
from .models import PaperKind


class VersionForm(forms.Form):
    upload = forms.FileField(label=_("File"), allow_empty_file=True, widget=PaperInput())
    final = forms.BooleanField(label=_("Final"), required=False)
    late = forms.BooleanField(
        label=_("Supplied late"), required=False, help_text=_("Supplied after the papers were due.")
    )


class PaperForm(VersionForm):
    field_order = ["title", "kind", "supplied_by", "upload", "final", "late", "classification"]

    title = forms.CharField(label=_("Title"), max_length=200)
    kind = forms.TypedChoiceField(label=_("Kind"), choices=PaperKind.choices, coerce=PaperKind)
    supplied_by = forms.ModelChoiceField(Organisation.objects.none(), label=_("Supplied by"))
    classification = forms.TypedChoiceField(
        label=_("Classification"),
        choices=Classification.choices,
        coerce=lambda value: Classification(int(value)),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        active = Organisation.objects.filter(active=True).order_by("code")
        self.fields["supplied_by"].queryset = active  # type: ignore[attr-defined]  # a form knows its fields by name, not by kind
