"""Forms about meetings, their agenda and who is there. Typed times are local."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination.dossiers.models import Dossier
from coordination.kit.moments import moment
from coordination.kit.refusals import Refusal
from coordination.people.models import Body, Organisation, User

from .models import AgendaItem, Attendance, Authority, Meeting, Presence
from .queries.lists import bodies_to_plan, last_dossier, possible_note_takers
from .services.agenda import ItemFacts

WRONG_DAY = {"invalid": _("This is no day of the calendar; write for example 5-11-2020.")}
WRONG_TIME = {"invalid": _("This is no time; write for example 14:30.")}


def day_field(**more: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(
        widget=widget,
        input_formats=["%Y-%m-%d", "%d-%m-%Y", "%d-%m-%y"],
        error_messages=WRONG_DAY,
        **more,
    )


def time_field(**more: Any) -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(
        widget=widget,
        input_formats=["%H:%M", "%H:%M:%S", "%H.%M"],
        error_messages=WRONG_TIME,
        **more,
    )


class DossierChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.number} · {obj.title}"


class BodyChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.code} · {obj.name}" if obj.name != obj.code else str(obj.code)


class PersonChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.label)


class PeopleChoice(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.label)


class WhenForm(forms.Form):
    """A day with a start and an end; the end lies on the next day where it says so."""

    day = day_field(label=_("Day"))
    starts = time_field(label=_("Starts at"))
    ends = time_field(label=_("Ends at"))
    next_day = forms.BooleanField(label=_("Ends the next day"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        day, starts, ends = (data.get(name) for name in ("day", "starts", "ends"))
        if day and starts and ends:
            try:
                data["starts_at"] = moment(day, starts, field="starts")
                last = day + dt.timedelta(days=1) if data.get("next_day") else day
                data["ends_at"] = moment(last, ends, field="ends")
            except Refusal as refusal:
                self.add_error(refusal.field, str(refusal.sentence))
        return data


class PlanForm(WhenForm):
    """Everything a new meeting starts from."""

    body = BodyChoice(Body.objects.none(), label=_("Body"), empty_label=None)
    dossier = DossierChoice(
        Dossier.objects.none(),
        label=_("Dossier"),
        required=False,
        empty_label=_("the dossier of its last meeting"),
    )
    subject = forms.CharField(label=_("Subject"), max_length=200, required=False)
    place = forms.CharField(label=_("Place or link"), max_length=200, required=False)
    note_takers = PeopleChoice(
        User.objects.none(),
        label=_("Note takers"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The secretary and the chair type anyway."),
    )
    field_order = ("body", "dossier", "subject", "day", "starts", "ends", "next_day", "place")

    def __init__(self, *args: Any, user: User, **more: Any) -> None:
        super().__init__(*args, **more)
        self.user = user
        bodies = bodies_to_plan(user)
        self.initial["body"] = self.initial.get("body") or bodies.first()
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]
        self.fields["dossier"].queryset = (  # type: ignore[attr-defined]
            Dossier.objects.visible_to(user).filter(closed_at=None).order_by("-year", "-serial")
        )
        self.fields["note_takers"].queryset = possible_note_takers(  # type: ignore[attr-defined]
            user, bodies.values("pk")
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        body = data.get("body")
        if body and not data.get("dossier") and "dossier" not in self.errors:
            data["dossier"] = last_dossier(self.user, body)
            if data["dossier"] is None:
                self.add_error("dossier", _("This body has not met before; choose a dossier."))
        return data


class MoveForm(WhenForm):
    """Where a meeting goes, and why."""

    place = forms.CharField(label=_("Place or link"), max_length=200, required=False)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        required=False,
        help_text=_("Stands in the mail to who is expected."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class CancelForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("Stands in the mail to who is expected."),
    )


class NoteTakersForm(forms.Form):
    note_takers = PeopleChoice(
        User.objects.none(),
        label=_("Note takers"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The secretary and the chair type anyway."),
    )

    def __init__(self, *args: Any, user: User, meeting: Meeting, **more: Any) -> None:
        super().__init__(*args, **more)
        people = possible_note_takers(user, [meeting.body_id])
        self.fields["note_takers"].queryset = people  # type: ignore[attr-defined]


class ItemForm(forms.ModelForm):  # type: ignore[type-arg]
    """What is asked with an item. Whoever reads the dossier reads the item."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = AgendaItem
        fields = (
            "title",
            "purpose",
            "treatment",
            "minutes_planned",
            "line",
            "requested_decision",
            "agreed_with",
            "why_here",
            "settled_lower",
            "dossier",
        )
        field_classes = {"dossier": DossierChoice}
        widgets = {"requested_decision": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "title": _("As it stands in the report."),
            "requested_decision": _("Stands ready as text of the decision."),
            "agreed_with": _("Codes of the ministries, for example VWS, SZW."),
            "why_here": _("Why this level decides, and not the one below."),
            "settled_lower": _("The officials agree; nobody needs to speak about it."),
            "dossier": _("Whoever may see the dossier sees the item, nobody else."),
        }

    def __init__(self, *args: Any, user: User, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["dossier"].queryset = (  # type: ignore[attr-defined]
            Dossier.objects.visible_to(user).order_by("-year", "-serial")
        )
        self.fields["dossier"].empty_label = None  # type: ignore[attr-defined]

    def facts(self) -> ItemFacts:
        return ItemFacts(**{name: self.cleaned_data[name] for name in self.Meta.fields})

    def _post_clean(self) -> None:
        """The service sets the fields on its own locked row, so nothing is set here."""


class BecauseForm(forms.Form):
    because = forms.CharField(label=_("What is missing?"), max_length=200)


class ReferForm(forms.Form):
    referred_to = BodyChoice(Body.objects.none(), label=_("Referred to"))

    def __init__(self, *args: Any, user: User, meeting: Meeting, **more: Any) -> None:
        super().__init__(*args, **more)
        bodies: Any = Body.objects.visible_to(user).filter(active=True)
        bodies = bodies.exclude(pk=meeting.body_id).order_by("code")
        self.fields["referred_to"].queryset = bodies  # type: ignore[attr-defined]


class DifferenceForm(forms.Form):
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Organisation"), empty_label=None
    )
    position = forms.CharField(
        label=_("Position"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    proposed_text = forms.CharField(
        label=_("Proposed text"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, organisations: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]


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
        self.fields["person"].queryset = people  # type: ignore[attr-defined]


class GuestForm(forms.Form):
    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("Organisation"))
    person = PersonChoice(User.objects.none(), label=_("Person"), required=False)

    def __init__(self, *args: Any, user: User, **more: Any) -> None:
        super().__init__(*args, **more)
        organisations: Any = Organisation.objects.visible_to(user).filter(active=True)
        people: Any = User.objects.visible_to(user).active().select_related("organisation")
        self.fields["organisation"].queryset = organisations.order_by("code")  # type: ignore[attr-defined]
        self.fields["person"].queryset = people.order_by("organisation__code", "name")  # type: ignore[attr-defined]


def when_of(meeting: Meeting) -> dict[str, Any]:
    """The times of a meeting as a form shows them."""
    starts, ends = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
    return {
        "day": starts.date(),
        "starts": starts.time(),
        "ends": ends.time(),
        "next_day": ends.date() > starts.date(),
        "place": meeting.place,
        "version": meeting.version,
    }


def clashes(form: forms.BaseForm, theirs: dict[str, Any]) -> list[tuple[str, Any, Any]]:
    """Fields in which a stale form differs from what stands there now: label, theirs, hers."""
    return [
        (str(form[name].label), value, form[name].value())
        for name, value in theirs.items()
        if name in form.fields
        and name != "version"
        and str(form.fields[name].prepare_value(value) or "") != str(form[name].value() or "")
    ]
