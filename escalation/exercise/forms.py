import datetime as dt
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coordination.dossiers.models import Dossier
from coordination.kit.forms import Versioned, moment_field
from coordination.people.models import Organisation, Post, Role, User
from escalation.regions.generating import Wave
from escalation.regions.models import Indicator, Region

from .models import FASTEST, Exercise, Inject, InjectKind
from .services.figures import ScenarioFacts
from .services.injects import InjectFacts

LONGEST_STEP = 60 * 24 * 60


class StartForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("What is practised"), max_length=200)
    owner = forms.ModelChoiceField(
        Organisation.objects.none(), label=gettext_lazy("Organisation that leads the exercise")
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        active = Organisation.objects.filter(active=True).order_by("code")
        self.fields["owner"].queryset = active  # type: ignore[attr-defined]  # a form knows its fields by name, not by kind


class ClockForm(forms.Form):
    """`step` is a number of minutes from where the story stands, for the buttons beside it."""

    story_at = moment_field(
        label=gettext_lazy("Moment in the story"),
        required=False,
        help_text=gettext_lazy("Empty: where the story stands."),
    )
    speed = forms.IntegerField(
        label=gettext_lazy("Speed"),
        min_value=0,
        max_value=FASTEST,
        help_text=gettext_lazy("0 stands still, 1 is as fast as real, 60 an hour a minute."),
    )
    step = forms.IntegerField(
        required=False, min_value=1, max_value=LONGEST_STEP, widget=forms.HiddenInput
    )
    last = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    back = forms.BooleanField(
        label=gettext_lazy("The clock may go back; what happened stays"), required=False
    )

    def setting(self, now: dt.datetime) -> dict[str, Any]:
        """What the service is asked."""
        data = self.cleaned_data
        step = data["step"]
        story_at = now + dt.timedelta(minutes=step) if step else data["story_at"]
        return {
            "story_at": story_at,
            "speed": data["speed"],
            "last": data["last"],
            "back": data["back"],
        }


class ScenarioForm(Versioned, forms.Form):
    seed = forms.IntegerField(
        label=gettext_lazy("Seed"),
        min_value=0,
        max_value=2**31 - 1,
        help_text=gettext_lazy("The same seed gives the same figures."),
    )
    base = forms.DecimalField(
        label=gettext_lazy("Level at the start"),
        min_value=Decimal("0.1"),
        max_value=200,
        decimal_places=2,
        max_digits=5,
        localize=True,
        help_text=gettext_lazy("Cases per 100,000 a day where there is no wave."),
    )
    history = forms.IntegerField(
        label=gettext_lazy("Days before"), min_value=28, max_value=729, initial=98
    )
    ahead = forms.IntegerField(
        label=gettext_lazy("Days ahead"), min_value=1, max_value=702, initial=120
    )
    waves = forms.CharField(
        label=gettext_lazy("Waves"),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "A line each: top per 100,000 a day; on which day from the first; days of rise; of "
            "fall. For example 42; 110; 14; 26. Empty: two waves."
        ),
    )

    def clean_waves(self) -> tuple[Wave, ...]:
        lines = [line for line in self.cleaned_data["waves"].splitlines() if line.strip()]
        return tuple(_wave(line) for line in lines)

    def facts(self) -> ScenarioFacts:
        return ScenarioFacts(**self.cleaned_data)

    def said_by(self, current: Exercise) -> dict[str, Any]:
        return scenario_start(current)


def scenario_start(exercise: Exercise) -> dict[str, Any]:
    """The fields as the exercise fills them in."""
    waves = "\n".join("; ".join(f"{part:g}" for part in wave) for wave in exercise.waves)
    start = {"version": exercise.version, "base": exercise.level, "waves": waves}
    return start | ({} if exercise.seed is None else {"seed": exercise.seed})


def _wave(line: str) -> Wave:
    try:
        parts = [float(part.replace(",", ".")) for part in line.split(";")]
        top, at, rise, fall = parts
        if not all(-1000 < part < 1000 for part in parts):
            raise ValueError(line)
    except ValueError:
        raise forms.ValidationError(
            _("This is no wave: %(line)s. Write four numbers, like 42; 110; 14; 26."),
            params={"line": line},
        ) from None
    return Wave(top, at, rise, fall)


class InjectForm(Versioned, forms.Form):
    code = forms.CharField(label=gettext_lazy("Number"), max_length=20)
    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    kind = forms.TypedChoiceField(
        label=gettext_lazy("Kind"), choices=InjectKind.choices, coerce=InjectKind
    )
    due_at = moment_field(label=gettext_lazy("Moment in the story"))
    by_clock = forms.BooleanField(
        label=gettext_lazy("The clock releases it"), required=False, initial=True
    )
    text = forms.CharField(
        label=gettext_lazy("Text"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    expected = forms.CharField(
        label=gettext_lazy("Expected response"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    role = forms.ChoiceField(
        label=gettext_lazy("For a role"), choices=[("", "–"), *Role.choices], required=False
    )
    post = forms.ModelChoiceField(
        Post.objects.none(), label=gettext_lazy("For a post"), required=False
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=gettext_lazy("For an organisation"), required=False
    )
    dossier = forms.ModelChoiceField(
        Dossier.objects.none(),
        label=gettext_lazy("Dossier"),
        required=False,
        help_text=gettext_lazy("Where a paper comes."),
    )
    region = forms.ModelChoiceField(
        Region.objects.none(), label=gettext_lazy("Region"), required=False
    )
    indicator = forms.ModelChoiceField(
        Indicator.objects.none(), label=gettext_lazy("Indicator"), required=False
    )
    day = forms.DateField(
        label=gettext_lazy("Day of the figure"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    value = forms.DecimalField(
        label=gettext_lazy("Figure"),
        required=False,
        min_value=0,
        max_digits=12,
        decimal_places=2,
        localize=True,
    )

    def __init__(self, *args: Any, user: User, **more: Any) -> None:
        super().__init__(*args, **more)
        rows: dict[str, Any] = {
            "post": Post.objects.visible_to(user).order_by("code"),
            "organisation": Organisation.objects.filter(active=True).order_by("code"),
            "dossier": Dossier.objects.visible_to(user).order_by("-year", "-serial"),
            "region": Region.objects.visible_to(user).order_by("code"),
            "indicator": Indicator.objects.visible_to(user).order_by("code"),
        }
        for name, found in rows.items():
            self.fields[name].queryset = found  # type: ignore[attr-defined]  # a form knows its fields by name, not by kind

    def facts(self) -> InjectFacts:
        return InjectFacts(**self.cleaned_data)

    def said_by(self, current: Inject) -> dict[str, Any]:
        return inject_start(current)


def inject_start(inject: Inject) -> dict[str, Any]:
    """The fields as an inject fills them in."""
    names = ("code", "title", "kind", "by_clock", "text", "expected", "role", "day", "value")
    keys = ("post", "organisation", "dossier", "region", "indicator")
    return {
        **{name: getattr(inject, name) for name in names},
        **{name: getattr(inject, f"{name}_id") for name in keys},
        "due_at": timezone.localtime(inject.due_at),
        "version": inject.version,
    }


class ImportForm(forms.Form):
    """A file, or what was read of it before: `content` is posted once more to take it in."""

    upload = forms.FileField(label=gettext_lazy("List"), required=False, allow_empty_file=True)
    content = forms.CharField(required=False, max_length=2_000_000, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("upload") and not data.get("content"):
            self.add_error("upload", _("Choose a file first."))
        return data
