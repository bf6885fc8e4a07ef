"""What is typed about cadences, slots and deadlines. Typed times are local."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination.dossiers.models import Dossier
from coordination.kit.forms import Versioned
from coordination.kit.moments import moment, refuse_far
from coordination.kit.refusals import Refusal
from coordination.kit.workdays import Offset, Unit
from coordination.meetings.forms.fields import BodyChoice, DossierChoice, day_field, time_field
from coordination.meetings.models import CycleLine, Meeting
from coordination.people.forms.fields import OrganisationField, PersonField
from coordination.people.models import Body, Post, User

from .models import Cadence, Deadline, Slot
from .services.cadences import CadenceFacts
from .services.deadlines import DeadlineFacts
from .services.slots import SlotFacts

WHOLE = {"invalid": _("This is no whole number; write for example 14.")}


class Kept(Versioned, forms.Form):
    """A form of a noun with a version, filled in from it."""

    def __init__(self, *args: Any, user: User, noun: Any = None, **more: Any) -> None:
        more["initial"] = self.read(noun) if noun is not None else None
        super().__init__(*args, **more)
        self.noun = noun
        self.user = user

    def read(self, noun: Any) -> dict[str, Any]:
        raise NotImplementedError

    def said_by(self, current: Any) -> dict[str, Any]:
        return self.read(current)

    def dossiers(self) -> Any:
        rows = Dossier.objects.visible_to(self.user).filter(closed_at=None)
        return rows.order_by("-year", "-serial")


class CadenceForm(Kept):
    name_nl = forms.CharField(label=_("Name in Dutch"), max_length=120)
    name_en = forms.CharField(label=_("Name in English"), max_length=120, required=False)
    dossier = DossierChoice(Dossier.objects.none(), label=_("Dossier"), empty_label=None)
    length = forms.IntegerField(label=_("Length in days"), error_messages=WHOLE)
    anchor = day_field(label=_("First day of the first cycle"), validators=[refuse_far])
    ends_on = day_field(label=_("Last day"), required=False, validators=[refuse_far])
    outside = forms.BooleanField(
        label=_("A rhythm of others, shown beside the cycle"), required=False
    )
    note = forms.CharField(label=_("Remark"), max_length=200, required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["dossier"].queryset = self.dossiers()  # type: ignore[attr-defined]  # a form knows its fields by name, not by kind

    def read(self, noun: Cadence) -> dict[str, Any]:
        names = [*(name for name in self.base_fields if name != "dossier"), "version"]
        return {"dossier": noun.dossier_id, **{name: getattr(noun, name) for name in names}}

    def facts(self) -> CadenceFacts:
        names = ("name_nl", "name_en", "dossier", "length", "anchor", "ends_on", "outside", "note")
        return CadenceFacts(**{name: self.cleaned_data[name] for name in names})


class SlotForm(Kept):
    line = forms.ChoiceField(label=_("Line A or B"), choices=CycleLine.choices, required=False)
    day = forms.IntegerField(label=_("Day of the cycle"), error_messages=WHOLE)
    starts = time_field(label=_("Starts at"))
    minutes = forms.IntegerField(label=_("Length in minutes"), initial=60, error_messages=WHOLE)
    body = BodyChoice(
        Body.objects.none(), label=_("Body that meets"), required=False, empty_label="—"
    )
    title = forms.CharField(
        label=_("Or an event"),
        max_length=120,
        required=False,
        help_text=_("Such as a press conference: it has no meeting."),
    )
    purpose = forms.CharField(
        label=_("Purpose"),
        max_length=200,
        required=False,
        help_text=_("Stands as an item on the agenda of each meeting."),
    )
    papers_number = forms.IntegerField(
        label=_("Papers due before it"), required=False, error_messages=WHOLE
    )
    papers_unit = forms.ChoiceField(
        label=_("counted in"), choices=Unit.choices, required=False, initial=Unit.WORKING_DAYS
    )
    valid_from = day_field(label=_("From"), required=False, validators=[refuse_far])
    valid_until = day_field(label=_("Until and including"), required=False, validators=[refuse_far])

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        bodies = Body.objects.visible_to(self.user).filter(active=True)
        self.fields["body"].queryset = bodies.order_by("code")  # type: ignore[attr-defined]  # a form knows its fields by name, not by kind

    def read(self, noun: Slot) -> dict[str, Any]:
        names = (
            "line",
            "starts",
            "minutes",
            "title",
            "purpose",
            "papers_number",
            "valid_from",
            "valid_until",
            "version",
        )
        return {
            **{name: getattr(noun, name) for name in names},
            "day": noun.day_offset + 1,
            "body": noun.body_id,
            "papers_unit": noun.papers_unit or Unit.WORKING_DAYS,
        }

    def facts(self) -> SlotFacts:
        data = self.cleaned_data
        number = data["papers_number"]
        unit = Unit(data["papers_unit"] or Unit.WORKING_DAYS)
        return SlotFacts(
            day_offset=data["day"] - 1,
            starts=data["starts"],
            minutes=data["minutes"],
            line=data["line"],
            body=data["body"],
            title=data["title"],
            purpose=data["purpose"],
            papers_due=None if number is None else Offset(number, unit),
            valid_from=data["valid_from"],
            valid_until=data["valid_until"],
        )


class CadenceChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # which model stands in Meta or in the queryset
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class PlanForm(forms.Form):
    cadence = CadenceChoice(Cadence.objects.none(), label=_("Cadence"), empty_label=None)
    until = day_field(label=_("Until the cycle with"), validators=[refuse_far])

    def __init__(self, *args: Any, user: User, **more: Any) -> None:
        super().__init__(*args, **more)
        rows = Cadence.objects.visible_to(user).order_by("outside", "anchor", "name_nl")
        self.fields["cadence"].queryset = rows  # type: ignore[attr-defined]  # a form knows its fields by name, not by kind


class SkipForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("Stands in the mail to who is expected."),
    )
    silently = forms.BooleanField(label=_("Tell nobody by mail"), required=False)


class DeadlineForm(Kept):
    what = forms.CharField(label=_("What is due"), max_length=200)
    day = day_field(label=_("Day"), validators=[refuse_far])
    time = time_field(label=_("Time"), initial=dt.time(17))
    dossier = DossierChoice(Dossier.objects.none(), label=_("Dossier"), empty_label=None)
    organisation = OrganisationField(required=False, empty_label="—")
    person = PersonField(required=False)
    post = forms.ModelChoiceField(
        Post.objects.none(), label=_("Post"), required=False, empty_label="—"
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["dossier"].queryset = self.dossiers()  # type: ignore[attr-defined]  # a form knows its fields by name, not by kind
        posts = Post.objects.visible_to(self.user).order_by("name_nl")
        self.fields["post"].queryset = posts  # type: ignore[attr-defined]  # a form knows its fields by name, not by kind

    def read(self, noun: Deadline) -> dict[str, Any]:
        due = timezone.localtime(noun.due_at)
        return {
            "what": noun.what,
            "day": due.date(),
            "time": due.time(),
            "dossier": noun.dossier_id,
            "organisation": noun.organisation_id,
            "person": noun.person,
            "post": noun.post_id,
            "version": noun.version,
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("day") and data.get("time"):
            try:
                data["due_at"] = moment(data["day"], data["time"], field="time")
            except Refusal as refusal:
                self.add_error(refusal.field, str(refusal.sentence))
        return data

    def facts(self, meeting: Meeting | None = None) -> DeadlineFacts:
        names = ("what", "due_at", "dossier", "organisation", "person", "post")
        values = {name: self.cleaned_data[name] for name in names}
        return DeadlineFacts(**values, meeting=meeting)
