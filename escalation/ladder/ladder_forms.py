"""What is typed of a ladder: its head, a row per level, and the day it comes into force."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coordination.decisions.models import Decision, DecisionStatus
from coordination.kit.forms import Versioned
from coordination.kit.moments import refuse_far
from coordination.measures.models import Measure
from coordination.meetings.forms.fields import day_field
from coordination.people.models import User
from escalation.regions.models import Scope

from .models import Combination, Ladder, LevelMeasure, Measured, Window
from .naming import indicator_names
from .queries.ladders import by_code
from .services.checking import MOST_LEVELS, place_of
from .services.facts import BoundFacts, LadderFacts, LevelFacts, MeasureFacts

STARTS = (("from", gettext_lazy("from")), ("above", gettext_lazy("above")))
MOST_SHOWN = 100


@dataclass(frozen=True)
class Row:
    """The fields of one level, with (name, start, bound) per indicator."""

    rank: int
    name_nl: BoundField
    name_en: BoundField
    bounds: list[tuple[str, BoundField, BoundField]]
    measures: BoundField


class MeasureChoice(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # which model stands in the queryset
    """Measures in use that she sees, and those that the draft holds already."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.instrument} · {obj.legal_basis}" if obj.legal_basis else obj.instrument


class CodeForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("Code"), max_length=20, help_text=gettext_lazy("Short, such as v4.")
    )
    name = forms.CharField(label=gettext_lazy("Name"), max_length=100)


class LadderForm(Versioned, forms.Form):
    """All of a draft. A level without a name, a bound or a measure is no level.

    Its measures are those that `user` sees, beside those that it holds already.
    """

    name = forms.CharField(label=gettext_lazy("Name"), max_length=100)
    scope = forms.ChoiceField(label=gettext_lazy("Level for each"), choices=Scope.choices)
    combination = forms.ChoiceField(label=gettext_lazy("What decides"), choices=Combination.choices)
    window = forms.ChoiceField(label=gettext_lazy("Days that count"), choices=Window.choices)
    window_days = forms.IntegerField(label=gettext_lazy("Number of days"))
    measured = forms.ChoiceField(
        label=gettext_lazy("What is made of them"), choices=Measured.choices
    )
    per_inhabitants = forms.BooleanField(
        label=gettext_lazy("Per so many inhabitants, as the indicator says"), required=False
    )
    decimals = forms.IntegerField(
        label=gettext_lazy("Round to decimals"),
        required=False,
        help_text=gettext_lazy("Empty: not rounded."),
    )
    weeks_up = forms.IntegerField(
        label=gettext_lazy("Weeks before a level rises"),
        initial=1,
        help_text=gettext_lazy("1 is at once; 2: the rule must give it every day of two weeks."),
    )
    weeks_down = forms.IntegerField(label=gettext_lazy("Weeks before a level falls"), initial=1)
    hysteresis = forms.IntegerField(
        label=gettext_lazy("Hysteresis in per cent"),
        initial=0,
        help_text=gettext_lazy("So far below its bound a figure must lie before a level is left."),
    )
    source = forms.CharField(label=gettext_lazy("Source"), max_length=300, required=False)

    def __init__(self, *args: Any, ladder: Ladder, user: User, **more: Any) -> None:
        initial = self.said_by(ladder)
        super().__init__(*args, **{"initial": initial, **more})
        names = indicator_names()
        used = {code for code in names if place_of(1, code) in initial}
        self.names = dict(sorted(names.items(), key=lambda pair: (pair[0] not in used, pair[0])))
        self.count = min(ladder.levels.count() + 1, MOST_LEVELS)
        for rank in range(1, self.count + 1):
            self.fields.update(_level_fields(rank, self.names))
        measures = _measures_for(user, ladder)
        for rank in range(1, self.count + 1):
            choice: Any = self.fields[f"{place_of(rank)}:measures"]
            choice.queryset = measures

    def said_by(self, current: Any) -> dict[str, Any]:
        whole = by_code(current.code)
        assert whole is not None
        facts = LadderFacts.of(whole)
        said = {name: value for name, value in vars(facts).items() if name != "levels"}
        for level in facts.levels:
            said.update(_said(level))
        return {**said, "version": current.version}

    @property
    def rows(self) -> Iterator[Row]:
        for rank in range(1, self.count + 1):
            place = place_of(rank)
            yield Row(
                rank,
                self[place],
                self[f"{place}:en"],
                [
                    (name, self[f"{place_of(rank, code)}:start"], self[place_of(rank, code)])
                    for code, name in self.names.items()
                ],
                self[f"{place}:measures"],
            )

    def facts(self) -> LadderFacts:
        data = self.cleaned_data
        head = {name: data[name] for name in LadderFacts.head()}
        levels = (_level(data, rank, self.names) for rank in range(1, self.count + 1))
        return LadderFacts(levels=tuple(level for level in levels if level), **head)


class DecisionChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # which model stands in the queryset
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.number} · {obj.taken_on:%d-%m-%Y} · {obj.text[:80]}"


class AdoptForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    decision = DecisionChoice(
        label=gettext_lazy("By which decision"), queryset=Decision.objects.none()
    )
    valid_from = day_field(label=gettext_lazy("In force from"), validators=[refuse_far])
    end_other_scope = forms.BooleanField(
        label=gettext_lazy("What is in force for the other scope ends the day before as well"),
        required=False,
        initial=True,
    )

    def __init__(self, *args: Any, user: User, ladder: Ladder, **more: Any) -> None:
        super().__init__(*args, **{"initial": {"version": ladder.version}, **more})
        rows = Decision.objects.visible_to(user).filter(status=DecisionStatus.RECORDED)
        newest = rows.order_by("-taken_on", "-pk").values("pk")[:MOST_SHOWN]
        shown = rows.filter(pk__in=list(newest.values_list("pk", flat=True)))
        choice: Any = self.fields["decision"]
        choice.queryset = shown.select_related("body", "post").order_by("-taken_on", "-pk")


def _level_fields(rank: int, names: dict[str, str]) -> dict[str, forms.Field]:
    place = place_of(rank)
    fields: dict[str, forms.Field] = {
        place: forms.CharField(
            label=_("Level %(rank)d, name in Dutch") % {"rank": rank},
            max_length=40,
            required=False,
            widget=forms.TextInput({"class": "input"}),
        ),
        f"{place}:en": forms.CharField(
            label=_("Level %(rank)d, name in English") % {"rank": rank},
            max_length=40,
            required=False,
            widget=forms.TextInput({"class": "input"}),
        ),
    }
    for code, name in names.items():
        bound = place_of(rank, code)
        fields[f"{bound}:start"] = forms.ChoiceField(
            label=_("%(indicator)s, level %(rank)d: from or above")
            % {"indicator": name, "rank": rank},
            choices=STARTS,
            required=False,
            widget=forms.Select({"class": "input"}),
        )
        fields[bound] = forms.DecimalField(
            label=_("%(indicator)s, level %(rank)d") % {"indicator": name, "rank": rank},
            max_digits=14,
            decimal_places=2,
            required=False,
            localize=True,
            widget=forms.TextInput({"class": "input", "inputmode": "decimal"}),
        )
    fields[f"{place}:measures"] = MeasureChoice(
        Measure.objects.none(),
        label=_("Measures at level %(rank)d") % {"rank": rank},
        required=False,
    )
    return fields


def _measures_for(user: User, ladder: Ladder) -> Any:
    held = LevelMeasure.objects.filter(level__ladder=ladder).values("measure")
    rows = Measure.objects.visible_to(user).in_use() | Measure.objects.filter(pk__in=held)
    return rows.order_by("instrument", "legal_basis", "pk")


def _said(level: LevelFacts) -> dict[str, Any]:
    place = place_of(level)
    said: dict[str, Any] = {place: level.name_nl, f"{place}:en": level.name_en}
    for bound in level.bounds:
        where = place_of(level, bound.indicator)
        said[where] = bound.lower
        said[f"{where}:start"] = "from" if bound.inclusive else "above"
    return {**said, f"{place}:measures": [one.measure for one in level.measures]}


def _level(data: dict[str, Any], rank: int, names: dict[str, str]) -> LevelFacts | None:
    place = place_of(rank)
    bounds = [
        BoundFacts(
            code, data[place_of(rank, code)], data[f"{place_of(rank, code)}:start"] != "above"
        )
        for code in names
        if data[place_of(rank, code)] is not None
    ]
    measures = [MeasureFacts(one.pk) for one in data[f"{place}:measures"]]
    if not (data[place] or data[f"{place}:en"] or bounds or measures):
        return None
    return LevelFacts(rank, data[place], data[f"{place}:en"], tuple(bounds), tuple(measures))
