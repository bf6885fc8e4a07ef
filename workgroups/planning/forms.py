"""What is typed about lines, products, milestones and budgets."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from coordination.actions.forms import OwnerField
from coordination.actions.terms import Owner
from coordination.kit import clock
from coordination.kit.forms import TermField, Versioned
from coordination.kit.refusals import Refusal
from coordination.meetings.models import Meeting
from coordination.papers.files.widgets import PaperInput
from coordination.people.models import Body
from workgroups.teams.models import Team

from .facts import EstimateFacts, LineFacts, MilestoneFacts, ProductFacts
from .models import ActionLine, BudgetEstimate, Milestone, Product
from .queries.listing import coming_meetings, find_product
from .spans import Span, read_span


def long_text(label: Any, rows: int, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, widget=forms.Textarea({"rows": rows}), **more
    )


class LineForm(Versioned, forms.Form):
    position = forms.IntegerField(label=_("Number"), min_value=1, max_value=99)
    title = forms.CharField(label=_("Action line"), max_length=200)
    text = long_text(_("Steps to take"), 10, max_length=8_000)

    def __init__(self, *args: Any, line: ActionLine | None = None, **more: Any) -> None:
        if line is not None:
            more["initial"] = {**self.said_by(line), "version": line.version}
        super().__init__(*args, **more)

    def said_by(self, current: Any) -> dict[str, Any]:
        return vars(LineFacts.of(current))

    def facts(self) -> LineFacts:
        return LineFacts(**self.cleaned_data)


class OfTeam(forms.Form):
    """A form of something that a team plans, for who reads it."""

    def __init__(self, *args: Any, reader: Any, team: Team, **more: Any) -> None:
        super().__init__(*args, **more)
        self.reader, self.team = reader, team


class GoesTo(OfTeam):
    """By when, and to which body or meeting."""

    due = TermField(
        label=_("When"),
        required=False,
        max_length=80,
        help_text=_("Like begin nov, nov/dec or 12-12-2020; empty is not planned yet."),
    )
    body: forms.ModelChoiceField[Body] = forms.ModelChoiceField(
        label=_("Goes to"), queryset=Body.objects.none(), required=False, empty_label="—"
    )

    def __init__(self, *args: Any, span: Span | None = None, **more: Any) -> None:
        super().__init__(*args, **more)
        self.standing = span
        bodies: Any = self.fields["body"]
        visible = Body.objects.visible_to(self.reader).filter(active=True)
        bodies.queryset = visible.order_by("code")

    def clean_due(self) -> Span | None:
        """The days; words that stand already keep the days they had."""
        typed = " ".join(self.cleaned_data["due"].split())
        if not typed:
            return None
        if self.standing is not None and typed == words_of(self.standing):
            return self.standing
        try:
            return read_span(typed, on=self.team.starts_on)
        except Refusal as refusal:
            raise forms.ValidationError(str(refusal.sentence)) from refusal


def words_of(span: Span | None) -> str:
    """A span as it is typed."""
    return "" if span is None else span.words or f"{span.due_on:%d-%m-%Y}"


class MeetingChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # which model stands in the queryset
    def label_from_instance(self, obj: Any) -> str:
        local = timezone.localtime(obj.starts_at)
        return f"{obj.body.code} · {date_format(local, 'l j F Y')}, {local:%H.%M}"


class MilestoneForm(Versioned, GoesTo):
    """A milestone; a meeting that is chosen gives its day."""

    title = forms.CharField(
        label=_("Milestone"),
        required=False,
        max_length=200,
        help_text=_("Empty where the product has one milestone only."),
    )
    meeting = MeetingChoice(
        label=_("or a meeting of it"),
        queryset=Meeting.objects.none(),
        required=False,
        empty_label="—",
        help_text=_("Then the milestone has its day, and moves along with it."),
    )

    field_order = ("title", "due", "body", "meeting")

    def __init__(self, *args: Any, milestone: Milestone | None = None, **more: Any) -> None:
        if milestone is not None:
            more["initial"] = {**self.said_by(milestone), "version": milestone.version}
        super().__init__(*args, span=milestone.span if milestone else None, **more)
        meetings: Any = self.fields["meeting"]
        standing = milestone.meeting_id if milestone else None
        meetings.queryset = coming_meetings(self.reader, at=clock.now(), standing=standing)

    def said_by(self, current: Any) -> dict[str, Any]:
        return {
            "title": current.title,
            "due": words_of(current.span),
            "body": current.body_id,
            "meeting": current.meeting_id,
        }

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        meeting = typed.get("meeting")
        if meeting is not None and typed.get("body") is None:
            typed["body"] = meeting.body
        return typed

    def facts(self) -> MilestoneFacts:
        data = self.cleaned_data
        return MilestoneFacts(data.get("title", ""), data["due"], data["body"], data["meeting"])


class MoveForm(MilestoneForm):
    """To other days, with the reason where they are later."""

    reason = forms.CharField(
        label=_("Why"),
        required=False,
        max_length=300,
        help_text=_("Needed where it becomes later; it stays with the plan."),
    )

    field_order = ("due", "body", "meeting", "reason")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        del self.fields["title"]


class ProductForm(Versioned, OfTeam):
    """A product of a team."""

    title = forms.CharField(label=_("Product"), max_length=300)
    line: forms.ModelChoiceField[ActionLine] = forms.ModelChoiceField(
        label=_("Action line"), queryset=ActionLine.objects.none(), empty_label=None
    )
    owner = OwnerField()
    interim = forms.BooleanField(label=_("Interim product"), required=False)
    needs_version = forms.BooleanField(
        label=_("Delivered as a paper"),
        required=False,
        help_text=_("Then it is not done before a version was supplied."),
    )
    text = long_text(_("Description"), 4, max_length=4_000)

    def __init__(self, *args: Any, product: Product | None = None, **more: Any) -> None:
        if product is not None:
            more["initial"] = {**self.said_by(product), "version": product.version}
        super().__init__(*args, **more)
        lines: Any = self.fields["line"]
        lines.queryset = ActionLine.objects.filter(team=self.team).order_by("position")
        self.fields["owner"].reader = self.reader  # type: ignore[attr-defined]  # a form knows its fields by name, not by kind

    def said_by(self, current: Any) -> dict[str, Any]:
        return {
            "title": current.title,
            "line": current.line_id,
            "owner": typed_owner(current.owner),
            "interim": current.interim,
            "needs_version": current.needs_version,
            "text": current.text,
        }

    def facts(self) -> ProductFacts:
        data = self.cleaned_data
        names = ("title", "owner", "text", "interim", "needs_version")
        return ProductFacts(**{name: data[name] for name in names})


class NewProductForm(ProductForm, GoesTo):
    """The same with its first milestone."""

    field_order = ("title", "line", "owner", "due", "body", "interim", "needs_version", "text")

    def milestone(self) -> MilestoneFacts | None:
        span, body = self.cleaned_data["due"], self.cleaned_data["body"]
        return MilestoneFacts("", span, body) if span or body else None


def typed_owner(owner: Owner) -> str:
    """An owner as she is typed."""
    if owner.person:
        return str(owner.person.email)
    return str(owner.post.code) if owner.post else f"@{owner.organisation.code}"


class EstimateForm(Versioned, forms.Form):
    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)
    amount = forms.IntegerField(label=_("Amount in whole euros"), min_value=1)
    purpose = forms.CharField(label=_("What for"), max_length=300)
    basis = forms.CharField(
        label=_("Basis of the estimate"),
        max_length=300,
        help_text=_("An estimate, an offer, what it cost before; where it was written down."),
    )

    def __init__(self, *args: Any, estimate: BudgetEstimate | None = None, **more: Any) -> None:
        if estimate is not None:
            more["initial"] = {**self.said_by(estimate), "version": estimate.version}
        super().__init__(*args, **more)

    def said_by(self, current: Any) -> dict[str, Any]:
        return vars(EstimateFacts.of(current))

    def facts(self) -> EstimateFacts:
        return EstimateFacts(**self.cleaned_data)


class VersionForm(forms.Form):
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class DropForm(VersionForm):
    reason = forms.CharField(label=_("Why"), max_length=300)


class SupplyForm(VersionForm):
    upload = forms.FileField(label=_("File"), allow_empty_file=True, widget=PaperInput())
    final = forms.BooleanField(label=_("Final"), required=False)


class DependencyForm(forms.Form):
    """Another product of the team by its title, or one of another team as `LT1: title`."""

    needs = forms.CharField(
        label=_("Waits for"),
        max_length=320,
        widget=forms.TextInput({"list": "products", "autocomplete": "off"}),
        help_text=_("The title of a product; of another team with its code, like LT1: title."),
    )

    def __init__(self, *args: Any, reader: Any, product: Product, **more: Any) -> None:
        super().__init__(*args, **more)
        self.reader, self.product = reader, product

    def clean_needs(self) -> Product:
        typed = self.cleaned_data["needs"]
        found = find_product(typed, self.product.line.team, self.reader)
        if found is None:
            sentence = _("There is no product “%(title)s” to wait for.")
            raise forms.ValidationError(sentence, params={"title": typed})
        return found
