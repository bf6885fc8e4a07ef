"""Who takes part in a team, as a reader may know it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, IntegerField, QuerySet, When

from coordination.people.models import User

from ..models import Team, TeamMember, TeamRole

ORDER = {role: place for place, role in enumerate(TeamRole)}


@dataclass(frozen=True)
class MemberRow:
    """A place in a team; `person` is empty where nobody is named, or she may not know of her."""

    member: TeamMember
    person: User | None
    hidden: bool

    @property
    def is_empty(self) -> bool:
        """The organisation has named nobody, or the post it named is held by nobody."""
        return self.person is None and not self.hidden


def members_of(team: Team, user: Any, *, on: date) -> list[MemberRow]:
    """Who takes part today or will, lead and secretary first, then by organisation."""
    return member_rows(in_order(team.members.standing(on)), user)


def in_order(rows: Any) -> QuerySet[TeamMember]:
    """With all that a row shows."""
    place = Case(
        *(When(role=role, then=number) for role, number in ORDER.items()),
        output_field=IntegerField(),
    )
    found: QuerySet[TeamMember] = rows.select_related(
        "organisation", "person__organisation", "post__holder__organisation"
    ).order_by(place, "organisation__code", "since", "pk")
    return found


def member_rows(members: Iterable[TeamMember], user: Any) -> list[MemberRow]:
    """A chain partner knows who of her own organisation takes part, and no other names."""
    return [_row(member, user) for member in members]


def _row(member: TeamMember, user: Any) -> MemberRow:
    person = member.holder
    hidden = (
        person is not None and user.only_partner and person.organisation_id != user.organisation_id
    )
    return MemberRow(member, None if hidden else person, hidden)
