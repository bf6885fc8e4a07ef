from django import forms
from django.utils.translation import gettext_lazy as _


class HoldForm(forms.Form):
    """Why all mail must stop."""

    reason = forms.CharField(label=_("Reason"), max_length=200)
