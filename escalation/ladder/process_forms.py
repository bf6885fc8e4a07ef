"""What is typed about one region: a proposal, a step, a talk, how it was settled."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.kit import clock
from coordination.kit.forms import moment_field
from coordination.meetings.forms.fields import BodyChoice
from coordination.people.models import Body, User
from escalation.regions.models import Region

from .models import Level
from .queries.ladders import ladder_on
from .services.rounds import BY_HAND

CHAIR = _("chair of the safety region")


class ProposeForm(forms.Form):
    """A level for a region, with why, and why it is for this office."""

    region: forms.ModelChoiceField[Region] = forms.ModelChoiceField(
        label=_("Region"), queryset=Region.objects.none()
    )
    level: forms.ModelChoiceField[Level] = forms.ModelChoiceField(
        label=_("Level"), queryset=Level.objects.none()
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    why_here = forms.CharField(
        label=_("Why here?"),
        max_length=500,
        help_text=_("Why ministers decide this and officials or the region cannot."),
    )

    def __init__(self, *args: Any, user: User, **more: Any) -> None:
        super().__init__(*args, **more)
        ladder = ladder_on(clock.today())
        regions, levels = Region.objects.visible_to(user), Level.objects.none()
        if ladder is not None:
            regions = regions.filter(scope=ladder.scope)
            levels = Level.objects.filter(ladder=ladder).order_by("rank")
        self.fields["region"].queryset = regions.order_by("name", "code")  # type: ignore[attr-defined]  # a form knows its fields by name, not by kind
        self.fields["level"].queryset = levels  # type: ignore[attr-defined]  # a form knows its fields by name, not by kind


class StepForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Step"),
        choices=[(one.value, one.label) for one in BY_HAND],
    )
    taken_at = moment_field(label=_("At"))
    with_whom = forms.CharField(
        label=_("With whom"), max_length=100, required=False, help_text=_("GGD, RBT, RIVM")
    )
    note = forms.CharField(label=_("Note"), max_length=500, required=False)


class ContactForm(forms.Form):
    with_whom = forms.CharField(label=_("With whom"), max_length=100)
    spoken_at = moment_field(label=_("At"))
    text = forms.CharField(
        label=_("What was said"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class SettleForm(forms.Form):
    body = BodyChoice(Body.objects.none(), label=_("Settled by"))
    outcome = forms.CharField(label=_("Outcome"), max_length=500)

    def __init__(self, *args: Any, user: User, **more: Any) -> None:
        super().__init__(*args, **more)
        bodies = Body.objects.visible_to(user).filter(active=True).order_by("code")
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]  # a form knows its fields by name, not by kind


class TellForm(forms.Form):
    """Which regions were called, by whom and when; it holds for all that are ticked."""

    with_whom = forms.CharField(label=_("Told to"), max_length=100, initial=CHAIR)
    spoken_at = moment_field(label=_("At"))
