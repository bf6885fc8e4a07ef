from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import User
from ..saved import lists
from .fields import PlainText


class SavedViewForm(PlainText, forms.Form):
    """The list is chosen where she did not come from one; else it goes along unseen."""

    place = forms.ChoiceField(label=_("List"))
    name = forms.CharField(label=_("Name"), max_length=60)
    shared = forms.BooleanField(
        label=_("My organisation sees it too"),
        required=False,
        help_text=_("Everybody sees in it what she herself may read."),
    )
    query = forms.CharField(widget=forms.HiddenInput, required=False, max_length=1000)

    def __init__(self, *args: Any, reader: User, **more: Any) -> None:
        super().__init__(*args, **more)
        field: Any = self.fields["place"]
        field.choices = [
            (name, lists[name].label) for name in lists.names() if reader.may(lists[name].action)
        ]
        if str(self.initial.get("place")) in lists:
            field.widget = forms.HiddenInput()
