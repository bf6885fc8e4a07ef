from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.kit.forms import Versioned
from coordination.kit.moments import refuse_far

from ..models import Role, User
from .fields import DayInput, OrganisationField, PersonField, PlainText


class InviteForm(PlainText, forms.Form):
    """A new account with one role; an inviter of partners sees no other role."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    name = forms.CharField(label=_("Name"), max_length=120)
    function = forms.CharField(label=_("Function"), max_length=120, required=False)
    organisation = OrganisationField()
    role = forms.TypedChoiceField(label=_("Role"), choices=Role.choices, coerce=Role)
    language = forms.ChoiceField(
        label=_("Language"), choices=[("nl", "Nederlands"), ("en", "English")], initial="nl"
    )
    sponsor = PersonField(
        label=_("Sponsor"),
        required=False,
        help_text=_("For a chain partner: the e-mail address of who answers for her."),
    )
    expires_on = forms.DateField(
        label=_("Expires on"),
        required=False,
        widget=DayInput(),
        validators=[refuse_far],
        help_text=_("For a chain partner: within 90 days."),
    )

    def __init__(self, *args: Any, partners_only: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if partners_only:
            role = self.fields["role"]
            role.choices = [(Role.PARTNER, Role.PARTNER.label)]  # type: ignore[attr-defined]  # a form knows its fields by name, not by kind


class UserForm(Versioned, PlainText, forms.ModelForm):  # type: ignore[type-arg]  # which model stands in Meta or in the queryset
    """Show it a copy of the user: validating writes into its instance."""

    organisation = OrganisationField()
    sponsor = PersonField(label=_("Sponsor"), required=False)

    class Meta:
        model = User
        fields = [
            "name",
            "email",
            "organisation",
            "function",
            "phone",
            "clearance",
            "expires_on",
            "sponsor",
        ]
        widgets = {"expires_on": DayInput()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["sponsor"] = self.instance.sponsor


class RoleForm(forms.Form):
    role = forms.TypedChoiceField(label=_("Role"), choices=Role.choices, coerce=Role)


class IdentityForm(PlainText, forms.Form):
    subject = forms.CharField(
        label=_("Subject"),
        max_length=190,
        help_text=_("How the other system names her for good (sub); never an address."),
    )
