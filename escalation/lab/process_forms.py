"""What is typed of a process: its rules as rows of a table, in the order in which they hold."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coordination.kit.forms import Versioned

from .models import Direction, ProcessVariant, Settler
from .replaying.process import Settling
from .services.processes import MOST_RULES, ProcessFacts, rules_of

NAMES = ("direction", "most_steps", "highest", "settler", "hours")
NUMBER = forms.NumberInput({"class": "input", "min": 1})
EMPTY = ("", "–")


@dataclass(frozen=True)
class Row:
    """The fields of one rule."""

    number: int
    cells: list[BoundField]


class ProcessForm(Versioned, forms.Form):
    """A rule without a direction is no rule."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=100)
    why = forms.CharField(
        label=gettext_lazy("What it is to show"),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )
    minister_hours = forms.IntegerField(
        label=gettext_lazy("Hours until the minister determines"),
        required=False,
        help_text=gettext_lazy("Empty: as long as the recorded rounds took."),
    )

    def __init__(
        self, *args: Any, facts: ProcessFacts | None = None, version: int = 0, **more: Any
    ) -> None:
        initial = {**(_said(facts) if facts else {}), "version": version}
        super().__init__(*args, **{"initial": initial, **more})
        for number in range(1, MOST_RULES + 1):
            self.fields.update(_rule_fields(number))

    def said_by(self, current: ProcessVariant) -> dict[str, Any]:
        return {**_said(facts_of(current)), "version": current.version}

    @property
    def columns(self) -> list[str]:
        return list(_labels().values())

    @property
    def rows(self) -> Iterator[Row]:
        for number in range(1, MOST_RULES + 1):
            yield Row(number, [self[f"rules/{number}/{name}"] for name in NAMES])

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for number in range(1, MOST_RULES + 1):
            said = {name: data.get(f"rules/{number}/{name}") for name in NAMES}
            gone = [name for name, value in said.items() if value in {None, ""}]
            if gone and len(gone) < len(NAMES):
                for name in gone:
                    if f"rules/{number}/{name}" not in self.errors:
                        sentence = _("Fill in the whole rule, or leave all of it empty.")
                        self.add_error(f"rules/{number}/{name}", sentence)
        return data

    def facts(self) -> ProcessFacts:
        data = self.cleaned_data
        rules = [
            Settling(*(data[f"rules/{number}/{name}"] for name in NAMES))
            for number in range(1, MOST_RULES + 1)
            if data[f"rules/{number}/direction"]
        ]
        return ProcessFacts(data["name"], data["why"], data["minister_hours"], rules)


def facts_of(process: ProcessVariant) -> ProcessFacts:
    return ProcessFacts(process.name, process.why, process.minister_hours, rules_of(process))


def _labels() -> dict[str, str]:
    return {
        "direction": _("Changes that are"),
        "most_steps": _("of at most so many levels"),
        "highest": _("to at most level"),
        "settler": _("are settled by"),
        "hours": _("within hours"),
    }


def _rule_fields(number: int) -> dict[str, forms.Field]:
    choices = {"direction": Direction.choices, "settler": Settler.choices}
    found: dict[str, forms.Field] = {}
    for name, label in _labels().items():
        words = _("Rule %(number)d: %(what)s") % {"number": number, "what": label}
        key = f"rules/{number}/{name}"
        if name in choices:
            found[key] = forms.ChoiceField(
                label=words, choices=[EMPTY, *choices[name]], required=False,
                widget=forms.Select({"class": "input"}),
            )  # fmt: skip
        else:
            found[key] = forms.IntegerField(
                label=words, required=False, widget=NUMBER, max_value=10**6
            )
    return found


def _said(facts: ProcessFacts) -> dict[str, Any]:
    said = {"name": facts.name, "why": facts.why, "minister_hours": facts.minister_hours}
    for number, rule in enumerate(facts.rules, 1):
        said |= {f"rules/{number}/{name}": getattr(rule, name) for name in NAMES}
    return said
