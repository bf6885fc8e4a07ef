from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.kit.forms import Versioned
from coordination.meetings.forms.fields import day_field

from ..models import Pilot
from ..services import PilotFacts


class PilotForm(Versioned, forms.ModelForm):  # type: ignore[type-arg]  # which model stands in Meta
    """Where and when, with whose permit, what is measured, and afterwards what was learnt."""

    starts_on = day_field(label=_("First day"), required=False)
    ends_on = day_field(label=_("Last day"), required=False)

    class Meta:
        model = Pilot
        fields = (
            "place",
            "sector",
            "starts_on",
            "ends_on",
            "permit",
            "permit_by",
            "measures",
            "learnt",
        )
        widgets = {
            "measures": forms.Textarea(attrs={"rows": 3}),
            "learnt": forms.Textarea(attrs={"rows": 3}),
        }

    def facts(self) -> PilotFacts:
        return PilotFacts(**{name: self.cleaned_data[name] for name in self.Meta.fields})

    def _post_clean(self) -> None:
        """The service sets the fields on its own locked row, so nothing is set here."""
