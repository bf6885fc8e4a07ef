"""What is typed of a grid: what is varied from where to where, and what else is tried with it."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from coordination.people.models import User
from escalation.ladder.models import Window
from escalation.ladder.naming import amount, indicator_names
from escalation.ladder.services.checking import MOST_DAYS
from escalation.ladder.services.facts import LadderFacts

from .forms import SpanForm
from .models import MOST_HYSTERESIS, MOST_WEEKS
from .queries.grids import ALL, WHOLE_WEEK, Grid

PER_CENT = {"lowest": Decimal(60), "highest": Decimal(120), "step": Decimal(5)}


class NumbersField(forms.CharField):
    """Whole numbers with commas between them, each between `least` and `most`."""

    def __init__(self, *, least: int, most: int, **more: Any) -> None:
        super().__init__(max_length=200, **more)
        self.least, self.most = least, most

    def to_python(self, value: Any) -> Any:
        found = {
            self._number(part) for part in str(super().to_python(value)).split(",") if part.strip()
        }
        if not found and self.required:
            raise forms.ValidationError(self.error_messages["required"])
        return tuple(sorted(found))

    def validate(self, value: Any) -> None:
        """An empty field was refused while it was read."""

    def run_validators(self, value: Any) -> None:
        """What the text was is known by now."""

    def _number(self, part: str) -> int:
        text = part.strip()
        if not text.isdecimal() or len(text) > 4 or not self.least <= int(text) <= self.most:
            sentence = _("Write whole numbers from %(least)d to %(most)d with commas between them.")
            raise forms.ValidationError(sentence % {"least": self.least, "most": self.most})
        return int(text)


class SweepForm(SpanForm):
    """A grid over one version of the ladder, and the span it is held against."""

    which = forms.ChoiceField(label=gettext_lazy("What is varied"))
    lowest = forms.DecimalField(
        label=pgettext_lazy("range", "From"), max_digits=10, decimal_places=2, localize=True
    )
    highest = forms.DecimalField(
        label=pgettext_lazy("range", "Up to"), max_digits=10, decimal_places=2, localize=True
    )
    step = forms.DecimalField(
        label=pgettext_lazy("range", "In steps of"), max_digits=10, decimal_places=2, localize=True
    )
    windows = NumbersField(
        label=gettext_lazy("Days that count"),
        least=1,
        most=MOST_DAYS,
        required=False,
        help_text=gettext_lazy(
            "The last days up to the day before, such as 7, 10, 14; bounds on a total move along."
        ),
    )
    whole_week = forms.BooleanField(
        label=gettext_lazy("The last whole week, Monday to Sunday, too"), required=False
    )
    weeks_up = NumbersField(
        label=gettext_lazy("Weeks before a level rises"), least=1, most=MOST_WEEKS
    )
    weeks_down = NumbersField(
        label=gettext_lazy("Weeks before a level falls"), least=1, most=MOST_WEEKS
    )
    hysteresis = NumbersField(
        label=gettext_lazy("Hysteresis in per cent"), least=0, most=MOST_HYSTERESIS
    )

    def __init__(self, *args: Any, user: User, facts: LadderFacts, **more: Any) -> None:
        weekly = facts.window == Window.CALENDAR_WEEK
        usual = {
            "which": ALL, **PER_CENT, "windows": "" if weekly else str(facts.window_days),
            "whole_week": weekly, "weeks_up": "1", "weeks_down": "1, 2", "hysteresis": "0, 10",
        }  # fmt: skip
        initial = {**usual, **more.pop("initial", {})}
        super().__init__(*args, user=user, initial=initial, **more)
        field: Any = self.fields["which"]
        field.choices = list(_choices(facts))

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if "windows" in data and not data["windows"] and not data.get("whole_week"):
            self.add_error("windows", _("Say which days count, or tick the whole week."))
        return data

    def grid(self) -> Grid:
        data = self.cleaned_data
        windows = (*data["windows"], *((WHOLE_WEEK,) if data["whole_week"] else ()))
        names = ("which", "lowest", "highest", "step", "weeks_up", "weeks_down", "hysteresis")
        return Grid(windows=windows, **{name: data[name] for name in names})


def _choices(facts: LadderFacts) -> Iterator[tuple[str, str]]:
    yield ALL, _("all bounds, in per cent of what they are")
    names = indicator_names()
    for level in facts.levels[1:]:
        for bound in level.bounds:
            said = {
                "rank": level.rank,
                "indicator": names.get(bound.indicator, bound.indicator),
                "bound": amount(bound.lower),
            }
            words = _("the bound of level %(rank)d, %(indicator)s (now %(bound)s)")
            yield f"{bound.indicator}/{level.rank}", words % said
