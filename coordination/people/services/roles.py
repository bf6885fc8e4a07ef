"""Roles: given by an administrator, some only with a second person."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from coordination.audit.deeds import deed, record
from coordination.kit.refusals import NotAllowed, Refusal

from ..models import Role, RoleGrant, User
from ..permissions import EXCLUDES, SECOND_PERSON, can_invite


class NotYoursToGive(NotAllowed):
    """The role is not hers to give."""


class RolesExclude(Refusal):
    """Nobody is auditor beside coordinator or administrator."""

    status = 409


class AlreadyHas(Refusal):
    """The role is held, or waits for a second person."""

    status = 409


class SecondPersonNeeded(NotAllowed):
    """Who gave it or gets it does not confirm it."""


class LastAdministrator(Refusal):
    """Without an administrator nobody can let anybody in."""

    status = 409


@deed
def grant_role(*, user: User, role: Role, by: User, at: datetime) -> RoleGrant:
    """Give a role. Coordinator, auditor and administrator count once a second person confirms.

    Refuses a role that excludes one she has, waiting ones included.
    """
    if not can_invite(by, role):
        raise NotYoursToGive(_("Only an administrator gives this role."))
    held = {Role(name) for name in user.role_grants.values_list("role", flat=True)}
    if role in held:
        raise AlreadyHas(_("She has this role, or it waits for a second person."))
    if held & EXCLUDES.get(role, frozenset()):
        raise RolesExclude(
            _("Nobody is auditor and also coordinator or administrator. Take that role away first.")
        )
    grant = RoleGrant.objects.create(
        user=user,
        role=role,
        granted_at=at,
        granted_by=by,
        confirmed_at=None if role in SECOND_PERSON else at,
    )
    record("people.role_granted", grant, by=by, at=at, user=user, role=role)
    return grant


@deed
def confirm_role(*, grant: RoleGrant, by: User, at: datetime) -> RoleGrant:
    """The second person agrees; from now on the role counts.

    Refuses who gave it, who gets it, and a grant that was confirmed before.
    """
    if by.pk in {grant.granted_by_id, grant.user_id} or not by.may("people.manage"):
        raise SecondPersonNeeded(_("Another administrator must confirm this role."))
    if grant.confirmed_at is not None:
        raise AlreadyHas(_("This role was confirmed already."))
    grant.confirmed_at, grant.confirmed_by = at, by
    grant.save(update_fields=["confirmed_at", "confirmed_by"])
    record("people.role_confirmed", grant, by=by, at=at, user=grant.user_id, role=grant.role)
    return grant


@deed
def revoke_role(*, grant: RoleGrant, by: User, at: datetime) -> None:
    """Take a role away, or a request that nobody confirmed; refuses the last administrator's."""
    if not by.may("people.manage"):
        raise NotYoursToGive(_("Only an administrator takes a role away."))
    if grant.role == Role.ADMINISTRATOR and grant.confirmed_at:
        refuse_last_administrator(grant.user)
    record("people.role_revoked", grant, by=by, at=at, user=grant.user_id, role=grant.role)
    grant.delete()


def refuse_last_administrator(user: User) -> None:
    """Refuse when `user` is the only one left who administers."""
    held = RoleGrant.objects.filter(
        role=Role.ADMINISTRATOR, confirmed_at__isnull=False, user__is_active=True
    )
    if held.filter(user=user).exists() and not held.exclude(user=user).exists():
        raise LastAdministrator(
            _("She is the only administrator. Make somebody else administrator first.")
        )
