from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .registries import Slot, panels
from .rendering import rendered


def today(request: HttpRequest) -> HttpResponse:
    """The first screen: what asks for her today."""
    cards = rendered(panels, Slot.TODAY, request, None)
    return render(request, "coordination/dashboard/today.html", {"cards": cards})
