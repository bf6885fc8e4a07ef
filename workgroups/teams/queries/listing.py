"""The list of teams, with who leads them and which organisations take part."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Self

from django.db.models import Count, Q, QuerySet
from django.http import QueryDict
from django.utils.translation import get_language

from coordination.kit.matching import starts_word, words

from ..models import Horizon, Team, TeamMember, TeamRole, TeamStatus
from .members import MemberRow, member_rows

# of who leads; fifty rows of three tables are a thousand columns that no list shows
SHOWN = (
    "team",
    *(f"person__{name}" for name in ("name", "organisation")),
    *(f"post__{name}" for name in ("name_nl", "name_en")),
    *(f"post__holder__{name}" for name in ("name", "organisation")),
)


@dataclass
class TeamRow:
    """A team with its lead; organisations stand once by code and name, the unnamed apart."""

    team: Team
    lead: MemberRow | None = None
    named: list[tuple[str, str]] = field(default_factory=list)
    empty: list[tuple[str, str]] = field(default_factory=list)


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
    found: QuerySet[Team] = Team.objects.visible_to(user).select_related("sponsor")
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
    """The same teams, each with its lead and who takes part today; two queries for all."""
    places = TeamMember.objects.filter(team__in=teams).present(on)
    rows = {team.code: TeamRow(team) for team in teams}
    codes = {team.pk: team.code for team in teams}
    leads = places.filter(role=TeamRole.LEAD).select_related("person", "post__holder")
    for lead in member_rows(leads.only(*SHOWN).order_by("since", "pk"), user):
        rows[codes[lead.member.team_id]].lead = lead
    name = "organisation__name_en" if get_language() == "en" else "organisation__name_nl"
    known = Count("person") + Count("post")
    # by code: a thousand keys of teams are a thousand UUIDs to make
    columns = ("team__code", "organisation__code", name)
    parts = places.values(*columns).annotate(known=known).order_by("organisation__code")
    for team, code, called, number in parts.values_list(*columns, "known"):
        row = rows[team]
        (row.named if number else row.empty).append((code, called))
    return list(rows.values())
