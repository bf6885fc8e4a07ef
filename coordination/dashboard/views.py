from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from .registries import Slot, panels
from .rendering import rendered


@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """The first screen: what asks for her today."""
    # people and its decorator stand above this app; the gate is asked through the user
    if not request.user.may(today.action):  # type: ignore[attr-defined, union-attr]  # behind the gate a visitor is a User
        raise PermissionDenied
    cards = rendered(panels, Slot.TODAY, request, None)
    return render(request, "coordination/dashboard/today.html", {"cards": cards})


today.action = "today.read"  # type: ignore[attr-defined]  # what the sweep reads of a view
