from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.kit.forms import Versioned
from coordination.people.models import User

from .models import Measure, Sector
from .permissions import dossiers_to_keep_in
from .services import MeasureFacts, SectorFacts


class MeasureForm(Versioned, forms.ModelForm[Measure]):
    """All that is said of a measure; the dossier is chosen once."""

    class Meta:
        model = Measure
        fields = ["dossier", "instrument", "legal_basis", "sectors", "text", "source"]
        widgets = {
            "text": forms.Textarea({"rows": 3}),
            "sectors": forms.CheckboxSelectMultiple(),
        }
        help_texts = {"source": _("Where it stands: a letter, a regulation, a page.")}

    def __init__(self, *args: Any, user: User | None = None, **more: Any) -> None:
        super().__init__(*args, **more)
        shown: Any = self.fields
        shown["sectors"].queryset = Sector.objects.order_by("name_nl", "code")
        if user is None or "instance" in more:
            del self.fields["dossier"]
        else:
            shown["dossier"].queryset = dossiers_to_keep_in(user)

    def validate_constraints(self) -> None:
        """The service says in a sentence what stands there already."""

    def facts(self) -> MeasureFacts:
        sent = {name: self.cleaned_data[name] for name in self.fields if name != "dossier"}
        return MeasureFacts(**{**sent, "sectors": tuple(sent["sectors"])})


class SectorForm(Versioned, forms.ModelForm[Sector]):
    class Meta:
        model = Sector
        fields = ["code", "name_nl", "name_en"]

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        if "instance" in more:
            del self.fields["code"]

    def facts(self) -> SectorFacts:
        return SectorFacts(self.cleaned_data["name_nl"], self.cleaned_data["name_en"])
