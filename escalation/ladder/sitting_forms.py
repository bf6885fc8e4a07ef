"""What is typed in a sitting: what holds for all, and a level with its reason per region."""

import contextlib
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from coordination.decisions.models import Decision, DecisionStatus
from coordination.kit import clock
from coordination.kit.forms import moment_field
from coordination.kit.moments import refuse_far
from coordination.kit.refusals import Refusal
from coordination.meetings.forms.fields import day_field
from coordination.people.models import Post, User

from .models import Level
from .queries.history import offices
from .queries.ladders import ladder_on
from .queries.overview import Overview, Place
from .services.determining import Choice, Sitting

END = "0"


class DecisionChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # which model stands in the queryset
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.number} · {obj.text[:60]}"


class SittingForm(forms.Form):
    """One row per region: nothing chosen leaves it as it stands."""

    post: forms.ModelChoiceField[Post] = forms.ModelChoiceField(
        label=_("Office"), queryset=Post.objects.none(), empty_label=None
    )
    in_force_at = moment_field(label=_("In force from"))
    text = forms.CharField(
        label=_("Text of the decision"),
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    decision = DecisionChoice(
        Decision.objects.none(), label=_("or a decision that is recorded"), required=False
    )
    next_on = day_field(label=_("Next determination"), required=False, validators=[refuse_far])
    embargo_until = moment_field(label=_("Embargo until"), required=False)
    seen_at = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, user: User, found: Overview, places: list[Place], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.found, self.places = found, places
        recorded = Q(status=DecisionStatus.RECORDED, post__isnull=False)
        decisions = Decision.objects.visible_to(user).filter(recorded)
        posts: Any = self.fields["post"]
        posts.queryset = offices(user)
        named = list(posts.queryset)
        posts.choices = [(one.pk, str(one)) for one in named]
        sat = [one for one in named if one.last is not None]
        if sat:
            self.initial.setdefault("post", max(sat, key=lambda one: one.last).pk)
        chosen: Any = self.fields["decision"]
        chosen.queryset = decisions.order_by("-taken_on", "-serial", "-pk")
        self.levels = self._levels()
        choices = [("", "—"), *((str(one.rank), str(one)) for one in self.levels.values())]
        for place in places:
            region = place.region
            self.fields[f"level-{region.code}"] = forms.ChoiceField(
                label=region.name, choices=[*choices, (END, _("end the escalation"))],
                required=False, widget=forms.Select(attrs={"class": "input"}),
            )  # fmt: skip
            self.fields[f"deviation-{region.code}"] = forms.CharField(
                label=_("Why other than the rule, %(region)s") % {"region": region.name},
                max_length=2000, required=False,
                widget=forms.TextInput(
                    attrs={"class": "input", "placeholder": _("Why other than the rule")}
                ),
            )  # fmt: skip

    @property
    def rows(self) -> list[tuple[Place, Any, Any]]:
        return [
            (one, self[f"level-{one.region.code}"], self[f"deviation-{one.region.code}"])
            for one in self.places
        ]

    @property
    def terms(self) -> list[Any]:
        names = ("post", "in_force_at", "next_on", "embargo_until")
        return [self[name] for name in names]

    def choices(self) -> list[Choice]:
        """What was chosen; an empty row is no choice."""
        found = []
        for place in self.places:
            rank = self.cleaned_data.get(f"level-{place.region.code}", "")
            if rank:
                reason = self.cleaned_data.get(f"deviation-{place.region.code}", "")
                found.append(Choice(place.region, self.levels.get(int(rank)), reason))
        return found

    def sitting(self) -> Sitting:
        typed = self.cleaned_data
        day = timezone.localtime(typed["in_force_at"]).date()
        return Sitting(
            post=typed["post"],
            in_force_at=typed["in_force_at"],
            decision=typed["decision"],
            text=typed["text"],
            taken_on=min(day, clock.today()),
            next_on=typed["next_on"],
            embargo_until=typed["embargo_until"],
            seen_at=typed["seen_at"],
        )

    def clean_seen_at(self) -> datetime | None:
        """When the page was shown; empty compares nothing."""
        written = self.cleaned_data["seen_at"]
        try:
            read = parse_datetime(written)
        except ValueError:
            read = None
        if written and (read is None or timezone.is_naive(read)):
            raise forms.ValidationError(_("This is not a moment. Write it like 2020-11-20T15:00."))
        if read is not None:
            refuse_far(read)
        return read

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if bool(cleaned.get("decision")) == bool((cleaned.get("text") or "").strip()):
            sentence = _("Type what was decided, or choose a recorded decision; one of the two.")
            self.add_error("text", sentence)
        return cleaned

    def _levels(self) -> dict[int, Level]:
        """The levels of the ladder on the day they come into force."""
        moment = self.initial.get("in_force_at") or clock.now()
        if self.is_bound:
            typed = self.fields["in_force_at"]
            with contextlib.suppress(forms.ValidationError, Refusal):
                moment = typed.clean(self.data.get("in_force_at")) or moment
        day = timezone.localtime(moment).date()
        ladder = self.found.ladder if day == self.found.day else ladder_on(day)
        return {level.rank: level for level in ladder.levels.all()} if ladder else {}
