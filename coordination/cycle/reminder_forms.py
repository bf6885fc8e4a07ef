"""What is typed about reminders: rules, later until, to whom it is raised."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.kit import clock
from coordination.kit.forms import Versioned
from coordination.kit.moments import refuse_far
from coordination.kit.workdays import Unit
from coordination.meetings.forms.fields import day_field
from coordination.people.forms.fields import PersonField

from .due import due_items
from .models import Audience, ReminderRule, Side
from .services.reminders.rules import RuleFacts

WHOLE = {"invalid": _("This is no whole number; write for example 14.")}


def _kinds() -> list[tuple[str, Any]]:
    return [(name, due_items[name].label) for name in due_items.names()]


class RuleForm(Versioned, forms.Form):
    kind = forms.ChoiceField(label=_("About"), choices=_kinds)
    number = forms.IntegerField(label=_("How long"), initial=1, error_messages=WHOLE)
    unit = forms.ChoiceField(label=_("counted in"), choices=Unit.choices)
    side = forms.ChoiceField(label=_("Before or after"), choices=Side.choices)
    audience = forms.ChoiceField(label=_("To whom"), choices=Audience.choices)
    repeat = forms.BooleanField(
        label=_("Again on every working day until it is met"), required=False
    )
    subject_nl = forms.CharField(label=_("Subject in Dutch"), max_length=150)
    text_nl = forms.CharField(
        label=_("Text in Dutch"),
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("You can use {what}, {number}, {due}, {owner} and {dossier}."),
    )
    subject_en = forms.CharField(label=_("Subject in English"), max_length=150)
    text_en = forms.CharField(
        label=_("Text in English"), max_length=2000, widget=forms.Textarea({"rows": 3})
    )
    note = forms.CharField(label=_("Remark"), max_length=200, required=False)
    active = forms.BooleanField(label=_("In use"), required=False, initial=True)

    def __init__(self, *args: Any, rule: ReminderRule | None = None, **more: Any) -> None:
        initial = self.said_by(rule) if rule is not None else {}
        super().__init__(*args, **{"initial": initial, **more})

    def said_by(self, current: Any) -> dict[str, Any]:
        return {name: getattr(current, name) for name in (*RuleFacts.names(), "version")}

    def facts(self) -> RuleFacts:
        return RuleFacts(**{name: self.cleaned_data[name] for name in RuleFacts.names()})


class LaterForm(forms.Form):
    until = day_field(label=_("Later until"), validators=[refuse_far])

    def __init__(self, *args: Any, **more: Any) -> None:
        tomorrow = clock.today() + dt.timedelta(days=1)
        super().__init__(*args, **{"initial": {"until": tomorrow}, **more})


class RaiseForm(forms.Form):
    person = PersonField(label=_("With whom"))
    reason = forms.CharField(label=_("Why"), max_length=300, required=False)
