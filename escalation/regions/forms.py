from typing import Any

from django import forms
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from coordination.kit.forms import Versioned, moment_field
from coordination.papers.middleware import Uploads

from .models import Basis, Handling, Indicator
from .services import IndicatorFacts, Judgement, UploadFacts

FIGURES = Uploads(
    "FIGURES_MAX_BYTES",
    "regions.import",
    gettext_lazy("This file is larger than %(limit)s. Have it read on the server itself."),
)
"""What is taken of who reads in figures."""

WHOLE, VALID = "whole", "valid"
ROWS = [
    (WHOLE, gettext_lazy("All rows, or none where one is not right")),
    (VALID, gettext_lazy("Only the rows that are right")),
]


class FigureInput(forms.FileInput):
    """Lets the page say at once that a file is too large."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        most = FIGURES.most
        known = {
            "accept": ".csv,text/csv",
            "data-most": most,
            "data-too-large": FIGURES.sentence % {"limit": filesizeformat(most)},
        }
        return super().get_context(name, value, {**known, **(attrs or {})})


class ImportForm(forms.Form):
    """A file and how it is read; `generated` asks whether it replaces made-up figures."""

    upload = forms.FileField(
        label=gettext_lazy("File"),
        allow_empty_file=True,
        max_length=200,
        widget=FigureInput(),
        help_text=gettext_lazy(
            "CSV: RIVM's open data as they are, or columns date, region, indicator, value."
        ),
    )
    rows = forms.ChoiceField(
        label=gettext_lazy("What is added"), choices=ROWS, initial=WHOLE, widget=forms.RadioSelect
    )
    known_at = moment_field(
        label=gettext_lazy("Known at"),
        required=False,
        help_text=gettext_lazy("Only where the file does not say itself when it was made."),
    )
    replace_generated = forms.BooleanField(
        label=gettext_lazy("These figures replace the generated ones"),
        required=False,
        help_text=gettext_lazy("Of the same indicators; the two are never mixed."),
    )

    def __init__(self, *args: Any, generated: bool = False, **more: Any) -> None:
        super().__init__(*args, **more)
        if not generated:
            del self.fields["replace_generated"]

    def facts(self) -> UploadFacts:
        sent = self.cleaned_data
        return UploadFacts(
            whole=sent["rows"] == WHOLE,
            known_at=sent["known_at"],
            replace_generated=sent.get("replace_generated", False),
        )


class JudgementForm(forms.Form):
    handling = forms.ChoiceField(
        label=gettext_lazy("What is done with it"),
        choices=[
            (Handling.ACCEPTED, gettext_lazy("Accept: these are cases of that day")),
            (Handling.CLIPPED, gettext_lazy("Clip: bring it back to what was expected")),
            (Handling.SPREAD, gettext_lazy("Spread: divide the rest over the days before")),
        ],
        widget=forms.RadioSelect,
    )
    days = forms.IntegerField(
        label=gettext_lazy("Spread over days"),
        initial=14,
        min_value=2,
        max_value=56,
        help_text=gettext_lazy("The day itself included."),
    )
    reason = forms.CharField(
        label=pgettext_lazy("figure", "Why"), max_length=500, widget=forms.Textarea({"rows": 3})
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**8)

    def judgement(self) -> Judgement:
        sent = self.cleaned_data
        return Judgement(Handling(sent["handling"]), sent["reason"], sent["days"])


class IndicatorForm(Versioned, forms.ModelForm[Indicator]):
    """Show it a copy of the indicator: validating writes into its instance."""

    class Meta:
        model = Indicator
        fields = [
            "code", "name_nl", "name_en", "unit_nl", "unit_en", "per", "basis", "source",
            "stale_after",
        ]  # fmt: skip

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["per"].help_text = _("Empty is a plain count.")
        self.fields["unit_nl"].help_text = _("Of one day: admissions, beds, percent.")
        if "instance" in more:
            del self.fields["code"]

    def facts(self) -> IndicatorFacts:
        sent = {name: self.cleaned_data[name] for name in self.fields if name != "code"}
        return IndicatorFacts(**{**sent, "basis": Basis(sent["basis"])})
