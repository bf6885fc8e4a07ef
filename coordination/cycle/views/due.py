"""Who owes what by when."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coordination.kit import clock
from coordination.kit.asof import Moment, moment
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may

from ..due import due_items
from ..queries.due import Wanted, list_due
from ..queries.due_then import list_due_then


@may("cycle.read")
@require_safe
def due_list(request: SignedInRequest) -> HttpResponse:
    """What is due and open, the first due first; `?gehaald=1` what was met."""
    wanted, then = Wanted.read(request.GET), moment(request)
    if then:
        return _due_then(request, wanted, then)
    context = {
        "page": list_due(request.user, wanted),
        "wanted": wanted,
        "kinds": [(name, due_items[name].label) for name in due_items.names()],
        "now": clock.now(),
        "may_raise": request.user.may("cycle.remind"),
        "tab": "due",
    }
    return render(request, "coordination/cycle/due_list.html", context)


def _due_then(request: SignedInRequest, wanted: Wanted, then: Moment) -> HttpResponse:
    """The list as it stood, beside what became of each."""
    page = list_due_then(request.user, wanted, at=then.at)
    context = {"page": page, "wanted": wanted, "then": then, "now": then.at, "tab": "due"}
    return render(request, "coordination/cycle/due_then.html", context)
