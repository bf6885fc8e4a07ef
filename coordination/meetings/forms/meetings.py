import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination.dossiers.models import Dossier
from coordination.kit.moments import moment
from coordination.kit.refusals import Refusal
from coordination.people.models import Body, User

from ..models import Meeting
from ..queries.lists import bodies_to_plan, last_dossier, possible_note_takers
from .fields import BodyChoice, DossierChoice, PeopleChoice, day_field, time_field


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
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]  # a form knows its fields by name, not by kind
        self.fields["dossier"].queryset = (  # type: ignore[attr-defined]  # a form knows its fields by name, not by kind
            Dossier.objects.visible_to(user).filter(closed_at=None).order_by("-year", "-serial")
        )
        self.fields["note_takers"].queryset = possible_note_takers(  # type: ignore[attr-defined]  # a form knows its fields by name, not by kind
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


class ForeseenForm(forms.Form):
    """Why something moves, and who hears of it; `step` says whether to look first, as is the rule.

    `mark` stands for what was seen, so that nothing else is moved than that.
    """

    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        required=False,
        help_text=_("Stands in the mail to whom it concerns."),
    )
    silent = forms.BooleanField(
        label=_("Process silently"),
        required=False,
        help_text=_("Nobody is mailed; whoever looks sees the new moment."),
    )
    mark = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    step = forms.ChoiceField(
        choices=[(one, one) for one in ("look", "change", "move")],
        required=False,
        widget=forms.HiddenInput,
    )


class MoveForm(ForeseenForm, WhenForm):
    """Where a meeting goes."""

    place = forms.CharField(label=_("Place or link"), max_length=200, required=False)
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
        self.fields["note_takers"].queryset = people  # type: ignore[attr-defined]  # a form knows its fields by name, not by kind


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
