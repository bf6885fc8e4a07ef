"""The second gate of people, bodies and posts; the first is her role (rights)."""

from datetime import date

from .models import Body, BodyMember, MemberRole, OutsideContact, Post, Role, User
from .rights import Level, allows

LEADERS = (MemberRole.CHAIR, MemberRole.SECRETARY)

SECOND_PERSON = frozenset({Role.COORDINATOR, Role.AUDITOR, Role.ADMINISTRATOR})
"""Roles that count once a second person confirms them."""

EXCLUDES = {
    Role.AUDITOR: frozenset({Role.COORDINATOR, Role.ADMINISTRATOR}),
    Role.COORDINATOR: frozenset({Role.AUDITOR}),
    Role.ADMINISTRATOR: frozenset({Role.AUDITOR}),
}
"""Whoever judges does not do: nobody is auditor beside coordinator or administrator."""


def leads(user: User, body: Body, *, on: date) -> bool:
    """She is its chair or secretary, by name or by post."""
    rows = BodyMember.objects.filter(body=body, role__in=LEADERS).held_by(user)
    return rows.present(on).exists()


def can_edit_body(user: User, body: Body, *, on: date) -> bool:
    """By role, or where she chairs it, is its secretary, or her organisation keeps it."""
    return _reaches(user, "bodies.manage", body, on)


def can_name_members(user: User, body: Body, *, on: date) -> bool:
    return _reaches(user, "bodies.members", body, on)


def can_hand_over(user: User, post: Post) -> bool:
    """By role; a holder hands over her own; a team lead those of her organisation."""
    match allows(user, "posts.hand_over"):
        case Level.YES:
            return True
        case Level.PART:
            own = post.holder_id == user.pk
            theirs = Role.TEAM_LEAD in user.roles and post.organisation_id == user.organisation_id
            return own or theirs
        case _:
            return False


def can_invite(user: User, role: Role) -> bool:
    """Administrators invite anybody, coordinators invite chain partners."""
    return user.may("people.invite_partner" if role == Role.PARTNER else "people.manage")


def can_keep_contact(user: User, contact: OutsideContact) -> bool:
    """By role, or as the sponsor who stands for her."""
    match allows(user, "people.contacts"):
        case Level.YES:
            return True
        case Level.PART:
            return contact.sponsor_id == user.pk
        case _:
            return False


def can_name_sponsor(user: User) -> bool:
    return allows(user, "people.contacts") is Level.YES


def can_manage_accounts(user: User) -> bool:
    return user.may("people.manage")


def can_add_bodies(user: User) -> bool:
    """Add bodies and posts: only where her role reaches them all."""
    return allows(user, "bodies.manage") is Level.YES


def _reaches(user: User, action: str, body: Body, on: date) -> bool:
    match allows(user, action):
        case Level.YES:
            return True
        case Level.PART:
            keeps = Role.TEAM_LEAD in user.roles and body.organisation_id == user.organisation_id
            return keeps or leads(user, body, on=on)
        case _:
            return False
