"""What is typed about a line: the question, the answer, and why it is withdrawn."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from coordination.decisions.models import Decision
from coordination.dossiers.models import Dossier
from coordination.kit.forms import Versioned
from coordination.meetings.forms.fields import DossierChoice, day_field
from coordination.meetings.models import AgendaItem, Entry
from workgroups.teams.models import Team

from ..models import AdviceRequest, LineKind, RouteTemplate
from ..services import Asked
from .fields import DecisionChoice, TeamChoice, long_text, offer


class LineForm(forms.Form):
    """A new line; asked in a meeting its day is that of the meeting."""

    question = long_text(pgettext_lazy("advice line", "Question"), 3)
    background = long_text(
        _("Background"), 4, required=False, help_text=_("What led to it, and what it is for.")
    )
    kind = forms.TypedChoiceField(
        label=_("Kind"),
        choices=[(value, capfirst(label)) for value, label in LineKind.choices],
        coerce=LineKind,
        initial=LineKind.QUESTION,
        help_text=_("A product is what a team puts before a body by itself."),
    )
    team = TeamChoice(Team.objects.none(), label=_("Team"))
    route = forms.ModelChoiceField(
        RouteTemplate.objects.none(),
        label=pgettext_lazy("advice line", "Route"),
        required=False,
        empty_label=_("No usual route; stops by hand"),
        help_text=_("Its stops are found in the cycle of the day it was asked."),
    )
    asked_on = day_field(label=_("Asked on"), required=False)
    dossier = DossierChoice(
        Dossier.objects.none(),
        label=_("Dossier"),
        required=False,
        empty_label=_("That of the team"),
        help_text=_("Whoever may see the dossier sees the line, nobody else."),
    )
    item = forms.ModelChoiceField(
        AgendaItem.objects.none(), required=False, widget=forms.HiddenInput
    )
    line = forms.ModelChoiceField(Entry.objects.none(), required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, reader: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        offer(
            self,
            team=Team.objects.visible_to(reader).standing().order_by("code"),
            route=RouteTemplate.objects.visible_to(reader).present().order_by("name_nl", "pk"),
            dossier=Dossier.objects.visible_to(reader).filter(closed_at=None).order_by("title"),
            item=AgendaItem.objects.visible_to(reader).present(),
            line=Entry.objects.visible_to(reader).present(),
        )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        asked_there = said.get("item") or said.get("line")
        if not asked_there and not said.get("asked_on") and "asked_on" not in self.errors:
            self.add_error("asked_on", _("Say on which day it was asked."))
        return said

    def asked(self) -> Asked:
        return Asked(**self.cleaned_data)


class WordsForm(Versioned, forms.ModelForm):  # type: ignore[type-arg]  # which model stands in Meta
    """The words of a line."""

    class Meta:
        model = AdviceRequest
        fields = ("question", "background")
        widgets = {
            "question": forms.Textarea(attrs={"rows": 3}),
            "background": forms.Textarea(attrs={"rows": 4}),
        }

    def _post_clean(self) -> None:
        """The service sets the fields on its own locked row, so nothing is set here."""


class BecauseForm(Versioned, forms.Form):
    because = forms.CharField(label=_("Why is it withdrawn?"), max_length=300)

    def said_by(self, current: Any) -> dict[str, Any]:
        return {"because": current.withdrawn_because} if current.withdrawn_because else {}


class AnswerForm(Versioned, forms.Form):
    """The answer, and the decision where one was taken already."""

    text = long_text(_("Answer"), 6)
    decision = DecisionChoice(
        Decision.objects.none(),
        label=_("Led to"),
        required=False,
        empty_label=_("No decision yet"),
    )

    def __init__(self, *args: Any, decisions: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        offer(self, decision=decisions)

    def said_by(self, current: Any) -> dict[str, Any]:
        answered = {"text": current.answer, "decision": current.decision_id}
        return answered if current.answer else {}


class LinkForm(Versioned, forms.Form):
    decision = DecisionChoice(
        Decision.objects.none(), label=_("Led to"), required=False, empty_label=_("No decision yet")
    )

    def __init__(self, *args: Any, decisions: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        offer(self, decision=decisions)

    def said_by(self, current: Any) -> dict[str, Any]:
        return {"decision": current.decision_id}
