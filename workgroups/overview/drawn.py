"""Rows of the overview as HTML, each drawn once for what it says."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any, NamedTuple
from uuid import UUID

from django.utils.safestring import SafeString

from coordination.kit.drawn import Drawn
from workgroups.teams.drawn import Named
from workgroups.teams.models import TeamStatus

from .queries import Issue


class Linked(NamedTuple):
    """Something that a cell leads to, and when it is or was."""

    url: str
    label: str
    day: date | datetime | None = None


class Marks(NamedTuple):
    """What _marks.html shows of a dossier."""

    is_classified: bool
    restricted: bool
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class DrawnIssue:
    """All that stands in a row."""

    key: UUID
    url: str
    title: str
    number: str
    marks: Marks
    owner: Named
    primacy: Named | None
    team: Linked | None
    status: str
    ministries: tuple[str, ...]
    decision: Linked | None
    meeting: Linked | None
    open: int
    late: int
    silence: str
    silent: bool
    knows_silence: bool
    may_propose: bool

    @classmethod
    def of(cls, issue: Issue, *, knows_silence: bool, may_propose: bool) -> "DrawnIssue":
        dossier, team, decision, meeting = issue.dossier, issue.team, issue.decision, issue.meeting
        owner, primacy = dossier.owner, dossier.primacy
        return cls(
            key=dossier.pk,
            url=dossier.get_absolute_url(),
            title=dossier.title,
            number=dossier.number,
            marks=Marks(dossier.is_classified, dossier.restricted, dossier.closed_at),
            owner=Named(owner.code, owner.name),
            primacy=Named(primacy.code, primacy.name) if primacy else None,
            team=Linked(team.get_absolute_url(), team.code) if team else None,
            status=str(TeamStatus(team.status).label) if team else "",
            ministries=tuple(issue.ministries) if issue.needs_team else (),
            decision=Linked(decision.get_absolute_url(), decision.number, decision.taken_on)
            if decision
            else None,
            meeting=Linked(meeting.get_absolute_url(), meeting.body.code, meeting.starts_at)
            if meeting
            else None,
            open=issue.open,
            late=issue.late,
            silence=issue.silence if issue.silent_weeks else "",
            silent=issue.mark.silent,
            knows_silence=knows_silence,
            may_propose=may_propose and not issue.team,
        )


class Group(NamedTuple):
    """Rows under one head: whether they need attention, None where that is not asked."""

    attention: bool | None
    rows: list[SafeString]


def groups_of(issues: Iterable[Issue], *, by_attention: bool, **told: Any) -> list[Group]:
    """The rows in their order; `told` is what the reader may know and do."""

    def heading(issue: Issue) -> bool | None:
        return bool(issue.attention) if by_attention else None

    return [
        Group(head, [_row(DrawnIssue.of(one, **told)) for one in mine])
        for head, mine in groupby(issues, heading)
    ]


_row = Drawn("workgroups/overview/_row.html")
