"""Keys for the API: made of chance, kept as a hash."""

import hashlib
import secrets
from datetime import date

from .backends import fetch_user
from .models import Token, User

PREFIX = "baken_"


def new_secret() -> str:
    return PREFIX + secrets.token_urlsafe(32)


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()


def user_of_token(secret: str, *, on: date) -> User | None:
    """Whose live token this is, if she may still sign in; notes the day it was last used."""
    token = Token.objects.live().filter(digest=digest_of(secret)).first()
    if token is None:
        return None
    if token.last_used_on != on:
        Token.objects.filter(pk=token.pk).update(last_used_on=on)
    return fetch_user(token.user_id, on=on)
