from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.kit.forms import Versioned
from coordination.kit.moments import refuse_far

from ..models import Body, BodyMember, MemberRole, Organisation, Post
from .fields import DayInput, OrganisationField, PersonField, PlainText


class BodyForm(Versioned, PlainText, forms.ModelForm):  # type: ignore[type-arg]  # which model stands in Meta or in the queryset
    """Show it a copy of the body: validating writes into its instance."""

    organisation = OrganisationField(label=_("Organisation of the secretary"))

    class Meta:
        model = Body
        fields = [
            "code",
            "name_nl",
            "name_en",
            "organisation",
            "outcome_name",
            "report_form",
            "bob",
            "chair_approves",
            "of_ministers",
            "active",
        ]


class OrganisationForm(Versioned, PlainText, forms.ModelForm):  # type: ignore[type-arg]  # which model stands in Meta or in the queryset
    """Show it a copy of the organisation: validating writes into its instance."""

    also_known_as = forms.CharField(
        label=_("Also known as"),
        required=False,
        max_length=200,
        help_text=_("Other spellings, with commas between them."),
    )

    class Meta:
        model = Organisation
        fields = ["code", "name_nl", "name_en", "kind", "also_known_as", "mailbox", "active"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["also_known_as"] = ", ".join(self.instance.also_known_as)

    def clean_also_known_as(self) -> list[str]:
        typed: str = self.cleaned_data["also_known_as"]
        return [name.strip() for name in typed.split(",") if name.strip()]


class MemberForm(Versioned, PlainText, forms.Form):
    """An organisation with a person, a post, or nobody known yet."""

    organisation = OrganisationField()
    role = forms.TypedChoiceField(
        label=_("Role"), choices=MemberRole.choices, coerce=MemberRole, initial=MemberRole.MEMBER
    )
    person = PersonField(
        required=False, help_text=_("Her e-mail address; leave empty while nobody is named.")
    )
    post = forms.ModelChoiceField(
        Post.objects.order_by("name_nl"),
        label=_("or a post"),
        required=False,
        help_text=_("Then whoever holds the post takes part."),
    )
    since = forms.DateField(label=_("From"), widget=DayInput(), validators=[refuse_far])
    until = forms.DateField(
        label=_("Until"),
        required=False,
        widget=DayInput(),
        validators=[refuse_far],
        help_text=_("The first day without."),
    )

    @staticmethod
    def facts_of(member: BodyMember) -> dict[str, Any]:
        """What the form starts from."""
        names = ("organisation", "role", "person", "post", "since", "until", "version")
        return {name: getattr(member, name) for name in names}

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
