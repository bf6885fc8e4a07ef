"""Who came: somebody with an account, chosen while her name is typed, or anybody by name."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from coordination.people.forms import ChooserInput
from coordination.people.models import Organisation, User

from ..models import Attendance, Authority, Presence
from ..services.attendance import LONGEST_NAME


class WhoField(forms.CharField):
    """An address or a name as typed. Clean gives `person` or `named`, as the services take them."""

    def __init__(self, **more: Any) -> None:
        more.setdefault("help_text", _("Choose while typing, or type who has no account here."))
        super().__init__(label=_("Person"), max_length=254, required=False, **more)
        self.people: Any = User.objects.none()

    def offer(self, people: Any, *, organisation: str = "") -> None:
        """Recognise these people, and offer those of this organisation while one types."""
        self.people = people
        self.widget = ChooserInput(organisation=organisation, attrs=self.widget_attrs(self.widget))

    def clean(self, value: Any) -> dict[str, Any]:
        typed = super().clean(value).strip()
        person = self._known(typed) if typed else None
        if person is None and "@" in typed:
            raise ValidationError(_("Nobody with this address is known here."))
        if person is None and len(typed) > LONGEST_NAME:
            raise ValidationError(_("Type a name of at most 120 characters."))
        return {"person": person, "named": "" if person else typed}

    def _known(self, typed: str) -> User | None:
        """By address, else by a name that one person here has."""
        found: User | None = self.people.filter(email__iexact=typed).first()
        same = [] if found else list(self.people.filter(name__iexact=typed)[:2])
        return same[0] if len(same) == 1 else found


class AttendanceForm(forms.Form):
    """One row in full, for who works without script or names a person."""

    person = WhoField()
    presence = forms.ChoiceField(label=_("Presence"), choices=Presence, required=False)
    authority = forms.ChoiceField(label=_("Authority"), choices=Authority)

    def __init__(self, *args: Any, row: Attendance, user: User, **more: Any) -> None:
        who = row.person.email if row.person else row.named
        more["initial"] = {
            "person": who,
            "presence": row.presence,
            "authority": row.authority,
        }
        super().__init__(*args, **more)
        people: Any = User.objects.visible_to(user).active().select_related("organisation")
        self.fields["person"].offer(people, organisation=row.organisation.code)  # type: ignore[attr-defined]  # a form knows its fields by name, not by kind

    def noted(self) -> dict[str, Any]:
        """What the service takes."""
        values = dict(self.cleaned_data)
        return {**values, **values.pop("person")}


class GuestForm(forms.Form):
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("Organisation"),
        required=False,
        help_text=_("Not needed for somebody with an account."),
    )
    person = WhoField()

    def __init__(self, *args: Any, user: User, **more: Any) -> None:
        super().__init__(*args, **more)
        organisations: Any = Organisation.objects.visible_to(user).filter(active=True)
        people: Any = User.objects.visible_to(user).active().select_related("organisation")
        self.fields["organisation"].queryset = organisations.order_by("code")  # type: ignore[attr-defined]  # a form knows its fields by name, not by kind
        self.fields["person"].offer(people)  # type: ignore[attr-defined]  # a form knows its fields by name, not by kind

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        who = values.pop("person", {})
        if not values.get("organisation") and who.get("person"):
            values["organisation"] = who["person"].organisation
        if not values.get("organisation") and not self.errors:
            self.add_error("organisation", _("Choose for which organisation she comes."))
        return {**values, **who}
