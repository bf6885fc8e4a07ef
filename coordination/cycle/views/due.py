"""Who owes what by when."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coordination.kit import clock
from coordination.kit.asof import Moment, moment
from coordination.kit.rows import RowList, change_row
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may

from ..due import due_items
from ..due_edits import changeable_among, edit_of
from ..queries.due import Wanted, find_item, find_met, list_due
from ..queries.due_then import list_due_then


@may("cycle.read")
@require_safe
def due_list(request: SignedInRequest) -> HttpResponse:
    """What is due and open, the first due first; `?gehaald=1` what was met."""
    wanted, then = Wanted.read(request.GET), moment(request)
    if then:
        return _due_then(request, wanted, then)
    page = list_due(request.user, wanted)
    context = {
        "page": page,
        "changeable": changeable_among(page.rows, request.user) if not wanted.met else set(),
        "wanted": wanted,
        "kinds": [(name, due_items[name].label) for name in due_items.names()],
        "now": clock.now(),
        "may_raise": request.user.may("cycle.remind"),
        "tab": "due",
    }
    return render(request, "coordination/cycle/due_list.html", context)


@may("cycle.meet")
@require_http_methods(["GET", "HEAD", "POST"])
def due_change(request: SignedInRequest, kind: str, pk: UUID) -> HttpResponse:
    """A row of the list changed in place: when it is due, who owes it, how it stands."""
    edit = edit_of(kind, pk, data=request.POST or None, by=request.user, at=clock.now())
    draw = partial(_row, request, kind)
    return change_row(request, edit, among=RowList(_("Due dates"), reverse("due:list"), 5, draw))


def _row(request: SignedInRequest, kind: str, noun: Any) -> HttpResponse:
    """The row as it stands now; also where it is due no more."""
    item = find_item(kind, noun.pk, user=request.user) or find_met(kind, noun.pk, user=request.user)
    context = {
        "item": item,
        "changeable": changeable_among([item], request.user) if item and item.is_open else set(),
        "now": clock.now(),
        "may_raise": request.user.may("cycle.remind"),
        "gone": noun,
    }
    return render(request, "coordination/cycle/_due_row.html", context)


def _due_then(request: SignedInRequest, wanted: Wanted, then: Moment) -> HttpResponse:
    """The list as it stood, beside what became of each."""
    page = list_due_then(request.user, wanted, at=then.at)
    context = {"page": page, "wanted": wanted, "then": then, "now": then.at, "tab": "due"}
    return render(request, "coordination/cycle/due_then.html", context)
