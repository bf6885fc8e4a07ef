"""What is typed of levels that were set elsewhere: a list to read in, a span to compare."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.kit.moments import refuse_far
from coordination.meetings.forms.fields import day_field
from escalation.regions.forms import ROWS, WHOLE, FigureInput


class LevelsForm(forms.Form):
    """A list of levels and how it is read."""

    upload = forms.FileField(
        label=_("File"),
        allow_empty_file=True,
        max_length=200,
        widget=FigureInput(),
        help_text=_(
            "CSV with the columns date, region (its code), level (number or name), basis and "
            "source; without a region it speaks of the country."
        ),
    )
    rows = forms.ChoiceField(
        label=_("What is added"), choices=ROWS, initial=WHOLE, widget=forms.RadioSelect
    )
    replace = forms.BooleanField(
        label=_("Replace what an earlier list said otherwise"),
        required=False,
        help_text=_("What was decided here always stays."),
    )

    def facts(self) -> dict[str, Any]:
        sent = self.cleaned_data
        return {
            "file": sent["upload"].file,
            "name": sent["upload"].name,
            "whole": sent["rows"] == WHOLE,
            "replace": sent["replace"],
        }


class SpanForm(forms.Form):
    """From which day to which the levels are compared; nonsense narrows nothing."""

    van = day_field(label=_("From"), required=False, validators=[refuse_far])
    tot = day_field(label=_("Until and including"), required=False, validators=[refuse_far])
    alles = forms.BooleanField(label=_("Also those that agree"), required=False)
    afgeleid = forms.BooleanField(label=_("Also what was only inferred"), required=False)

    def day(self, name: str) -> date | None:
        found: date | None = self.cleaned_data.get(name)
        return found
