"""What was learnt before, offered beside a form while one types in it."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from coordination.dossiers.models import Dossier
from coordination.dossiers.planned import Plan, typed
from coordination.kit.http import get_visible
from coordination.people.models import Body
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may

from ..queries import offered_for


@may("lessons.read")
@require_POST
def lessons_offered(request: SignedInRequest) -> HttpResponse:
    """Those that are like what is typed so far. Changes nothing; what makes no sense says nothing.

    A team is named by its dossier.
    """
    sent, around = request.POST, request.GET
    plan = Plan(
        typed(sent),
        _seen(Dossier, request, sent.get("dossier") or sent.get("team") or around.get("around")),
        _seen(Body, request, sent.get("body") or around.get("of")),
        around.get("about", "").replace("\0", "")[:300],
    )
    context = {"lessons": offered_for(plan, request.user)}
    return render(request, "coordination/lessons/_offered_list.html", context)


def _seen(model: type[Any], request: SignedInRequest, pk: str | None) -> Any:
    """The one she may see; None for any other."""
    try:
        return get_visible(model, request.user, pk=pk) if pk else None
    except Http404:
        return None
