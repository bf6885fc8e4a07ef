"""Fields for days, times and choices that say what they mean."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

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


class DossierChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # which model stands in Meta or in the queryset
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.number} · {obj.title}"


class BodyChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # which model stands in Meta or in the queryset
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.code} · {obj.name}" if obj.name != obj.code else str(obj.code)


class PeopleChoice(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # which model stands in Meta or in the queryset
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.label)


class ItemChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # which model stands in Meta or in the queryset
    def label_from_instance(self, obj: Any) -> str:
        day = date_format(timezone.localtime(obj.meeting.starts_at), "j F")
        return f"{obj.meeting.body.code} · {day} · {obj.title}"


class MeetingChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # which model stands in Meta or in the queryset
    def label_from_instance(self, obj: Any) -> str:
        local = timezone.localtime(obj.starts_at)
        return f"{obj.body.code} · {date_format(local, 'l j F Y')}, {local:%H.%M}"
