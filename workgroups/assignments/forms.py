"""A version as it is typed, its round, its adoption, and a consultation that was held."""

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.actions.forms import TermForm
from coordination.actions.queries.owners import find_organisation
from coordination.decisions.models import Decision
from coordination.kit import clock
from coordination.kit.forms import Versioned
from coordination.kit.refusals import Refusal
from coordination.people.models import Organisation

from .facts import (
    AssignmentFacts,
    read_consultations,
    read_parts,
    write_consultations,
    write_parts,
)
from .models import Assignment
from .queries import adopting_choices
from .services.saving import LONGEST

T = TypeVar("T")


def typed(read: Callable[[], T]) -> T:
    """What is read from a field; a refusal becomes its error."""
    try:
        return read()
    except Refusal as refusal:
        raise forms.ValidationError(str(refusal.sentence)) from refusal


class AssignmentForm(Versioned, forms.Form):
    """A version of an assignment; parts and consultations are typed as lines."""

    number = forms.CharField(
        label=_("Version"),
        required=False,
        max_length=7,
        help_text=_("Like 0.2; empty is the next one."),
    )
    remark = forms.CharField(
        label=_("Remark"),
        required=False,
        max_length=200,
        help_text=_("What who reads this version should know, such as what is still to be done."),
    )
    text = forms.CharField(
        label=_("Assignment"), max_length=LONGEST, widget=forms.Textarea({"rows": 5})
    )
    scope = forms.CharField(
        label=_("Scope and approach"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 5}),
    )
    parts = forms.CharField(
        label=_("Parts"),
        required=False,
        max_length=60_000,
        widget=forms.Textarea({"rows": 10}),
        help_text=_("Each begins with its number, like 1. A line “Waits for: …” says what for."),
    )
    consultations = forms.CharField(
        label=_("Consultations"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("One on a line: @FIN conversation about the assignment, by 10 Nov."),
    )

    def __init__(self, *args: Any, assignment: Assignment | None = None, **more: Any) -> None:
        self.assignment = assignment
        if assignment is not None:
            more["initial"] = {**self.said_by(assignment), **more.get("initial", {})}
        super().__init__(*args, **more)

    def said_by(self, current: Any) -> dict[str, Any]:
        return {**said(AssignmentFacts.of(current)), "version": current.version}

    def clean_parts(self) -> Any:
        return typed(lambda: read_parts(self.cleaned_data["parts"]))

    def clean_consultations(self) -> Any:
        today = clock.today()
        return typed(lambda: read_consultations(self.cleaned_data["consultations"], on=today))

    def facts(self) -> AssignmentFacts:
        return AssignmentFacts(**self.cleaned_data)


def said(facts: AssignmentFacts) -> dict[str, Any]:
    """The fields as these facts fill them in."""
    return {
        **vars(facts),
        "parts": write_parts(facts.parts),
        "consultations": write_consultations(facts.consultations),
    }


class CirculateForm(Versioned, TermForm):  # type: ignore[misc]  # Django takes the field off the class; __init__ drops it
    """By when everybody says whether she shares the picture, and who is asked."""

    members = forms.CharField(
        label=_("Whom do you ask?"),
        required=False,
        max_length=400,
        help_text=_("Codes, like @SZW @BZK. Empty: all members of the team."),
    )

    field_order = ("due", "due_on", "members")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        del self.fields["version"]

    def said_by(self, current: Any) -> dict[str, Any]:
        """Nothing: what was changed first is the text, not who is asked."""
        return {}

    def clean_members(self) -> list[Organisation]:
        found: dict[Any, Organisation] = {}
        for name in self.cleaned_data["members"].replace(",", " ").split():
            organisation = find_organisation(name)
            if organisation is None:
                raise forms.ValidationError(_("%(name)s is not known."), params={"name": name})
            found[organisation.pk] = organisation
        return list(found.values())


class DecisionChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # which model stands in the queryset
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.number} · {obj.taken_on:%d-%m-%Y} · {obj.text[:80]}"


class AdoptForm(Versioned, forms.Form):
    decision = DecisionChoice(
        label=_("Decision"),
        queryset=Decision.objects.none(),
        help_text=_("A recorded decision in the dossier of the team."),
    )

    def __init__(self, *args: Any, user: Any, assignment: Assignment, **more: Any) -> None:
        more["initial"] = {"version": assignment.version}
        super().__init__(*args, **more)
        choice: Any = self.fields["decision"]
        choice.queryset = adopting_choices(assignment, user)

    def said_by(self, current: Any) -> dict[str, Any]:
        return {"decision": current.decision_id} if current.decision_id else {}


class HoldForm(Versioned, forms.Form):
    outcome = forms.CharField(
        label=_("What came of it"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea({"rows": 4}),
    )

    def said_by(self, current: Any) -> dict[str, Any]:
        return {"outcome": current.outcome} if current.held_at else {}
