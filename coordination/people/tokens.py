"""Whose token a request shows."""

from datetime import date

from django.db.models import Q

from .backends import fetch_user
from .keys import digest_of
from .models import Body, FeedToken, Token, User


def user_of_token(secret: str, *, on: date) -> User | None:
    """Whose live token this is, if she may still sign in; notes the day it was last used."""
    token = Token.objects.live().filter(digest=digest_of(secret)).first()
    if token is None:
        return None
    if token.last_used_on != on:
        Token.objects.filter(pk=token.pk).update(last_used_on=on)
    return fetch_user(token.user_id, on=on)


def feed_of(secret: str, *, on: date) -> tuple[User, Body | None] | None:
    """Whose live feed this is, and of which body; None once she may not sign in any more."""
    live = FeedToken.objects.live().filter(Q(expires_on=None) | Q(expires_on__gte=on))
    token = live.select_related("body").filter(digest=digest_of(secret)).first()
    user = fetch_user(token.user_id, on=on) if token else None
    if token is None or user is None or not user.may("meetings.read"):
        return None
    if token.last_used_on != on:
        FeedToken.objects.filter(pk=token.pk).update(last_used_on=on)
    return user, token.body
