from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.kit.forms import Versioned, moment_field
from coordination.kit.moments import refuse_far
from coordination.people.forms import ChooserInput
from coordination.people.models import Body, Organisation, User

from .models import Classification, Dossier, Function


class DossierForm(Versioned, forms.ModelForm[Dossier]):
    """Show it a copy of the dossier: validating writes into its instance."""

    class Meta:
        model = Dossier
        fields = ["title", "kind", "owner", "primacy"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        active = Organisation.objects.filter(active=True).order_by("code")
        for name in ("owner", "primacy"):
            self.fields[name].queryset = active  # type: ignore[attr-defined]  # a form knows its fields by name, not by kind


class OpenForm(DossierForm):
    """A new dossier; classification comes after, with a reason."""

    class Meta(DossierForm.Meta):
        fields = [*DossierForm.Meta.fields, "restricted"]


class ClassifyForm(Versioned, forms.Form):
    classification = forms.TypedChoiceField(
        label=_("Classification"),
        choices=Classification.choices,
        coerce=lambda value: Classification(int(value)),
    )
    classified_until = forms.DateField(
        validators=[refuse_far],
        label=_("Classified until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    restricted = forms.BooleanField(
        label=_("Only for those with a part"),
        required=False,
        help_text=_("A classified dossier always is."),
    )
    embargo_until = moment_field(label=_("Embargo until"), required=False)
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea({"rows": 3}))

    @staticmethod
    def facts_of(dossier: Dossier) -> dict[str, Any]:
        """What the form starts from."""
        names = ("classification", "classified_until", "restricted", "embargo_until", "version")
        return {name: getattr(dossier, name) for name in names}

    def said_by(self, current: Any) -> dict[str, Any]:
        return self.facts_of(current)

    def levels(self) -> dict[str, Any]:
        """All but the reason."""
        return {name: value for name, value in self.cleaned_data.items() if name != "reason"}


class MemberForm(forms.Form):
    """A person, an organisation or a body, by one field each; exactly one is filled."""

    user = forms.EmailField(
        label=_("Person"),
        required=False,
        help_text=_("Her e-mail address, or choose while typing her name."),
        max_length=254,
        widget=ChooserInput(),
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Organisation"), required=False
    )
    body = forms.ModelChoiceField(
        Body.objects.none(),
        label=_("Body"),
        required=False,
        help_text=_("Its present members by name or by post."),
    )
    function = forms.ChoiceField(label=_("Function"), choices=Function.choices)
    until = moment_field(label=_("Until"), required=False)

    def __init__(self, *args: Any, viewer: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer
        organisations = Organisation.objects.filter(active=True).order_by("code")
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]  # a form knows its fields by name, not by kind
        bodies = Body.objects.visible_to(viewer).filter(active=True).order_by("code")
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]  # a form knows its fields by name, not by kind

    def clean_user(self) -> User | None:
        address = self.cleaned_data["user"]
        if not address:
            return None
        people = User.objects.visible_to(self.viewer).active()
        found: User | None = people.filter(email__iexact=address).first()
        if found is None:
            raise forms.ValidationError(_("Nobody with this address is known here."))
        return found

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        named = [values[name] for name in ("user", "organisation", "body") if values.get(name)]
        if len(named) != 1 and not self.errors:
            raise forms.ValidationError(_("Choose one person, organisation or body."))
        return {**values, "to": named[0] if named else None}


class BreakGlassForm(forms.Form):
    number = forms.CharField(label=_("Number of the dossier"), max_length=20)
    reason = forms.CharField(
        label=_("Why must you read this now?"), max_length=500, widget=forms.Textarea({"rows": 3})
    )


class RecordFilterForm(forms.Form):
    """What the whole record can be narrowed by."""

    stream = forms.CharField(label=_("Stream"), max_length=80, required=False)
    actor = forms.CharField(label=_("By"), max_length=80, required=False)
    action = forms.CharField(label=_("Action"), max_length=80, required=False)
