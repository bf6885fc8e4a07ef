from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.decisions.models import Decision
from coordination.kit.forms import Versioned

from ..models import OptionSet, Variant
from ..services import Choice
from ..services.saving import LONGEST
from .keeping import long_text


class DecisionChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # which model stands in the queryset
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.number} · {obj.text[:90]}"


class ChooseForm(Versioned, forms.Form):
    """The variant, why, by which decision, and of each of the others why not."""

    variant = forms.ModelChoiceField(Variant.objects.none(), label=_("Chosen variant"))
    reason = long_text(_("Why this one?"), 4)
    decision = DecisionChoice(
        Decision.objects.none(),
        label=_("By decision"),
        help_text=_("Not there yet? Record it first, or in the minutes of its meeting."),
    )

    def __init__(self, *args: Any, options: OptionSet, decisions: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        rows = options.variants.filter(removed_at=None).order_by("position")
        self.standing = list(rows)
        self.fields["variant"].queryset = rows  # type: ignore[attr-defined]  # a form knows its fields by name, not by kind
        self.fields["decision"].queryset = decisions  # type: ignore[attr-defined]  # a form knows its fields by name, not by kind
        for variant in self.standing:
            self.fields[f"not_{variant.position}"] = forms.CharField(
                label=_("Why not %(variant)s?") % {"variant": variant},
                required=False,
                max_length=LONGEST,
                initial=variant.rejected_because,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def said_by(self, current: Any) -> dict[str, Any]:
        if not current.is_chosen:
            return {}
        return {
            "variant": current.chosen_id,
            "reason": current.reason,
            "decision": current.decision_id,
        }

    @property
    def others(self) -> Iterator[Any]:
        for variant in self.standing:
            yield self[f"not_{variant.position}"]

    def choice(self) -> Choice:
        said = self.cleaned_data
        rejected = {one.pk: said[f"not_{one.position}"] for one in self.standing}
        return Choice(said["variant"], said["reason"], said["decision"], rejected)
