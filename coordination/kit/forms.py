"""What forms share: a refused deed becomes an error of the form, so that typed text stays."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.forms import BaseForm
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from .moments import refuse_far
from .refusals import NotAllowed, Refusal, Stale
from .templatetags.ui import day_and_time, full_day

R = TypeVar("R")
FIGURES = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:,? +(\d{1,2})[:.](\d\d))?")


class Versioned:
    """A form of something with a version: what was saved first is shown beside what she typed.

    Give it the present version as `initial["version"]`, or the noun as its instance. Its
    template posts `form.version` and includes coordination/kit/_clashes.html.
    """

    stale: Stale | None = None
    clashes: list[tuple[str, Any, Any]]

    @property
    def version(self) -> int:
        """The version it was made from; what was sent and is no number is never the present one."""
        form: Any = self
        if self.stale is not None:
            present: int = self.stale.current.version
            return present
        if form.is_bound:
            return number_in(str(form.data.get("version", "")))
        noun = getattr(form, "instance", None)
        start: int = form.initial.get("version") or getattr(noun, "version", 0)
        return start

    def said_by(self, current: Any) -> dict[str, Any]:
        """The fields as `current` would fill them in."""
        made: Any = type(self)
        shown: dict[str, Any] = made(instance=current).initial
        return shown

    def meet(self, stale: Stale) -> None:
        """Somebody else was first: show both, ready to be sent again."""
        self.clashes = clashes(self, self.said_by(stale.current))  # type: ignore[arg-type]  # what stands there now is a row
        self.stale = stale


def attempt(form: BaseForm, service: Callable[[], R]) -> R | None:
    """What `service` returns; None where it refused, and then the form says why.

    A refusal because the deed is not hers goes on to the caller: nothing that she types would
    help. So does one because somebody else was first, unless the form can show both.
    """
    try:
        return service()
    except NotAllowed:
        raise
    except Stale as stale:
        if not isinstance(form, Versioned):
            raise
        form.meet(stale)
        return None
    except Refusal as refusal:
        field = refusal.field if refusal.field in form.fields else None
        form.add_error(field, str(refusal.sentence))
        return None


def status_of(form: BaseForm) -> int:
    """The status of a page with this form: 409 where somebody else was first, 422 with errors."""
    if getattr(form, "stale", None) is not None:
        return Stale.status
    return 422 if form.is_bound and form.errors else 200


def clashes(form: BaseForm, theirs: dict[str, Any]) -> list[tuple[str, Any, Any]]:
    """Fields in which a stale form differs from what stands there now: label, theirs, hers."""
    return [
        (str(form[name].label), in_words(field, theirs[name]), in_words(field, form[name].value()))
        for name, field in form.fields.items()
        if name in theirs and name != "version" and _differs(form, name, theirs[name])
    ]


def in_words(field: forms.Field, value: Any) -> Any:
    """The value of a field as a person reads it."""
    shown = field.prepare_value(value)
    if isinstance(field, forms.BooleanField):
        return _("yes") if shown else _("no")
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        labels = {str(key): label for key, label in choices if not isinstance(label, list)}
        if isinstance(shown, list | tuple):
            return ", ".join(str(labels.get(str(one), one)) for one in shown)
        listed = isinstance(field, forms.ModelChoiceField) and shown
        return labels.get(
            str(shown), _("something that cannot be chosen here") if listed else shown
        )
    return _day_in_words(field, shown) if shown else shown


def _day_in_words(field: forms.Field, shown: Any) -> Any:
    """A day or moment the way of the language, with its year; what reads as none as it is."""
    if isinstance(field, TermField):
        return field.in_words(shown)
    if not isinstance(field, forms.DateTimeField | forms.DateField | forms.TimeField):
        return shown
    try:
        read: Any = field.to_python(shown)
    except forms.ValidationError:
        return shown
    match field:
        case forms.DateTimeField():
            return day_and_time(read)
        case forms.DateField():
            return full_day(read)
    return time_format(read, "TIME_FORMAT")


class TermField(forms.CharField):
    """A term as it is spoken of: `nov/dec`, 12-12-2020, 12-12-2020 14:00."""

    def in_words(self, typed: str) -> str:
        """A date in figures as it is shown elsewhere; other words stay what they are."""
        found = FIGURES.fullmatch(typed.strip())
        if found is None:
            return typed
        day, month, year, hour, minute = (int(part or 0) for part in found.groups())
        try:
            on, at = dt.date(year, month, day), dt.time(hour, minute)
        except ValueError:
            return typed
        return f"{full_day(on)}, {time_format(at, 'TIME_FORMAT')}" if found[4] else full_day(on)


def moment_field(**more: Any) -> forms.DateTimeField:
    """A day with its time, as the browser's own picker reads and writes it; no far year."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(widget=widget, validators=[refuse_far], **more)


def number_in(text: str) -> int:
    """A number of at most nine digits; 0 for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _differs(form: BaseForm, name: str, value: Any) -> bool:
    field, hers = form.fields[name], form[name].value()
    said = field.prepare_value(value)
    return str("" if said is None else said) != str("" if hers is None else hers) and (
        field.has_changed(value, form[name].data)
    )
