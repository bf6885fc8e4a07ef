"""What a body knew at a moment."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coordination.kit import clock
from coordination.kit.asof import moment
from coordination.kit.http import get_visible
from coordination.people.models import Body
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may

from ..queries.knowledge import known_to


@may("meetings.read")
@require_safe
def known(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """What had reached the body by ?op=, or by now."""
    body = get_visible(Body, request.user, pk=pk)
    then, now = moment(request), clock.now()
    at = then.at if then else now
    context = {"body": body, "then": then, "at": at, "known": known_to(request.user, body, at)}
    return render(request, "coordination/meetings/knowledge.html", context)
