"""A request of somebody who is signed in, as every guarded view gets it, and what it asks for."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from django.forms import BaseForm
from django.http import HttpRequest

from coordination.kit import clock
from coordination.kit.forms import attempt

if TYPE_CHECKING:
    from .models import User

R = TypeVar("R")


class SignedInRequest(HttpRequest):
    """`user` is a User: the middleware lets nobody else through to a guarded view."""

    user: "User"


def deed_of(request: SignedInRequest) -> dict[str, Any]:
    """Who does it, and when, as every service asks."""
    return {"by": request.user, "at": clock.now()}


def sent(request: SignedInRequest, form: BaseForm, deed: Callable[[dict[str, Any]], R]) -> R | None:
    """What came of a form that was sent and is right; None where it is to be shown.

    `deed` is given who does it, and when.
    """
    if request.method != "POST" or not form.is_valid():
        return None
    return attempt(form, lambda: deed(deed_of(request)))
