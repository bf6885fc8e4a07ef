"""Who takes part in a team, as a reader may know it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import (
    Case,
    DateField,
    IntegerField,
    QuerySet,
    UUIDField,
    When,
    prefetch_related_objects,
)
from django.utils import timezone

from coordination.dossiers.asof import as_of
from coordination.kit.prepared import Given, Prepared
from coordination.people.models import User

from ..models import CapacityUnit, Team, TeamMember, TeamRole

ORDER = {role: place for place, role in enumerate(TeamRole)}


class Who(NamedTuple):
    """Who has a place, as it is shown: no name where nobody is known or nobody may be told."""

    name: str
    url: str
    post: str
    hidden: bool


@dataclass(frozen=True)
class MemberRow:
    """A place in a team; `person` is empty where nobody is named, or she may not know of her."""

    member: TeamMember
    person: User | None
    hidden: bool

    @property
    def is_empty(self) -> bool:
        """The organisation has named neither a person nor a post."""
        return self.member.person_id is None and self.member.post_id is None

    @property
    def role(self) -> str:
        """Her role in words, by the enum: by the model each row looks the choices through."""
        return str(TeamRole(self.member.role).label)

    @property
    def unit(self) -> str:
        unit = self.member.capacity_unit
        return str(CapacityUnit(unit).label) if unit else ""

    @property
    def who(self) -> Who:
        person, post = self.person, self.member.post
        name, url = (person.name, person.get_absolute_url()) if person else ("", "")
        return Who(name, url, post.name if post else "", self.hidden)


def members_of(team: Team, user: Any, *, on: date) -> list[MemberRow]:
    """Who takes part today or will, lead and secretary first, then by organisation."""
    return member_rows(_standing(team=team.pk, on=on), user)


def roles_here(places: Iterable[MemberRow], user: Any, *, on: date) -> frozenset[str]:
    """What she is in the team on this day, by these places."""
    return frozenset(
        place.member.role for place in places if place.person == user and place.member.since <= on
    )


_standing = Prepared(
    lambda: in_order(
        TeamMember.objects.filter(team=Given("team", UUIDField())).standing(
            Given("on", DateField())
        )
    )
)


def former_members(team: Team, user: Any, *, on: date) -> list[MemberRow]:
    """Who took part before."""
    return member_rows(in_order(team.members.filter(until__lte=on)), user)


def team_as_of(team: Team, at: datetime) -> Team | None:
    """The team as it stood at `at`; None before it was proposed."""
    found: Team | None = as_of(Team, at).filter(dossier_id=team.pk).first()
    return found


def members_as_of(team: Team, user: Any, *, at: datetime) -> list[MemberRow]:
    """Who took part then, by what was known then."""
    day = timezone.localdate(at)
    found = as_of(TeamMember, at).filter(team_id=team.pk, since__lte=day)
    places = [place for place in found if place.until is None or place.until > day]
    prefetch_related_objects(places, "organisation", "person", "post__holder")
    places.sort(key=lambda one: (ORDER[TeamRole(one.role)], one.organisation.code, one.since))
    return member_rows(places, user)


def in_order(rows: Any) -> QuerySet[TeamMember]:
    """With all that a row shows."""
    place = Case(
        *(When(role=role, then=number) for role, number in ORDER.items()),
        output_field=IntegerField(),
    )
    found: QuerySet[TeamMember] = rows.select_related(
        "organisation", "person", "post__holder"
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
