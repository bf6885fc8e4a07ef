"""A team, the steps of its life, and its end."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import Case, Q, When
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from coordination.actions.terms import Owner
from coordination.decisions.models import Decision
from coordination.dossiers.models import Dossier
from coordination.kit.forms import Versioned
from coordination.kit.moments import refuse_far
from coordination.people.forms.fields import DayInput, OrganisationField, PersonField, PlainText
from coordination.people.models import Organisation, OrganisationKind

from ..models import AFTER, Horizon, Team, TeamStatus, TeamTemplate
from ..services import Facts, Plan, started_from
from ..services.saving import NO_MINISTRY
from ..services.steps import GROUNDS

NEWEST = 60
ELSEWHERE = {
    OrganisationKind.SAFETY_REGION,
    OrganisationKind.MUNICIPALITY,
    OrganisationKind.CHAIN_PARTNER,
}
"""Who is named in a team one by one, and not offered with the ministries."""


class SponsorField(OrganisationField):
    """The ministry of the minister who sponsors a team."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**{"error_messages": {"invalid_choice": NO_MINISTRY}, **more})
        ministry = Organisation.objects.filter(active=True, kind=OrganisationKind.MINISTRY)
        self.queryset = ministry.order_by("code")

    def keep(self, sponsor: Organisation) -> None:
        """What a team has already may stay, whatever became of it."""
        ministry = Q(active=True, kind=OrganisationKind.MINISTRY)
        found = Organisation.objects.filter(ministry | Q(pk=sponsor.pk))
        self.queryset = found.order_by("code")


class FactsForm(PlainText, forms.Form):
    subject = forms.CharField(label=pgettext_lazy("team", "Subject"), max_length=200)
    horizon = forms.TypedChoiceField(
        label=_("Horizon"), choices=Horizon.choices, coerce=Horizon, initial=Horizon.MEDIUM
    )
    sponsor = SponsorField(
        label=_("Sponsoring minister"), help_text=_("The ministry of who draws the team.")
    )
    starts_on = forms.DateField(
        label=pgettext_lazy("team", "Starts on"), widget=DayInput(), validators=[refuse_far]
    )
    ends_on = forms.DateField(
        label=pgettext_lazy("team", "Ends on"),
        required=False,
        widget=DayInput(),
        validators=[refuse_far],
        help_text=_("The last day; a team works within a term."),
    )

    def facts(self) -> Facts:
        names = ("subject", "horizon", "sponsor", "starts_on", "ends_on")
        return Facts(**{name: self.cleaned_data[name] for name in names})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        starts, ends = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts and ends and ends < starts:
            sentence = _("A team ends after it starts. Choose a later last day.")
            self.add_error("ends_on", sentence)
        return cleaned


class TeamForm(Versioned, FactsForm):
    def __init__(self, *args: Any, team: Team, **more: Any) -> None:
        super().__init__(*args, **{"initial": self.facts_of(team), **more})
        self.fields["sponsor"].keep(team.sponsor)  # type: ignore[attr-defined]  # a form knows its fields by name, not by kind

    @staticmethod
    def facts_of(team: Team) -> dict[str, Any]:
        """What the form starts from."""
        names = ("subject", "horizon", "sponsor", "starts_on", "ends_on", "version")
        return {name: getattr(team, name) for name in names}

    def said_by(self, current: Any) -> dict[str, Any]:
        return self.facts_of(current)


