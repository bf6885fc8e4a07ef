from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.people.models import Organisation, User

from ..models import Attendance, Authority, Presence
from .fields import PersonChoice


class AttendanceForm(forms.Form):
    """One row in full, for who works without script or names a person."""

    person = PersonChoice(User.objects.none(), label=_("Person"), required=False)
    presence = forms.ChoiceField(label=_("Presence"), choices=Presence, required=False)
    authority = forms.ChoiceField(label=_("Authority"), choices=Authority)

    def __init__(self, *args: Any, row: Attendance, **more: Any) -> None:
        more["initial"] = {name: getattr(row, name) for name in ("person", "presence", "authority")}
        super().__init__(*args, **more)
        people: Any = User.objects.active().filter(organisation=row.organisation_id)
        people = people.select_related("organisation").order_by("name")
        self.fields["person"].queryset = people  # type: ignore[attr-defined]  # a form knows its fields by name, not by kind


class GuestForm(forms.Form):
    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("Organisation"))
    person = PersonChoice(User.objects.none(), label=_("Person"), required=False)

    def __init__(self, *args: Any, user: User, **more: Any) -> None:
        super().__init__(*args, **more)
        organisations: Any = Organisation.objects.visible_to(user).filter(active=True)
        people: Any = User.objects.visible_to(user).active().select_related("organisation")
        self.fields["organisation"].queryset = organisations.order_by("code")  # type: ignore[attr-defined]  # a form knows its fields by name, not by kind
        self.fields["person"].queryset = people.order_by("organisation__code", "name")  # type: ignore[attr-defined]  # a form knows its fields by name, not by kind
