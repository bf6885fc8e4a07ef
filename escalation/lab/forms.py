"""What is typed of a variant, of a span to replay it over, of a grid, and of a process."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coordination.kit.forms import Versioned, moment_field
from coordination.kit.moments import refuse_far
from coordination.meetings.forms.fields import day_field
from coordination.people.models import User
from escalation.ladder.models import Combination, Window
from escalation.ladder.naming import indicator_names
from escalation.ladder.services.checking import place_of
from escalation.ladder.services.facts import BoundFacts

from .models import ProcessVariant, Variant
from .queries.variants import VariantFacts, facts_of, whole_ladder, with_bounds, with_those
from .services.spans import SpanFacts

STARTS = (("from", gettext_lazy("from")), ("above", gettext_lazy("above")))
HEAD = ("combination", "window", "window_days", "weeks_up", "weeks_down", "hysteresis")
WHY = forms.Textarea({"rows": 2})


@dataclass(frozen=True)
class Row:
    """The fields of one level, with (name, start, bound) per indicator."""

    rank: int
    name: str
    bounds: list[tuple[str, BoundField, BoundField]]


class VariantForm(Versioned, forms.Form):
    """A variant of a ladder with the bounds of every level; `facts` is where it begins."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=100)
    why = forms.CharField(
        label=gettext_lazy("What it is to show"), max_length=500, required=False, widget=WHY
    )
    combination = forms.ChoiceField(label=gettext_lazy("What decides"), choices=Combination.choices)
    window = forms.ChoiceField(label=gettext_lazy("Days that count"), choices=Window.choices)
    window_days = forms.IntegerField(label=gettext_lazy("Number of days"))
    weeks_up = forms.IntegerField(
        label=gettext_lazy("Weeks before a level rises"),
        help_text=gettext_lazy("1 is at once; 2: the rule must give it every day of two weeks."),
    )
    weeks_down = forms.IntegerField(label=gettext_lazy("Weeks before a level falls"))
    hysteresis = forms.IntegerField(
        label=gettext_lazy("Hysteresis in per cent"),
        help_text=gettext_lazy("So far below its bound a figure must lie before a level is left."),
    )

    def __init__(self, *args: Any, facts: VariantFacts, version: int = 0, **more: Any) -> None:
        self.base = facts.ladder
        initial = {**_said(facts), "version": version}
        super().__init__(*args, **{"initial": initial, **more})
        names = indicator_names()
        used = facts.ladder.indicators
        self.names = dict(sorted(names.items(), key=lambda pair: (pair[0] not in used, pair[0])))
        for level in facts.ladder.levels:
            for code, name in self.names.items():
                self.fields.update(_bound_fields(level.rank, code, name))

    def said_by(self, current: Variant) -> dict[str, Any]:
        found = with_bounds(Variant.objects.filter(pk=current.pk)).get()
        facts = facts_of(found, whole_ladder(found.based_on))
        return {**_said(facts), "version": current.version}

    @property
    def rows(self) -> Iterator[Row]:
        for level in self.base.levels:
            rank = level.rank
            yield Row(
                rank,
                level.name,
                [
                    (name, self[f"{place_of(rank, code)}:start"], self[place_of(rank, code)])
                    for code, name in self.names.items()
                ],
            )

    def facts(self) -> VariantFacts:
        data = self.cleaned_data
        bounds = {
            level.rank: [
                BoundFacts(
                    code,
                    data[place_of(level.rank, code)],
                    data[f"{place_of(level.rank, code)}:start"] != "above",
                )
                for code in self.names
                if data[place_of(level.rank, code)] is not None
            ]
            for level in self.base.levels
        }
        head = {name: data[name] for name in HEAD}
        return VariantFacts(
            name=data["name"],
            why=data["why"],
            ladder=with_those(replace(self.base, **head), bounds),
        )


def _bound_fields(rank: int, code: str, name: str) -> dict[str, forms.Field]:
    place = place_of(rank, code)
    said = {"rank": rank, "indicator": name}
    return {
        f"{place}:start": forms.ChoiceField(
            label=_("Level %(rank)d, %(indicator)s: from or above") % said,
            choices=STARTS,
            required=False,
            widget=forms.Select({"class": "input"}),
        ),
        place: forms.DecimalField(
            label=_("Level %(rank)d, %(indicator)s: bound") % said,
            max_digits=14,
            decimal_places=2,
            required=False,
            localize=True,
            widget=forms.TextInput({"class": "input", "inputmode": "decimal"}),
        ),
    }


def _said(facts: VariantFacts) -> dict[str, Any]:
    said: dict[str, Any] = {name: getattr(facts.ladder, name) for name in HEAD}
    said |= {"name": facts.name, "why": facts.why}
    for level in facts.ladder.levels:
        for bound in level.bounds:
            where = place_of(level, bound.indicator)
            said[where] = bound.lower
            said[f"{where}:start"] = "from" if bound.inclusive else "above"
    return said


class ProcessChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # which model stands in the queryset
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class SpanForm(forms.Form):
    """Over which days, with the figures known when, by which process, and held against what."""

    first = day_field(label=gettext_lazy("First day"), validators=[refuse_far])
    last = day_field(label=gettext_lazy("Last day"), validators=[refuse_far])
    known_at = moment_field(
        label=gettext_lazy("Figures known at"),
        required=False,
        help_text=gettext_lazy("Empty: with the newest figures of each day."),
    )
    flip_weeks = forms.IntegerField(
        label=gettext_lazy("Flips back within weeks"),
        initial=2,
        help_text=gettext_lazy("A change that is undone within so many weeks counts as a flip."),
    )
    process = ProcessChoice(
        label=gettext_lazy("Process"),
        queryset=ProcessVariant.objects.none(),
        required=False,
        empty_label=gettext_lazy("As it is: every change goes up to the minister"),
    )
    in_force = forms.BooleanField(
        label=gettext_lazy("Hold it against what was in force on each day"),
        required=False,
        help_text=gettext_lazy(
            "Follows the versions of the ladder by date; else this one holds over the whole span."
        ),
    )

    def __init__(self, *args: Any, user: User, **more: Any) -> None:
        super().__init__(*args, **more)
        field: Any = self.fields["process"]
        field.queryset = ProcessVariant.objects.visible_to(user).order_by("name", "pk")

    def span(self) -> SpanFacts:
        data = self.cleaned_data
        names = ("first", "last", "known_at", "flip_weeks", "process", "in_force")
        return SpanFacts(**{name: data[name] for name in names})
