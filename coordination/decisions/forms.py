"""What is typed about a decision."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from coordination.dossiers.models import Dossier
from coordination.kit.forms import Versioned, moment_field
from coordination.kit.moments import refuse_far
from coordination.people.models import Body, Post

from .models import Decision, DecisionStatus, Distribution, Result
from .services import AFTER_RECORDING


class Day(forms.DateInput):
    """A date as the browser's own picker reads and writes it."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def long_text(label: Any, *, required: bool = False, rows: int = 3) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=10_000, required=required, widget=area)


class DecisionForm(forms.Form):
    """All that can be said of a decision beside who took it."""

    text = long_text(_("Text"), required=True)
    result = forms.ChoiceField(label=_("Result"), choices=Result, initial=Result.ADOPTED)
    reason = long_text(_("Reason"))
    alternatives = long_text(_("Alternatives"), rows=2)
    reservations = long_text(_("Reservations"), rows=2)
    review_on = forms.DateField(
        label=_("Review on"), required=False, widget=Day(), validators=[refuse_far]
    )
    distribution = forms.ChoiceField(
        label=_("Distribution"), choices=Distribution, initial=Distribution.INTERNAL
    )
    embargo_until = moment_field(
        label=_("Embargo until"),
        required=False,
        help_text=_("Until then it stays within government, in lists, exports and mail."),
    )


class RecordForm(DecisionForm):
    """A decision taken outside a meeting, by a body or by an office."""

    body: forms.ModelChoiceField[Body] = forms.ModelChoiceField(
        label=_("Body"), queryset=Body.objects.none(), required=False
    )
    post: forms.ModelChoiceField[Post] = forms.ModelChoiceField(
        label=_("or office"), queryset=Post.objects.none(), required=False
    )
    taken_on = forms.DateField(label=_("Taken on"), widget=Day(), validators=[refuse_far])
    dossier: forms.ModelChoiceField[Dossier] = forms.ModelChoiceField(
        label=_("Dossier"), queryset=Dossier.objects.none()
    )

    def __init__(self, *args: Any, reader: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for name, queryset in (
            ("body", Body.objects.visible_to(reader).filter(active=True).order_by("code")),
            ("post", Post.objects.visible_to(reader).order_by("code")),
            ("dossier", Dossier.objects.visible_to(reader).filter(closed_at=None)),
        ):
            self.fields[name].queryset = queryset  # type: ignore[attr-defined]  # a form knows its fields by name, not by kind

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if bool(cleaned.get("body")) == bool(cleaned.get("post")):
            raise ValidationError(_("Name the body or the office that took it, one of the two."))
        cleaned["taken_by"] = cleaned["body"] or cleaned["post"]
        return cleaned


class AmendForm(Versioned, DecisionForm):
    """What of `instance` can still be changed, filled in as it stands."""

    ORDER: tuple[str, ...] = tuple(DecisionForm.base_fields)

    def __init__(self, data: Any = None, *, instance: Decision, **more: Any) -> None:
        super().__init__(data, initial=self.said_by(instance), **more)
        recorded = instance.status == DecisionStatus.RECORDED
        for name in list(self.fields):
            if name not in self.ORDER or (recorded and name not in AFTER_RECORDING):
                del self.fields[name]

    def said_by(self, current: Decision) -> dict[str, Any]:
        return {name: getattr(current, name) for name in (*self.base_fields, "version")}


class RowForm(AmendForm):
    """What a line of the register lets one change: never a text."""

    ORDER = ("result", "review_on", "distribution", "embargo_until")

    def __init__(self, data: Any = None, *, instance: Decision, **more: Any) -> None:
        super().__init__(data, instance=instance, **more)
        # a row has no room for it; the page of the decision says it
        self.fields["embargo_until"].help_text = ""


class ReplaceForm(forms.Form):
    """The successor of a recorded decision."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    text = long_text(_("Text of the new decision"), required=True)
    reason = long_text(_("Why it replaces the old one"), required=True, rows=2)
    result = forms.ChoiceField(label=_("Result"), choices=Result, initial=Result.ADOPTED)
    taken_on = forms.DateField(label=_("Taken on"), widget=Day(), validators=[refuse_far])
