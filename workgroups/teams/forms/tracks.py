"""Tracks, and people asked of organisations."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from coordination.kit import clock
from coordination.kit.forms import Versioned
from coordination.kit.moments import refuse_far
from coordination.people.forms.fields import DayInput, OrganisationField, PlainText

from ..models import ResourceRequest, Team, TeamMember, TeamRole, Track
from ..services import Need
from .members import CapacityFields


class MemberChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # which model stands in the queryset
    def label_from_instance(self, obj: Any) -> str:
        who = obj.holder.name if obj.holder else _("not yet known")
        return f"{obj.organisation.code} · {who} · {TeamRole(obj.role).label}"


class TrackForm(Versioned, PlainText, forms.Form):
    name = forms.CharField(label=pgettext_lazy("track", "Name"), max_length=120)
    about = forms.CharField(
        label=pgettext_lazy("track", "What it is about"),
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 4}),
    )
    linking_pin = MemberChoice(
        TeamMember.objects.none(),
        label=_("Linking pin"),
        required=False,
        help_text=_("Who knows the history and the policy, from the team itself."),
    )

    def __init__(self, *args: Any, team: Team, **more: Any) -> None:
        super().__init__(*args, **more)
        rows = team.members.standing(clock.today()).select_related(
            "organisation", "person", "post__holder"
        )
        self.fields["linking_pin"].queryset = rows.order_by("organisation__code", "pk")  # type: ignore[attr-defined]  # a form knows its fields by name, not by kind

    @staticmethod
    def facts_of(track: Track) -> dict[str, Any]:
        """What the form starts from."""
        names = ("name", "about", "linking_pin", "version")
        return {name: getattr(track, name) for name in names}

    def said_by(self, current: Any) -> dict[str, Any]:
        return self.facts_of(current)

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("name", "about", "linking_pin")}


class RequestForm(PlainText, CapacityFields):
    organisation = OrganisationField(label=_("Asked of"))
    profile = forms.CharField(
        label=_("Profile"),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("What she knows and can do."),
    )
    track = forms.ModelChoiceField(
        Track.objects.none(), label=pgettext_lazy("team", "Track"), required=False
    )
    answer_by = forms.DateField(label=_("Answer by"), widget=DayInput(), validators=[refuse_far])
    field_order = ("organisation", "profile", "track", "capacity", "capacity_unit", "answer_by")

    def __init__(self, *args: Any, team: Team, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["track"].queryset = Track.objects.filter(team=team).order_by("name")  # type: ignore[attr-defined]  # a form knows its fields by name, not by kind

    def need(self) -> Need:
        data = self.cleaned_data
        names = ("organisation", "profile", "answer_by", "track")
        return Need(**{name: data[name] for name in names}, capacity=self.capacity_of())


class AnswerForm(Versioned, PlainText, forms.Form):
    granted = forms.TypedChoiceField(
        label=_("Answer"),
        choices=[("yes", _("granted: somebody comes")), ("no", _("refused"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        empty_value=None,
    )
    answer = forms.CharField(
        label=_("Who comes, or why nobody"),
        required=False,
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
    )

    def said_by(self, current: ResourceRequest) -> dict[str, Any]:
        return {"answer": current.answer}
