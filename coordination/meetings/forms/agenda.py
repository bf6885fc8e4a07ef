from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from coordination.dossiers.models import Dossier
from coordination.papers.files.widgets import PaperInput
from coordination.papers.models import PaperKind
from coordination.people.models import Body, Organisation, User

from ..models import AgendaItem, Meeting
from ..models.meetings import WRITABLE
from ..services.agenda import ItemFacts
from .fields import BodyChoice, DossierChoice, MeetingChoice


class ItemForm(forms.ModelForm):  # type: ignore[type-arg]  # which model stands in Meta or in the queryset
    """What is asked with an item. Whoever reads the dossier reads the item."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = AgendaItem
        fields = (
            "title",
            "purpose",
            "treatment",
            "minutes_planned",
            "line",
            "requested_decision",
            "agreed_with",
            "why_here",
            "dossier",
        )
        field_classes = {"dossier": DossierChoice}
        widgets = {"requested_decision": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "title": _("As it stands in the report."),
            "requested_decision": _("Stands ready as text of the decision."),
            "agreed_with": _("Codes of the ministries, for example VWS, SZW."),
            "why_here": _("Why this level decides, and not the one below."),
            "dossier": _("Whoever may see the dossier sees the item, nobody else."),
        }

    def __init__(self, *args: Any, user: User, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["dossier"].queryset = (  # type: ignore[attr-defined]  # a form knows its fields by name, not by kind
            Dossier.objects.visible_to(user).order_by("-year", "-serial")
        )
        self.fields["dossier"].empty_label = None  # type: ignore[attr-defined]  # a form knows its fields by name, not by kind

    def facts(self) -> ItemFacts:
        return ItemFacts(**{name: self.cleaned_data[name] for name in self.Meta.fields})

    def _post_clean(self) -> None:
        """The service sets the fields on its own locked row, so nothing is set here."""


class SupplyForm(forms.Form):
    """A new paper with an item; its dossier and its lateness follow from the item."""

    title = forms.CharField(label=_("Title"), max_length=200)
    kind = forms.TypedChoiceField(label=_("Kind"), choices=PaperKind.choices, coerce=PaperKind)
    upload = forms.FileField(label=_("File"), allow_empty_file=True, widget=PaperInput())
    final = forms.BooleanField(label=_("Final"), required=False)


class BecauseForm(forms.Form):
    because = forms.CharField(label=_("What is missing?"), max_length=200)


class SettleForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    because = forms.CharField(
        label=_("Why can officials settle it?"),
        max_length=300,
        help_text=_("It stays on the agenda as settled; nobody needs to speak about it here."),
    )


class ReferForm(forms.Form):
    """To a meeting, where the next item is made; or to a body, of which no meeting is planned."""

    meeting = MeetingChoice(
        Meeting.objects.none(),
        label=_("Put on the agenda of"),
        required=False,
        empty_label=_("No meeting yet"),
        help_text=_("The item is made there with its papers and its requested decision."),
    )
    referred_to = BodyChoice(
        Body.objects.none(),
        label=_("Referred to"),
        required=False,
        empty_label=pgettext_lazy("body", "That of the meeting"),
    )

    def __init__(self, *args: Any, user: User, meeting: Meeting, **more: Any) -> None:
        super().__init__(*args, **more)
        bodies: Any = Body.objects.visible_to(user).filter(active=True)
        bodies = bodies.exclude(pk=meeting.body_id).order_by("code")
        self.fields["referred_to"].queryset = bodies  # type: ignore[attr-defined]  # a form knows its fields by name, not by kind
        later: Any = Meeting.objects.visible_to(user).filter(starts_at__gt=meeting.starts_at)
        later = later.filter(status__in=WRITABLE).select_related("body")
        self.fields["meeting"].queryset = later.order_by("starts_at", "pk")  # type: ignore[attr-defined]  # a form knows its fields by name, not by kind

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        meeting, body = said.get("meeting"), said.get("referred_to")
        if not self.errors and meeting is None and body is None:
            raise forms.ValidationError(_("Choose a meeting, or the body it goes to."))
        if meeting and body and meeting.body_id != body.pk:
            self.add_error("meeting", _("This is no meeting of that body; choose one of the two."))
        return said


class FeedBackForm(forms.Form):
    note = forms.CharField(
        label=_("Explanation"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Stands above the extract; the extract itself is as it was sent round."),
    )


class DifferenceForm(forms.Form):
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Organisation"), empty_label=None
    )
    position = forms.CharField(
        label=_("Position"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    proposed_text = forms.CharField(
        label=_("Proposed text"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, organisations: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]  # a form knows its fields by name, not by kind
