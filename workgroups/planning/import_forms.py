"""A planning that comes in from a file."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.papers.files.widgets import PaperInput

from .models import Product


class ImportForm(forms.Form):
    upload = forms.FileField(
        label=_("Spreadsheet"),
        allow_empty_file=True,
        widget=PaperInput({"accept": ".xlsx"}),
        help_text=_(
            "An .xlsx like the template: a row per product or milestone. An empty cell leaves what "
            "stands."
        ),
    )


class ApplyForm(forms.Form):
    """What becomes of products that the file does not name, and why things become later."""

    drop = forms.MultipleChoiceField(
        label=_("Drop what the file does not name"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    reason = forms.CharField(
        label=_("Why"),
        required=False,
        max_length=300,
        help_text=_("Stands with everything that becomes later or is dropped."),
    )

    def __init__(self, *args: Any, missing: list[Product], **more: Any) -> None:
        super().__init__(*args, **more)
        if missing:
            choices: Any = self.fields["drop"]
            choices.choices = [(str(one.pk), one.title) for one in missing]
        else:
            del self.fields["drop"]

    def clean_drop(self) -> list[UUID]:
        return [UUID(one) for one in self.cleaned_data["drop"]]
