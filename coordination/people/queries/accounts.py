"""Accounts for those who manage them, and one's own sessions."""

from dataclasses import dataclass

from allauth.usersessions.models import UserSession
from django.db.models import Q, QuerySet

from ..models import Erasure, Role, RoleGrant, User


@dataclass(frozen=True)
class SessionRow:
    session: UserSession
    here: bool


def accounts_for(
    manager: User, *, text: str = "", role: str = "", closed: bool = False
) -> QuerySet[User]:
    """Accounts by name: all for an administrator, chain partners for who may invite those."""
    found = User.objects.get_queryset().filter(is_active=not closed)
    if not manager.may("people.manage"):
        found = found.filter(role_grants__role=Role.PARTNER)
    if role:
        found = found.filter(role_grants__role=role)
    for word in text[:200].replace("\0", "").split()[:8]:
        found = found.filter(
            Q(name__icontains=word) | Q(email__icontains=word) | Q(organisation__code__iexact=word)
        )
    return (
        found.select_related("organisation")
        .prefetch_related("role_grants")
        .distinct()
        .order_by("name", "pk")
    )


def waiting_for_second() -> QuerySet[RoleGrant]:
    """Roles that wait for a second person, oldest first."""
    waiting = RoleGrant.objects.filter(confirmed_at=None)
    return waiting.select_related("user__organisation", "granted_by").order_by("granted_at")


def erasures_waiting() -> QuerySet[Erasure]:
    """Erasures that wait for a second person, oldest first."""
    waiting = Erasure.objects.filter(confirmed_at=None)
    return waiting.select_related("user", "asked_by").order_by("asked_at")


def sessions_of(user: User, *, present_key: str | None) -> list[SessionRow]:
    """Her live sessions, newest first; the one she looks from is marked."""
    live: list[UserSession] = UserSession.objects.purge_and_list(user)
    live.sort(key=lambda session: session.created_at, reverse=True)
    return [SessionRow(session, session.session_key == present_key) for session in live]
