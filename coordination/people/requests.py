"""A request of somebody who is signed in, as every guarded view gets it."""

from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from .models import User


class SignedInRequest(HttpRequest):
    """`user` is a User: the middleware lets nobody else through to a guarded view."""

    user: "User"
