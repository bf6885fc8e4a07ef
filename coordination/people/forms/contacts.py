from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.kit.forms import Versioned
from coordination.kit.moments import refuse_far

from ..models import OutsideContact, User
from ..permissions import can_name_sponsor
from .fields import DayInput, OrganisationField, PersonField, PlainText


class ContactForm(Versioned, PlainText, forms.ModelForm):  # type: ignore[type-arg]  # which model stands in Meta or in the queryset
    """Show it a copy of the contact: validating writes into its instance.

    Another sponsor is offered only to who may name one.
    """

    organisation = OrganisationField(label=_("Answers for"))
    sponsor = PersonField(
        label=_("Sponsor"),
        help_text=_("The e-mail address of the colleague who stands for this contact."),
    )
    expires_on = forms.DateField(
        label=_("Known until"),
        widget=DayInput(),
        validators=[refuse_far],
        help_text=_("Within 90 days; after that nothing is mailed and no link works."),
    )

    class Meta:
        model = OutsideContact
        fields = ["name", "address", "organisation", "sponsor", "expires_on"]

    def __init__(self, *args: Any, reader: User | None = None, **more: Any) -> None:
        super().__init__(*args, **more)
        if reader is not None and not can_name_sponsor(reader):
            del self.fields["sponsor"]

    def validate_constraints(self) -> None:
        """The service says so in a sentence."""
