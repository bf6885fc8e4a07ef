"""What is typed about an action point, read into owners and terms."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from coordination.dossiers.models import Dossier, Function
from coordination.kit.dates import Kind, read_due
from coordination.kit.moments import refuse_far
from coordination.people.forms import ChooserInput
from coordination.people.models import Body, Post

from .models import ActionKind
from .queries.owners import find_organisation, find_owner
from .terms import Owner, Share, Term


class Native(forms.DateInput):
    """A date as the browser's own picker reads and writes it."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def read_term(words: str, *, on: date) -> Term:
    """The term typed in words, seen from the day `on`; an error where no day is meant."""
    reads = read_due(words, on=on)
    for read in reads:
        if read.problem:
            raise ValidationError(str(read.problem))
    terms = [Term.of(read) for read in reads if read.kind in {Kind.EXACT, Kind.FUZZY}]
    for term in terms:
        if term is not None:
            return term
    raise ValidationError(_("No date is read in this. Type it like wo 4 nov 17u, or pick a day."))


class TermForm(forms.Form):
    """A term in words or picked; `today` is where words are seen from."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    due = forms.CharField(
        label=_("Due"),
        required=False,
        max_length=80,
        help_text=_("In words: wo 4 nov 17u, over twee weken, nov/dec."),
    )
    due_on = forms.DateField(
        label=_("or pick a day"), required=False, widget=Native(), validators=[refuse_far]
    )

    def __init__(self, *args: Any, today: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.today = today

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        words, day = cleaned.get("due", ""), cleaned.get("due_on")
        if words:
            try:
                cleaned["term"] = read_term(words, on=self.today)
            except ValidationError as error:
                self.add_error("due", error)
        elif day:
            cleaned["term"] = Term(day)
        elif "due" not in self.errors and "due_on" not in self.errors:
            self.add_error("due", _("Say when it is due."))
        return cleaned


class OwnerField(forms.CharField):
    """An owner as typed: @VWS, the address of a person, the name of a post."""

    def __init__(self, **more: Any) -> None:
        widget = ChooserInput(owners=True, attrs={"list": "owners"})
        more.setdefault("help_text", _("@VWS, the address of a person, or a post."))
        super().__init__(label=_("Owner"), max_length=254, widget=widget, **more)
        self.reader: Any = None

    def clean(self, value: Any) -> Owner | None:
        typed = super().clean(value)
        if not typed and not self.required:
            return None
        owner = find_owner(typed, reader=self.reader)
        if owner is None:
            raise ValidationError(_("Nobody is known by this name. Type @ and a code, like @VWS."))
        return owner


class MoveForm(TermForm):
    reason = forms.CharField(label=_("Why"), max_length=300)


class HandOverForm(forms.Form):
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    owner = OwnerField()
    reason = forms.CharField(label=_("Why"), max_length=300)

    def __init__(self, *args: Any, reader: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["owner"].reader = reader  # type: ignore[attr-defined]  # a form knows its fields by name, not by kind


class ReasonForm(forms.Form):
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Why"), max_length=300)


class CommentForm(forms.Form):
    text = forms.CharField(
        label=_("Remark"), max_length=4000, widget=forms.Textarea(attrs={"rows": 2})
    )


class SplitForm(forms.Form):
    """Up to four new points; a row without words is left out, its owner and term as they were."""

    ROWS = range(1, 5)

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, reader: Any, today: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.today = today
        for row in self.ROWS:
            self.fields[f"text_{row}"] = forms.CharField(
                label=_("New action point"), max_length=4000, required=row <= 2
            )
            owner = OwnerField(required=False, help_text="")
            owner.reader = reader
            self.fields[f"owner_{row}"] = owner
            self.fields[f"due_{row}"] = forms.CharField(
                label=_("Due"), max_length=80, required=False
            )

    @property
    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField, forms.BoundField]]:
        return [(self[f"text_{n}"], self[f"owner_{n}"], self[f"due_{n}"]) for n in self.ROWS]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for row in self.ROWS:
            words = cleaned.get(f"due_{row}", "")
            try:
                cleaned[f"term_{row}"] = read_term(words, on=self.today) if words else None
            except ValidationError as error:
                self.add_error(f"due_{row}", error)
        return cleaned

    def shares(self, owner: Owner, term: Term) -> list[Share]:
        """The filled rows; `owner` and `term` stand in where none was typed."""
        data = self.cleaned_data
        return [
            Share(data[f"text_{n}"], data.get(f"owner_{n}") or owner, data.get(f"term_{n}") or term)
            for n in self.ROWS
            if data.get(f"text_{n}")
        ]


def writable_dossiers(reader: Any) -> "QuerySet[Dossier]":
    """The open dossiers she writes in, newest first."""
    found: QuerySet[Dossier] = Dossier.objects.visible_to(reader).filter(closed_at=None)
    writable = found.with_function(reader, Function.WRITER, Function.LEAD)  # type: ignore[attr-defined]  # the related manager has the queryset's methods
    return writable.order_by("-year", "-serial")  # type: ignore[no-any-return]  # the related manager has the queryset's methods


class TypedForm(forms.Form):
    """A point as one line, in one of her dossiers."""

    OFFERED = 20

    text = forms.CharField(error_messages={"required": _("Type what is to be done.")})
    dossier: forms.ModelChoiceField[Dossier] = forms.ModelChoiceField(
        queryset=Dossier.objects.none(),
        error_messages={"required": _("Choose the dossier it belongs to.")},
    )

    def __init__(self, *args: Any, reader: Any, chosen: str = "", **more: Any) -> None:
        """`chosen` is the number of the dossier to begin with."""
        super().__init__(*args, **more)
        self.writable = writable_dossiers(reader)
        self.fields["dossier"].queryset = self.writable  # type: ignore[attr-defined]  # a form knows its fields by name, not by kind
        self.chosen = chosen

    @cached_property
    def dossiers(self) -> list[tuple[Dossier, bool]]:
        """The newest she may choose, and whether it is the chosen one: one query."""
        listed = list(self.writable[: self.OFFERED])
        wanted = str(self.data.get("dossier", ""))
        return [(one, wanted == str(one.pk) or self.chosen == one.number) for one in listed]

    @property
    def problems(self) -> list[str]:
        return [str(error) for errors in self.errors.values() for error in errors]


class AddForm(TermForm):
    """A point that came without a meeting."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("What"), max_length=4000, widget=forms.Textarea(attrs={"rows": 2})
    )
    owner = OwnerField()
    also = forms.CharField(
        label=_("With"), required=False, max_length=200, help_text=_("Codes, like @SZW @BZK.")
    )
    dossier: forms.ModelChoiceField[Dossier] = forms.ModelChoiceField(
        label=_("Dossier"), queryset=Dossier.objects.none()
    )
    body: forms.ModelChoiceField[Body] = forms.ModelChoiceField(
        label=_("Body"), queryset=Body.objects.none(), required=False
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=ActionKind, initial=ActionKind.ACTION)
    source = forms.CharField(
        label=_("Where it came from"),
        required=False,
        max_length=200,
        help_text=_("For instance: a mail of 3 November."),
    )
    made_to = forms.CharField(
        label=_("Made to"),
        required=False,
        max_length=200,
        help_text=_("For a commitment or a motion: to whom."),
    )
    made_by: forms.ModelChoiceField[Post] = forms.ModelChoiceField(
        label=_("Made by"), queryset=Post.objects.none(), required=False
    )

    field_order = ("text", "owner", "also", "due", "due_on", "dossier", "body", "kind")

    def __init__(self, *args: Any, reader: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["owner"].reader = reader  # type: ignore[attr-defined]  # a form knows its fields by name, not by kind
        for name, queryset in (
            ("dossier", writable_dossiers(reader)),
            ("body", Body.objects.visible_to(reader).filter(active=True).order_by("code")),
            ("made_by", Post.objects.visible_to(reader).order_by("code")),
        ):
            self.fields[name].queryset = queryset  # type: ignore[attr-defined]  # a form knows its fields by name, not by kind

    def clean_also(self) -> list[Any]:
        found = []
        for name in self.cleaned_data["also"].replace(",", " ").split():
            organisation = find_organisation(name)
            if organisation is None:
                raise ValidationError(_("%(name)s is not known."), params={"name": name})
            found.append(organisation)
        return found
