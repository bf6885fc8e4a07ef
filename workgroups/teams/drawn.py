"""Rows of the lists of teams and places as HTML, each drawn once for what it says."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby
from typing import NamedTuple
from uuid import UUID

from django.utils.safestring import SafeString

from coordination.dossiers.guard import Guard
from coordination.dossiers.models import Dossier
from coordination.kit.drawn import Drawn

from .models import Horizon, TeamStatus
from .queries import MemberRow, TeamRow
from .queries.members import Who

Names = tuple[tuple[str, str], ...]


class Named(NamedTuple):
    """An organisation, as its chip shows it."""

    code: str
    name: str


class DrawnTeam(NamedTuple):
    """All that stands in the row of a team; `named` and `empty` are codes with names."""

    url: str
    code: str
    subject: str
    guard: Guard
    sponsor: Named
    lead: Who | None
    named: Names
    empty: Names
    status: str
    label: str
    stands: bool
    ends_on: date | None
    today: date

    def get_status_display(self) -> str:
        return self.label


class DrawnPlace(NamedTuple):
    """All that stands in the row of a place."""

    organisation: Named
    url: str
    team: str
    subject: str
    guard: Guard
    who: Who
    role: str
    since: date


class Group(NamedTuple):
    horizon: str
    rows: list[SafeString]


Restricted = Mapping[UUID, Dossier]


def team_rows(rows: Iterable[TeamRow], restricted: Restricted, *, today: date) -> list[Group]:
    """The rows in their order, those of one horizon under one head."""
    return [
        Group(horizon, [_team(_team_of(one, restricted, today)) for one in mine])
        for horizon, mine in groupby(rows, lambda one: str(Horizon(one.team.horizon).label))
    ]


def place_rows(rows: Iterable[MemberRow], restricted: Restricted) -> list[SafeString]:
    return [_place(_place_of(one, restricted)) for one in rows]


def _team_of(one: TeamRow, restricted: Restricted, today: date) -> DrawnTeam:
    team = one.team
    return DrawnTeam(
        url=team.get_absolute_url(),
        code=team.code,
        subject=team.subject,
        guard=Guard.of(restricted.get(team.pk)),
        sponsor=Named(team.sponsor.code, team.sponsor.name),
        lead=one.lead.who if one.lead else None,
        named=tuple(one.named),
        empty=tuple(one.empty),
        status=team.status,
        label=str(TeamStatus(team.status).label),
        stands=team.stands,
        ends_on=team.ends_on,
        today=today,
    )


def _place_of(one: MemberRow, restricted: Restricted) -> DrawnPlace:
    member, team, organisation = one.member, one.member.team, one.member.organisation
    return DrawnPlace(
        organisation=Named(organisation.code, organisation.name),
        url=team.get_absolute_url(),
        team=team.code,
        subject=team.subject,
        guard=Guard.of(restricted.get(team.pk)),
        who=one.who,
        role=one.role,
        since=member.since,
    )


_team = Drawn("workgroups/teams/_team_row.html")
_place = Drawn("workgroups/teams/_place_row.html")
