"""What a field offers while a name is typed."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ..queries.choosing import choices_for
from ..requests import SignedInRequest
from ..rights import may

LONGEST = 80


@may("people.read")
@require_GET
def choose(request: SignedInRequest) -> HttpResponse:
    """Options for ?q=; with ?owners=1 organisations and posts too, ?organisation= its people."""
    text = request.GET.get("q", "")[:LONGEST].replace("\0", "")
    owners = request.GET.get("owners") == "1"
    organisation = request.GET.get("organisation", "")[:LONGEST].replace("\0", "")
    choices = choices_for(request.user, text, owners=owners, organisation=organisation)
    context = {"choices": choices}
    return render(request, "coordination/people/_choices.html", context)
