from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.kit.moments import refuse_far

from .fields import DayInput, OrganisationField, PlainText


class ClosedDayForm(PlainText, forms.Form):
    day = forms.DateField(
        label=_("Day"),
        widget=DayInput,
        validators=[refuse_far],
        error_messages={
            "invalid": _("This is no day of the calendar; write for example 5-11-2020.")
        },
    )
    organisation = OrganisationField(required=False, empty_label=_("everybody"))
    reason = forms.CharField(label=_("Reason"), max_length=120)
    worked = forms.BooleanField(
        label=_("A public holiday that is worked all the same"), required=False
    )
