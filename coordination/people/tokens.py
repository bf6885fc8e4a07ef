"""Whose token a request shows."""

from datetime import date

from .backends import fetch_user
from .keys import digest_of
from .models import Token, User


def user_of_token(secret: str, *, on: date) -> User | None:
    """Whose live token this is, if she may still sign in; notes the day it was last used."""
    token = Token.objects.live().filter(digest=digest_of(secret)).first()
    if token is None:
        return None
    if token.last_used_on != on:
        Token.objects.filter(pk=token.pk).update(last_used_on=on)
    return fetch_user(token.user_id, on=on)
