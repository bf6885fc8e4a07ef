"""What is typed to move places of a cycle together, or to insert one."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from coordination.kit.moments import refuse_far
from coordination.kit.workdays import Offset, Unit
from coordination.meetings.forms.fields import BodyChoice, day_field, time_field
from coordination.meetings.forms.meetings import ForeseenForm
from coordination.meetings.models import CycleLine
from coordination.people.models import Body, User

from .forms import WHOLE
from .queries.shifting import Movable
from .services.shifting import Chosen
from .services.slots import SlotFacts


class ShiftForm(ForeseenForm):
    """Which meetings and events, and how much earlier or later."""

    places = forms.MultipleChoiceField(
        label=_("What moves"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose what moves."),
            "invalid_choice": _("This changed meanwhile; choose again from what stands here."),
        },
    )
    number = forms.IntegerField(
        label=_("How much"), initial=1, min_value=1, max_value=100, error_messages=WHOLE
    )
    unit = forms.ChoiceField(label=_("counted in"), choices=Unit.choices)
    direction = forms.ChoiceField(
        label=_("Earlier or later"),
        choices=[("earlier", _("earlier")), ("later", _("later"))],
        initial="earlier",
    )

    def __init__(self, *args: Any, movable: list[Movable], **more: Any) -> None:
        super().__init__(*args, **more)
        self.movable = {one.key: one for one in movable}
        self.fields["places"].choices = [(one.key, _named(one)) for one in movable]  # type: ignore[attr-defined]  # a form knows its fields by name, not by kind

    @property
    def offset(self) -> Offset:
        """How much earlier; below 0 it is later."""
        number: int = self.cleaned_data["number"]
        later = self.cleaned_data["direction"] == "later"
        return Offset(-number if later else number, Unit(self.cleaned_data["unit"]))

    @property
    def chosen(self) -> Chosen:
        places = [self.movable[key].place for key in self.cleaned_data["places"]]
        return Chosen(
            tuple((one.meeting, one.meeting.version) for one in places if one.meeting),
            tuple(one.slot for one in places if one.is_event),
        )


class InsertForm(forms.Form):
    """A meeting on one day of the cycle."""

    body = BodyChoice(Body.objects.none(), label=_("Body that meets"), empty_label=None)
    day = day_field(label=_("Day"), validators=[refuse_far])
    starts = time_field(label=_("Starts at"))
    minutes = forms.IntegerField(label=_("Length in minutes"), initial=60, error_messages=WHOLE)
    line = forms.ChoiceField(label=_("Line A or B"), choices=CycleLine.choices, required=False)
    purpose = forms.CharField(
        label=_("Purpose"),
        max_length=200,
        required=False,
        help_text=_("Stands as an item on the agenda."),
    )
    papers_number = forms.IntegerField(
        label=_("Papers due before it"), required=False, initial=1, error_messages=WHOLE
    )
    papers_unit = forms.ChoiceField(
        label=_("counted in"), choices=Unit.choices, initial=Unit.WORKING_DAYS
    )
    step = forms.ChoiceField(
        choices=[(one, one) for one in ("look", "change", "insert")],
        required=False,
        widget=forms.HiddenInput,
    )

    def __init__(self, *args: Any, user: User, **more: Any) -> None:
        super().__init__(*args, **more)
        bodies = Body.objects.visible_to(user).filter(active=True)
        self.fields["body"].queryset = bodies.order_by("code")  # type: ignore[attr-defined]  # a form knows its fields by name, not by kind

    def facts(self) -> SlotFacts:
        data = self.cleaned_data
        number = data["papers_number"]
        return SlotFacts(
            day_offset=0,
            starts=data["starts"],
            minutes=data["minutes"],
            line=data["line"],
            body=data["body"],
            purpose=data["purpose"],
            papers_due=None if number is None else Offset(number, Unit(data["papers_unit"])),
        )


def _named(one: Movable) -> str:
    local = timezone.localtime(one.place.starts_at)
    day, hour = date_format(local, "D j F"), date_format(local, "TIME_FORMAT")
    return f"{day} {hour} {one.place.label}"
