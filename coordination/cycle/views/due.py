"""Who owes what by when."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coordination.kit import clock
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may

from ..due import due_items
from ..queries.due import Wanted, list_due


@may("cycle.read")
@require_safe
def due_list(request: SignedInRequest) -> HttpResponse:
    """What is due and open, the first due first; `?gehaald=1` what was met."""
    wanted = Wanted.read(request.GET)
    context = {
        "page": list_due(request.user, wanted),
        "wanted": wanted,
        "kinds": [(name, due_items[name].label) for name in due_items.names()],
        "now": clock.now(),
        "may_raise": request.user.may("cycle.remind"),
        "tab": "due",
    }
    return render(request, "coordination/cycle/due_list.html", context)
