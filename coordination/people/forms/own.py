from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.kit.forms import Versioned

from ..models import Body, User
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


class FeedForm(PlainText, forms.Form):
    name = forms.CharField(
        label=_("What is it for?"),
        max_length=60,
        help_text=_("The calendar that will read it, like: phone."),
    )
    body: forms.ModelChoiceField[Body] = forms.ModelChoiceField(
        label=_("Meetings of"),
        queryset=Body.objects.none(),
        required=False,
        empty_label=_("all my bodies, and where I am expected"),
    )

    def __init__(self, *args: Any, reader: User, **more: Any) -> None:
        super().__init__(*args, **more)
        bodies = Body.objects.visible_to(reader).filter(active=True).order_by("code")
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]  # a form knows its fields by name, not by kind
