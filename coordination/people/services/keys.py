"""One's own keys to the API and to calendars, and one's own sessions."""

from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination.audit.deeds import deed, record
from coordination.kit.refusals import NotAllowed

from ..keys import digest_of, new_secret
from ..models import Body, FeedToken, Token, User

PARTNER_KEEPS = timedelta(days=90)


@deed
def create_token(*, user: User, name: str, at: datetime) -> tuple[Token, str]:
    """A new token and its secret, which is shown once and kept nowhere."""
    secret = new_secret()
    token = Token.objects.create(
        user=user, name=name, digest=digest_of(secret), ending=secret[-4:], created_at=at
    )
    record("people.token_created", token, by=user, at=at, name=name)
    return token, secret


@deed
def revoke_token(*, token: Token, by: User, at: datetime) -> Token:
    """A token that opens nothing any more; refuses another person's."""
    if token.user_id != by.pk:
        raise NotAllowed(_("This key is not yours."))
    if token.revoked_at is None:
        token.revoked_at, token.revoked_by = at, by
        token.save(update_fields=["revoked_at", "revoked_by"])
    record("people.token_revoked", token, by=by, at=at)
    return token


@deed
def create_feed(*, user: User, name: str, body: Body | None, at: datetime) -> tuple[FeedToken, str]:
    """A feed of her meetings, or of one body, and its key, which is shown once and kept nowhere.

    That of a chain partner ends after ninety days.
    """
    secret = new_secret()
    token = FeedToken.objects.create(
        user=user,
        body=body,
        name=name,
        digest=digest_of(secret),
        ending=secret[-4:],
        created_at=at,
        expires_on=timezone.localdate(at) + PARTNER_KEEPS if user.only_partner else None,
    )
    record("people.feed_created", token, by=user, at=at, name=name, body=body)
    return token, secret


@deed
def revoke_feed(*, token: FeedToken, by: User, at: datetime) -> FeedToken:
    """A feed that shows nothing any more; refuses another person's."""
    if token.user_id != by.pk:
        raise NotAllowed(_("This feed is not yours."))
    if token.revoked_at is None:
        token.revoked_at, token.revoked_by = at, by
        token.save(update_fields=["revoked_at", "revoked_by"])
    record("people.feed_revoked", token, by=by, at=at)
    return token


@deed
def end_sessions(*, user: User, keys: list[str], at: datetime) -> int:
    """Sign out the sessions with these keys; how many of hers there were."""
    sessions = list(UserSession.objects.filter(user=user, session_key__in=keys))
    for session in sessions:
        session.end()
    record("people.sessions_ended", user, by=user, at=at, count=len(sessions))
    return len(sessions)
