"""The list of teams, with who leads them and which organisations take part."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Self

from django.db.models import Q, QuerySet
from django.http import QueryDict

from coordination.kit.matching import starts_word, words

from ..models import Horizon, Team, TeamMember, TeamRole, TeamStatus
from .members import MemberRow, in_order, member_rows


@dataclass
class TeamRow:
    """A team with its places; organisations stand once, those that named nobody apart."""

    team: Team
    lead: MemberRow | None = None
    named: list[TeamMember] = field(default_factory=list)
    empty: list[TeamMember] = field(default_factory=list)


@dataclass(frozen=True)
class TeamFilter:
    """Empty fields do not narrow; `status` is one of a team, `standing` or `all`."""

    text: str = ""
    horizon: str = ""
    status: str = "standing"

    @classmethod
    def read(cls, query: QueryDict) -> Self:
        """The filters of an address; what makes no sense does not narrow."""
        horizon, status = query.get("horizon", ""), query.get("stand", "")
        return cls(
            text=query.get("q", "").replace("\0", "").strip()[:200],
            horizon=horizon if horizon in Horizon.values else "",
            status=status if status in {*TeamStatus.values, "all"} else "standing",
        )


def list_teams(user: Any, wanted: TeamFilter | None = None) -> QuerySet[Team]:
    """Teams she may see: the long term first, each horizon by code."""
    wanted = wanted or TeamFilter(status="all")
    found: QuerySet[Team] = Team.objects.visible_to(user).select_related("sponsor", "dossier")
    if wanted.status == "standing":
        found = found.exclude(status=TeamStatus.DISSOLVED)
    elif wanted.status != "all":
        found = found.filter(status=wanted.status)
    if wanted.horizon:
        found = found.filter(horizon=wanted.horizon)
    for word in words(wanted.text):
        start = starts_word(word)
        found = found.filter(
            Q(code__iregex=start) | Q(subject__iregex=start) | Q(sponsor__code__iregex=start)
        )
    return found.order_by("horizon", "code")


def with_members(teams: Sequence[Team], user: Any, *, on: date) -> list[TeamRow]:
    """The same teams, each with its members of today; one query for all."""
    found: dict[Any, list[MemberRow]] = defaultdict(list)
    places = in_order(TeamMember.objects.filter(team__in=teams).present(on))
    for row in member_rows(places, user):
        found[row.member.team_id].append(row)
    return [_row(team, found[team.pk]) for team in teams]


def _row(team: Team, places: list[MemberRow]) -> TeamRow:
    row = TeamRow(team)
    for place in places:
        if place.member.role == TeamRole.LEAD:
            row.lead = row.lead or place
    named = {p.member.organisation_id: p.member for p in places if not p.is_empty}
    empty = {p.member.organisation_id: p.member for p in places if p.is_empty}
    row.named = list(named.values())
    row.empty = [member for key, member in empty.items() if key not in named]
    return row