class ProposeForm(FactsForm):
    """A new team; `around` is a dossier that stands already, `template` what it starts from."""

    code = forms.CharField(
        label=_("Code"), max_length=10, help_text=_("Short, as it is spoken of: MLT6.")
    )
    name_en = forms.CharField(
        label=_("Name in English"),
        max_length=200,
        required=False,
        help_text=_("Of the body that meets; the code and the subject where it is left empty."),
    )
    owner = OrganisationField(
        label=_("Supplies lead and secretary"),
        help_text=_("Whose dossier it is, and whose secretary."),
    )
    organisations = forms.ModelMultipleChoiceField(
        Organisation.objects.none(),
        label=_("Takes part"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Who speaks for them is named later: until then it stands as not yet known."),
    )
    restricted = forms.BooleanField(label=_("Only for those with a part"), required=False)
    field_order = ("code", "subject", "name_en", "horizon", "sponsor", "owner")

    def __init__(
        self,
        *args: Any,
        template: TeamTemplate | None = None,
        around: Dossier | None = None,
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self.template, self.around = template, around
        active = Organisation.objects.filter(active=True).exclude(kind__in=ELSEWHERE)
        first = Case(When(kind=OrganisationKind.MINISTRY, then=0), default=1)
        self.fields["organisations"].queryset = active.order_by(first, "code")  # type: ignore[attr-defined]  # a form knows its fields by name, not by kind
        if around is not None:
            del self.fields["restricted"]

    @staticmethod
    def start(
        template: TeamTemplate | None, around: Dossier | None, **known: Any
    ) -> dict[str, Any]:
        """What the form starts from: the template's length, horizon and organisations."""
        begun = dict(known)
        if around is not None:
            begun |= {"subject": around.title, "owner": around.owner, "sponsor": around.primacy}
        if template is not None:
            seats = template.seats.values_list("organisation", flat=True)
            begun |= {
                "horizon": template.horizon,
                "ends_on": begun["starts_on"] + timedelta(weeks=template.weeks, days=-1),
                "organisations": list(seats),
            }
        return begun

    def plan(self) -> Plan:
        data = self.cleaned_data
        code, subject = data["code"].strip(), data["subject"].strip()
        plan = Plan(
            code=code,
            subject=subject,
            horizon=data["horizon"],
            sponsor=data["sponsor"],
            owner=data["owner"],
            starts_on=data["starts_on"],
            ends_on=data["ends_on"],
            name_en=f"{code} {data['name_en']}" if data["name_en"] else "",
            restricted=data.get("restricted", False),
            dossier=self.around,
        )
        return started_from(self.template, plan, data["organisations"])


class _Newest(ModelChoiceIterator):  # type: ignore[type-arg]  # which model stands in the queryset
    """The newest to choose from; any other of the queryset is taken too."""

    def __iter__(self) -> Iterator[Any]:
        if self.field.empty_label is not None:
            yield ("", self.field.empty_label)
        queryset: Any = self.queryset
        for one in queryset[:NEWEST]:
            yield self.choice(one)


class DecisionField(forms.ModelChoiceField):  # type: ignore[type-arg]  # which model stands in the queryset
    """A decision that was adopted and that the reader may see."""

    iterator = _Newest

    def __init__(self, **more: Any) -> None:
        super().__init__(
            Decision.objects.none(),
            label=_("Decision"),
            help_text=_("From which this step follows; the newest in the register stand here."),
            **more,
        )

    def offer(self, user: Any) -> None:
        found = Decision.objects.visible_to(user).filter(result__in=GROUNDS)
        self.queryset = found.select_related("body", "post").order_by("-taken_on", "-serial", "pk")

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.number} · {obj.text[:80]}"


class StepForm(Versioned, forms.Form):
    to = forms.TypedChoiceField(label=pgettext_lazy("team", "Step"), coerce=TeamStatus)
    decision = DecisionField()

    def __init__(self, *args: Any, team: Team, reader: Any, **more: Any) -> None:
        more["initial"] = {"version": team.version}
        super().__init__(*args, **more)
        steps = [step for step in AFTER[team.status] if step != TeamStatus.DISSOLVED]
        self.fields["to"].choices = [(step, step.label) for step in steps]  # type: ignore[attr-defined]  # a form knows its fields by name, not by kind
        self.fields["decision"].offer(reader)  # type: ignore[attr-defined]  # a form knows its fields by name, not by kind

    def said_by(self, current: Any) -> dict[str, Any]:
        return {"to": current.status}


class WindUpForm(Versioned, PlainText, forms.Form):
    """The decision to end a team, and who takes over what it has open."""

    decision = DecisionField()
    organisation = OrganisationField(label=_("What is open goes to"))
    person = PersonField(
        required=False,
        help_text=_("Her e-mail address, where it is somebody."),
    )

    def __init__(self, *args: Any, team: Team, reader: Any, **more: Any) -> None:
        more["initial"] = {"version": team.version}
        super().__init__(*args, **more)
        self.fields["decision"].offer(reader)  # type: ignore[attr-defined]  # a form knows its fields by name, not by kind

    def said_by(self, current: Any) -> dict[str, Any]:
        return {}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        person, organisation = cleaned.get("person"), cleaned.get("organisation")
        if person and organisation and person.organisation_id != organisation.pk:
            self.add_error("person", _("She is of another organisation; choose hers or nobody."))
        return cleaned

    def receiver(self) -> Owner:
        return Owner(self.cleaned_data["organisation"], self.cleaned_data["person"])


class TemplateForm(PlainText, forms.Form):
    name = forms.CharField(label=_("Name of the template"), max_length=120)
