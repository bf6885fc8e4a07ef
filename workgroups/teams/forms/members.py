"""Who takes part."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from coordination.kit.forms import Versioned
from coordination.kit.moments import refuse_far
from coordination.people.forms.fields import DayInput, OrganisationField, PersonField, PlainText
from coordination.people.models import Post

from ..models import CapacityUnit, TeamMember, TeamRole
from ..services import Capacity, Seat


class CapacityFields(forms.Form):
    """A number with its unit; both or neither."""

    capacity = forms.DecimalField(
        label=pgettext_lazy("team", "Capacity"),
        required=False,
        min_value=Decimal("0.01"),
        max_value=Decimal(99),
        max_digits=4,
        decimal_places=2,
    )
    capacity_unit = forms.TypedChoiceField(
        label=pgettext_lazy("capacity", "Unit"),
        required=False,
        choices=CapacityUnit.choices,
        coerce=CapacityUnit,
        initial=CapacityUnit.FTE,
        empty_value=CapacityUnit.FTE,
    )

    def capacity_of(self) -> Capacity | None:
        number = self.cleaned_data.get("capacity")
        return Capacity(number, self.cleaned_data["capacity_unit"]) if number else None


class SeatForm(Versioned, PlainText, CapacityFields):
    """An organisation with a person, a post, or nobody known yet."""

    organisation = OrganisationField()
    role = forms.TypedChoiceField(
        label=_("Role"), choices=TeamRole.choices, coerce=TeamRole, initial=TeamRole.MEMBER
    )
    person = PersonField(
        required=False,
        help_text=_("Her e-mail address; leave empty while nobody is named."),
    )
    post = forms.ModelChoiceField(
        Post.objects.order_by("name_nl"),
        label=_("or a post"),
        required=False,
        help_text=_("Then whoever holds the post takes part."),
    )
    seconded = forms.BooleanField(label=_("On secondment"), required=False)
    since = forms.DateField(label=_("From"), widget=DayInput(), validators=[refuse_far])
    until = forms.DateField(
        label=_("Until"),
        required=False,
        widget=DayInput(),
        validators=[refuse_far],
        help_text=_("The first day without."),
    )
    field_order = ("organisation", "role", "person", "post", "capacity", "capacity_unit")

    @staticmethod
    def facts_of(member: TeamMember) -> dict[str, Any]:
        """What the form starts from."""
        names = ("organisation", "role", "person", "post", "capacity", "seconded", "since", "until")
        known = {name: getattr(member, name) for name in (*names, "version")}
        return {**known, "capacity_unit": member.capacity_unit or CapacityUnit.FTE}

    def said_by(self, current: Any) -> dict[str, Any]:
        return self.facts_of(current)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("person") and cleaned.get("post"):
            self.add_error("post", _("Choose a person or a post, not both."))
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", _("This lies before the first day."))
        return cleaned

    def seat(self) -> Seat:
        data = self.cleaned_data
        names = ("organisation", "since", "role", "person", "post", "until", "seconded")
        return Seat(**{name: data[name] for name in names}, capacity=self.capacity_of())


class EndForm(Versioned, forms.Form):
    until = forms.DateField(
        label=_("Until"),
        widget=DayInput(),
        validators=[refuse_far],
        help_text=_("The first day without."),
    )

    def said_by(self, current: Any) -> dict[str, Any]:
        return {"until": current.until}
