"""What a member of a team has elsewhere: a seat in its body, a part in its dossier."""

from datetime import datetime
from typing import Any

from coordination.dossiers.models import DossierAccess, Function
from coordination.dossiers.services import grant_access, revoke_access
from coordination.kit.moments import midnight
from coordination.people.models import BodyMember, MemberRole, Organisation, OrganisationKind
from coordination.people.services import add_member, change_member

from ..models import KEEPERS, Team, TeamMember, TeamRole

SEATS = {
    TeamRole.LEAD: MemberRole.CHAIR,
    TeamRole.SECRETARY: MemberRole.SECRETARY,
    TeamRole.MEMBER: MemberRole.MEMBER,
    TeamRole.DEPUTY: MemberRole.DEPUTY,
    TeamRole.LINKING_PIN: MemberRole.MEMBER,
    TeamRole.KNOWLEDGE_PARTNER: MemberRole.MEMBER,
}

KNOWING = {OrganisationKind.PLANNING_BUREAU, OrganisationKind.INSTITUTE}
"""Whose people know: they give a reflection, and agree to nothing."""


def usual_role(organisation: Organisation) -> TeamRole:
    """As what an organisation takes part where nothing else was said."""
    return TeamRole.KNOWLEDGE_PARTNER if organisation.kind in KNOWING else TeamRole.MEMBER


def take_seat(member: TeamMember, *, by: Any, at: datetime) -> BodyMember:
    """The row of the body that this member keeps."""
    return add_member(
        body=member.team.body, via=via_of(member.team), by=by, at=at, **_seat_of(member)
    )


def move_seat(member: TeamMember, *, by: Any, at: datetime) -> None:
    """Let the row of the body say what the member says now."""
    member.seat = change_member(
        member=member.seat,
        version=member.seat.version,
        via=via_of(member.team),
        by=by,
        at=at,
        **_seat_of(member),
    )


def give_part(member: TeamMember, *, by: Any, at: datetime) -> DossierAccess | None:
    """Her part in the dossier as long as she takes part; an organisation alone has none."""
    to = member.person or member.post
    if to is None or (member.until is not None and midnight(member.until) <= at):
        return None
    return grant_access(
        dossier=member.team.dossier,
        to=to,
        function=Function.LEAD if member.role in KEEPERS else Function.WRITER,
        via=via_of(member.team),
        since=max(at, midnight(member.since)),
        until=midnight(member.until) if member.until else None,
        by=by,
        at=at,
    )


def end_part(member: TeamMember, *, by: Any, at: datetime) -> None:
    """What she could read until now she reads no longer by this member."""
    access = member.access
    if access is not None and (access.until is None or access.until > at):
        revoke_access(access=access, by=by, at=at)


def via_of(team: Team) -> str:
    """By what rows elsewhere say that this team keeps them."""
    return team.code


def _seat_of(member: TeamMember) -> dict[str, Any]:
    return {
        "organisation": member.organisation,
        "person": member.person,
        "post": member.post,
        "role": SEATS[TeamRole(member.role)],
        "since": member.since,
        "until": member.until,
    }
