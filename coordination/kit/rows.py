"""A row of a list changed in place; without script the same form stands on a page of its own.

    edit = edit_point(point, data=request.POST or None, by=request.user, at=clock.now())
    return change_row(request, edit, among=RowList(_("Action points"), url, 3, draw))

The row carries a link to that view with data-edit-open (static/js/inline.js).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from .forms import attempt, status_of
from .http import done, toast, wants_fragment


@dataclass(frozen=True)
class RowEdit:
    """What is changed of one noun, whatever list it stands in.

    `form` is Versioned; `save` makes what it holds one deed and returns the noun, `undo` is where
    that deed is taken back. `below` is a template that its page needs too, drawn with `more`.
    """

    noun: Any
    number: str
    text: str
    url: str
    form: Any
    save: Callable[[], Any]
    undo: Callable[[Any], str]
    below: str = ""
    more: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class RowList:
    """The list a row stands in: its name, address and columns, and how it draws a row."""

    name: Any
    url: str
    columns: int
    draw: Callable[[Any], HttpResponse]


def change_row(request: HttpRequest, edit: RowEdit, *, among: RowList) -> HttpResponse:
    """The editor, or the row as it was changed with its undo; ?terug brings the row back."""
    fragment = wants_fragment(request)
    if fragment and "terug" in request.GET:
        return among.draw(edit.noun)
    form = edit.form
    changed = attempt(form, edit.save) if form.is_valid() else None
    if changed is None:
        context = {**edit.more, "edit": edit, "form": form, "among": among}
        template = f"coordination/kit/{'_row_editor' if fragment else 'row_change'}.html"
        return render(request, template, context, status=status_of(form))
    sentence = _("%(number)s is changed.") % {"number": edit.number}
    if not fragment:
        return done(request, among.url, sentence, undo=edit.undo(changed))
    return toast(among.draw(changed), sentence, undo=edit.undo(changed))
