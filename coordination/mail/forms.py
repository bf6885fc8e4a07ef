from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from coordination.kit.text import refuse_unsafe

from .queries import Choice


class HoldForm(forms.Form):
    """Why all mail must stop."""

    reason = forms.CharField(label=_("Reason"), max_length=200)

    def clean_reason(self) -> str:
        reason: str = self.cleaned_data["reason"]
        if problems := refuse_unsafe(reason):
            raise forms.ValidationError([str(problem) for problem in problems])
        return reason


class ChoiceForm(forms.Form):
    """The kinds she is mailed, of those she may do without."""

    mailed = forms.MultipleChoiceField(
        label=_("By mail too"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, choices: list[Choice], **more: Any) -> None:
        free = [choice for choice in choices if choice.optional]
        more["initial"] = {"mailed": [choice.kind for choice in free if choice.by_mail]}
        super().__init__(*args, **more)
        offered = [(choice.kind, capfirst(choice.label)) for choice in free]
        self.fields["mailed"].choices = offered  # type: ignore[attr-defined]  # a form knows its fields by name, not by kind

    @property
    def muted(self) -> list[str]:
        offered: list[tuple[str, str]] = list(self.fields["mailed"].choices)  # type: ignore[attr-defined]  # a form knows its fields by name, not by kind
        return [kind for kind, _label in offered if kind not in self.cleaned_data["mailed"]]
