"""Cards that follow once a page stands: the same address, asked for more."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from coordination.kit.http import wants_fragment

from .registries import Slot, panels
from .rendering import rendered

MORE = "meer"


def asks_for_more(request: HttpRequest) -> bool:
    """Whether a page is asked for what follows it, and not for itself."""
    return MORE in request.GET


def more(request: HttpRequest, slot: Slot, subject: Any) -> HttpResponse:
    """The cards that follow the page of `subject`: a fragment, or without a script a page."""
    cards = rendered(panels, slot, request, subject, later=True)
    bare = wants_fragment(request)
    template = f"coordination/dashboard/{'_more' if bare else 'more'}.html"
    context = {"cards": cards, "subject": subject, "slot": slot.value}
    return render(request, template, context)
