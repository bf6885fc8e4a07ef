"""What is asked and what is replied."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from coordination.actions.forms import TermForm, writable_dossiers
from coordination.actions.models import ActionPart, ActionPoint, ActionStatus
from coordination.actions.queries.owners import find_organisation
from coordination.dossiers.models import Dossier
from coordination.kit.forms import Versioned
from coordination.kit.refusals import Stale
from coordination.kit.workdays import Offset, Unit
from coordination.meetings.forms.fields import ItemChoice, MeetingChoice
from coordination.meetings.models import AgendaItem, Meeting
from coordination.papers.files.widgets import PaperInput
from coordination.people.models import Body, Organisation

from .models import AnswerForm, Contribution, Verdict
from .services import Answer, Question
from .services.saving import LONGEST, standing_reply
from .terms import FURTHEST, Before, coming_items, coming_meetings


def long_text(label: Any, rows: int, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": rows}), **more
    )


class QuestionForm(forms.Form):
    """What to ask of who has a part in an existing point."""

    question = long_text(_("What do you ask?"), 3)
    instructions = long_text(
        _("Instructions"),
        3,
        required=False,
        help_text=_("What it is for, how long it may be, whom to call."),
    )
    form = forms.TypedChoiceField(
        label=_("Form of the answer"),
        choices=AnswerForm.choices,
        coerce=AnswerForm,
        initial=AnswerForm.BOTH,
    )

    def as_question(self) -> Question:
        data = self.cleaned_data
        return Question(data["question"], data["form"], data["instructions"])


class AskForm(QuestionForm, TermForm):
    """The same, with the action point that it carries out."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    dossier: forms.ModelChoiceField[Dossier] = forms.ModelChoiceField(
        label=_("Dossier"), queryset=Dossier.objects.none()
    )
    body: forms.ModelChoiceField[Body] = forms.ModelChoiceField(
        label=_("Body"), queryset=Body.objects.none(), required=False
    )
    meeting = MeetingChoice(
        label=_("or count back from a meeting"),
        queryset=Meeting.objects.none(),
        required=False,
        empty_label="—",
        help_text=_("Where the meeting moves, the request moves along."),
    )
    number = forms.IntegerField(
        label=_("How long before it"), min_value=0, max_value=FURTHEST, initial=1, required=False
    )
    unit = forms.ChoiceField(
        label=_("counted in"), choices=Unit.choices, initial=Unit.WORKING_DAYS, required=False
    )
    item = ItemChoice(
        label=_("Agenda item"),
        queryset=AgendaItem.objects.none(),
        required=False,
        empty_label="—",
        help_text=_("What is replied then stands with this item on the chair's sheet."),
    )
    members = forms.CharField(
        label=_("Whom do you ask?"),
        required=False,
        max_length=400,
        help_text=_("Codes, like @SZW @BZK. Empty: all members of the body."),
    )

    field_order = (
        "question",
        "instructions",
        "form",
        "due",
        "due_on",
        "meeting",
        "number",
        "unit",
        "body",
        "members",
        "dossier",
        "item",
    )

    def __init__(self, *args: Any, reader: Any, now: datetime, **more: Any) -> None:
        super().__init__(*args, today=timezone.localdate(now), **more)
        bodies = Body.objects.visible_to(reader).filter(active=True).order_by("code")
        for name, queryset in (
            ("dossier", writable_dossiers(reader)),
            ("body", bodies),
            ("meeting", coming_meetings(reader, at=now)),
            ("item", coming_items(reader, at=now)),
        ):
            self.fields[name].queryset = queryset  # type: ignore[attr-defined]  # a form knows its fields by name, not by kind

    def clean_members(self) -> list[Organisation]:
        found: dict[Any, Organisation] = {}
        for name in self.cleaned_data["members"].replace(",", " ").split():
            organisation = find_organisation(name)
            if organisation is None:
                raise ValidationError(_("%(name)s is not known."), params={"name": name})
            found[organisation.pk] = organisation
        return list(found.values())

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        meeting = typed.get("meeting")
        if meeting is None:
            return super().clean()
        if typed.get("due") or typed.get("due_on"):
            self.add_error("meeting", _("Say when it is due, or choose a meeting; not both."))
        elif typed.get("number") is None and "number" not in self.errors:
            self.add_error("number", _("Say how long before the meeting."))
        elif "number" not in self.errors and "unit" not in self.errors:
            unit = Unit(typed["unit"] or Unit.WORKING_DAYS)
            typed["term"] = Before(meeting, Offset(typed["number"], unit))
        return typed


class ReplyForm(Versioned, forms.Form):
    """One organisation's reply; what cannot be said in this kind of request is not offered."""

    verdict = forms.TypedChoiceField(
        label=_("Your reply"), choices=(), coerce=Verdict, widget=forms.RadioSelect
    )
    text = long_text(_("Text"), 6, required=False)
    proposed = long_text(
        _("Proposed text"),
        4,
        required=False,
        help_text=_("Where you do not agree: how should it read?"),
    )
    upload = forms.FileField(
        label=_("File"),
        required=False,
        allow_empty_file=True,
        widget=PaperInput(),
    )
    drop_file = forms.BooleanField(label=_("Without the file sent earlier"), required=False)

    def __init__(
        self,
        *args: Any,
        contribution: Contribution,
        organisation: Organisation,
        has_file: bool,
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self.contribution = contribution
        offered = contribution.verdicts_of(organisation)
        choices = [(one, capfirst(said)) for one, said in Verdict.choices if one in offered]
        self.fields["verdict"].choices = choices  # type: ignore[attr-defined]  # a form knows its fields by name, not by kind
        if Verdict.NOT_AGREED not in offered:
            del self.fields["proposed"]
        if contribution.form == AnswerForm.TEXT:
            del self.fields["upload"]
        if not has_file:
            del self.fields["drop_file"]

    def said_by(self, current: ActionPart) -> dict[str, Any]:
        """What a colleague replied meanwhile."""
        reply = standing_reply(self.contribution, current.organisation)
        if reply is None:
            return {}
        return {"verdict": reply.verdict, "text": reply.text, "proposed": reply.proposed}

    def as_answer(self) -> Answer:
        return answer_in(self.cleaned_data)


def answer_in(data: dict[str, Any]) -> Answer:
    """The answer that a reply's fields say."""
    keeps = not data.get("drop_file", False)
    proposed = data.get("proposed", "")
    return Answer(data["text"], data["verdict"], data.get("upload"), keeps, proposed)


class WithdrawForm(Versioned, forms.Form):
    reason = forms.CharField(label=_("Why"), max_length=300)

    def meet(self, stale: Stale) -> None:
        """Of a request that ended meanwhile the page has no form any more."""
        if stale.current.status != ActionStatus.OPEN:
            raise stale
        super().meet(stale)

    def said_by(self, current: ActionPoint) -> dict[str, Any]:
        """An open one says nowhere why it would be withdrawn."""
        return {}
