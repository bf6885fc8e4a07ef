"""What is typed about a usual route."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from coordination.cycle.models import Cadence, Slot
from coordination.kit.forms import Versioned

from ..models import LineKind, RouteTemplate, StopPurpose
from ..services import RouteFacts, StepFacts
from ..services.routes import MOST_CYCLES, MOST_STEPS


class SlotChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # which model stands in the queryset
    def label_from_instance(self, obj: Any) -> str:
        line = f"{obj.get_line_display()}, " if obj.line else ""
        day = _("day %(number)d") % {"number": obj.day_offset + 1}
        return " · ".join(filter(None, (f"{obj.body.code} {line}{day}", obj.purpose)))


class RouteForm(Versioned, forms.Form):
    """A route with up to eight steps; an empty row is no step."""

    name_nl = forms.CharField(label=_("Name in Dutch"), max_length=120)
    name_en = forms.CharField(label=_("Name in English"), max_length=120)
    kind = forms.TypedChoiceField(
        label=_("For"),
        choices=[(value, capfirst(label)) for value, label in LineKind.choices],
        coerce=LineKind,
    )

    def __init__(self, *args: Any, cadence: Cadence, **more: Any) -> None:
        super().__init__(*args, **more)
        slots = Slot.objects.present().filter(cadence=cadence, body__isnull=False)
        slots = slots.select_related("body").order_by("day_offset", "starts", "line", "pk")
        purposes = [(value, capfirst(label)) for value, label in StopPurpose.choices]
        choices = list(slots)
        for number in range(1, MOST_STEPS + 1):
            step = {"number": number}
            self.fields[f"slot_{number}"] = SlotChoice(
                slots,
                label=_("Step %(number)d") % step,
                required=False,
                empty_label=pgettext_lazy("step", "none"),
            )
            # one list of choices for all rows: the slots are asked for once
            named: Any = self.fields[f"slot_{number}"]
            named.widget.choices = [
                ("", named.empty_label),
                *((slot.pk, named.label_from_instance(slot)) for slot in choices),
            ]
            self.fields[f"later_{number}"] = forms.IntegerField(
                label=_("Step %(number)d: cycles later") % step,
                min_value=0,
                max_value=MOST_CYCLES,
                required=False,
                initial=0,
            )
            self.fields[f"purpose_{number}"] = forms.TypedChoiceField(
                label=_("Step %(number)d: purpose") % step,
                choices=purposes,
                coerce=StopPurpose,
                required=False,
            )
            self.fields[f"answers_{number}"] = forms.BooleanField(
                label=_("Step %(number)d: the answer is promised here") % step, required=False
            )

    @property
    def rows(self) -> Iterator[list[Any]]:
        for number in range(1, MOST_STEPS + 1):
            yield [self[f"{name}_{number}"] for name in ("slot", "later", "purpose", "answers")]

    def said_by(self, current: Any) -> dict[str, Any]:
        """With an empty slot where it has no such step."""
        return {f"slot_{n}": None for n in range(1, MOST_STEPS + 1)} | start_of(current)

    def facts(self) -> RouteFacts:
        said = self.cleaned_data
        steps = [
            StepFacts(
                said[f"slot_{number}"],
                said[f"later_{number}"] or 0,
                said[f"purpose_{number}"] or StopPurpose.DIRECTION,
                said[f"answers_{number}"],
            )
            for number in range(1, MOST_STEPS + 1)
            if said[f"slot_{number}"]
        ]
        return RouteFacts(said["name_nl"], said["name_en"], said["kind"], tuple(steps))


def start_of(route: RouteTemplate) -> dict[str, Any]:
    """What the form of a route holds at first."""
    start: dict[str, Any] = {
        "name_nl": route.name_nl,
        "name_en": route.name_en,
        "kind": route.kind,
        "version": route.version,
    }
    for number, step in enumerate(route.steps.order_by("position")[:MOST_STEPS], start=1):
        start |= {
            f"slot_{number}": step.slot_id,
            f"later_{number}": step.cycles_later,
            f"purpose_{number}": step.purpose,
            f"answers_{number}": step.answers,
        }
    return start
