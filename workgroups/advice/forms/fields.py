"""Fields that the forms of a line share."""

from typing import Any

from django import forms

from ..services.saving import LONGEST


def long_text(label: Any, rows: int, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": rows}), **more
    )


class TeamChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # which model stands in the queryset
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.code} · {obj.subject}"


class DecisionChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # which model stands in the queryset
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.number} · {obj.text[:90]}"


def offer(form: forms.Form, **querysets: Any) -> None:
    """Let each field choose from its queryset."""
    for name, found in querysets.items():
        form.fields[name].queryset = found  # type: ignore[attr-defined]  # a form knows its fields by name, not by kind
