from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.kit import clock
from coordination.kit.forms import moment_field


class SinceForm(forms.Form):
    """Since when the sheet says what changed; empty means the evening before."""

    sinds = moment_field(
        label=_("Changed since"),
        required=False,
        error_messages={"invalid": _("This is not a moment. Write it like 2020-11-20T15:00.")},
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        # it stands in a bar, beside no words of its own
        self.fields["sinds"].widget.attrs["class"] = "input"

    def clean_sinds(self) -> datetime | None:
        asked: datetime | None = self.cleaned_data["sinds"]
        if asked and asked > clock.now():
            raise forms.ValidationError(_("This moment has not come yet."))
        return asked
