"""Who signs in, and how a user is fetched for a request."""

from datetime import date
from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.db.models import UUIDField
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from coordination.kit import clock
from coordination.kit.prepared import Given, Prepared

from .models import User

_user = Prepared(
    lambda: (
        User.objects.with_roles()
        .filter(pk=Given("user", UUIDField()))
        .select_related("organisation")[:1]
    )
)


def fetch_user(user_id: Any, *, on: date) -> User | None:
    """The user with what every page needs; None once deactivated or expired."""
    found = _user(user=user_id)
    return next((user for user in found if user.is_active and not user.has_expired(on)), None)


class EmailBackend(ModelBackend):
    """Sign in by e-mail address; out at once when deactivated or expired."""

    def get_user(self, user_id: Any) -> User | None:
        return fetch_user(user_id, on=clock.today())

    def user_can_authenticate(self, user: Any) -> bool:
        return bool(user.is_active) and not user.has_expired(clock.today())


class BearerAuthentication(BaseAuthentication):
    """`Authorization: Bearer <token>`; the middleware has looked it up."""

    def authenticate(self, request: Request) -> tuple[User, None] | None:
        user = getattr(request, "bearer", None)
        if user is not None:
            return user, None
        if get_authorization_header(request).lower().startswith(b"bearer"):
            raise AuthenticationFailed
        return None

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"
