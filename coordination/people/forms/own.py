from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.kit.forms import Versioned

from ..models import User
from .fields import PlainText


class SettingsForm(Versioned, PlainText, forms.ModelForm):  # type: ignore[type-arg]  # which model stands in Meta or in the queryset
    """Show it a copy of the user: validating writes into its instance."""

    class Meta:
        model = User
        fields = ["name", "function", "phone", "language", "theme", "roomy", "shortcuts"]


class TokenForm(PlainText, forms.Form):
    name = forms.CharField(
        label=_("What is it for?"),
        max_length=60,
        help_text=_("The name of the program that will use it."),
    )
