from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.kit.text import refuse_unsafe


class HoldForm(forms.Form):
    """Why all mail must stop."""

    reason = forms.CharField(label=_("Reason"), max_length=200)

    def clean_reason(self) -> str:
        reason: str = self.cleaned_data["reason"]
        if problems := refuse_unsafe(reason):
            raise forms.ValidationError([str(problem) for problem in problems])
        return reason
