from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from coordination.actions.forms import writable_dossiers
from coordination.dossiers.models import Dossier
from coordination.kit.forms import Versioned
from coordination.meetings.forms.fields import DossierChoice
from workgroups.teams.models import Team

from ..models import OptionSet
from ..services import Words
from ..services.saving import LONGEST


def long_text(label: Any, rows: int, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": rows}), **more
    )


class TeamChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # which model stands in the queryset
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.code} · {obj.subject}"


class OptionsForm(forms.Form):
    """A new question; its variants are added on its page."""

    question = long_text(pgettext_lazy("options", "Question"), 3)
    background = long_text(
        _("Background"), 4, required=False, help_text=_("What led to it, and what it is for.")
    )
    dossier = DossierChoice(
        Dossier.objects.none(),
        label=_("Dossier"),
        empty_label=None,
        help_text=_("Whoever may see the dossier sees the variants, nobody else."),
    )
    team = TeamChoice(
        Team.objects.none(), label=_("Team"), required=False, empty_label=_("No team")
    )

    def __init__(self, *args: Any, reader: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["dossier"].queryset = writable_dossiers(reader)  # type: ignore[attr-defined]  # a form knows its fields by name, not by kind
        teams = Team.objects.visible_to(reader).order_by("code")
        self.fields["team"].queryset = teams  # type: ignore[attr-defined]  # a form knows its fields by name, not by kind

    def words(self) -> Words:
        return Words(self.cleaned_data["question"], self.cleaned_data["background"])


class WordsForm(Versioned, forms.ModelForm):  # type: ignore[type-arg]  # which model stands in Meta
    """The words of a question."""

    class Meta:
        model = OptionSet
        fields = ("question", "background")
        widgets = {
            "question": forms.Textarea(attrs={"rows": 3}),
            "background": forms.Textarea(attrs={"rows": 4}),
        }

    def words(self) -> Words:
        return Words(self.cleaned_data["question"], self.cleaned_data["background"])

    def _post_clean(self) -> None:
        """The service sets the fields on its own locked row, so nothing is set here."""
