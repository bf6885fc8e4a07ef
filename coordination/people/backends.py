"""Who signs in, and how a user is fetched for a request."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from rest_framework.authentication import TokenAuthentication

from .models import User


class EmailBackend(ModelBackend):
    """Sign in by e-mail address; one query brings a user with what every page needs."""

    def get_user(self, user_id: Any) -> User | None:
        found = (
            User.objects.active()
            .select_related("organisation")
            .prefetch_related("role_grants")
            .filter(pk=user_id)
            .first()
        )
        return found


class BearerAuthentication(TokenAuthentication):
    """`Authorization: Bearer <token>`."""

    keyword = "Bearer"
