"""How each dossier stands. Only what the reader may see is counted."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, DateField, DateTimeField, OuterRef, Q, Subquery, UUIDField
from django.utils.translation import ngettext

from coordination.decisions.models import Decision
from coordination.dossiers.models import Dossier
from coordination.dossiers.queries.prepared import Many, PreparedForReader
from coordination.meetings.models import Meeting
from coordination.people.models import OrganisationKind
from workgroups.teams.models import Team

from .attention import SUBJECTS, Mark, Reason, open_points
from .listing import coming


@dataclass
class Issue:
    """A dossier and how it stands; `silent_weeks` are whole weeks without anything done in it."""

    dossier: Dossier
    mark: Mark
    team: Team | None = None
    decision: Decision | None = None
    meeting: Meeting | None = None
    open: int = 0
    late: int = 0
    ministries: list[str] = field(default_factory=list)

    @property
    def silent_weeks(self) -> int | None:
        return self.mark.weeks

    @property
    def silence(self) -> str:
        weeks = self.silent_weeks or 0
        return ngettext("%(n)s week", "%(n)s weeks", weeks) % {"n": weeks}

    @property
    def needs_team(self) -> bool:
        """Several ministries have points open, and there is no team at work."""
        at_work = self.team is not None and self.team.stands
        is_open = self.dossier.closed_at is None and self.dossier.kind in SUBJECTS
        return is_open and not at_work and len(self.ministries) > 1

    @property
    def attention(self) -> list[Reason]:
        return self.mark.reasons


def issues_of(marks: Sequence[Mark], user: Any, *, now: datetime, today: date) -> list[Issue]:
    """The dossiers of list_issues with how each stands: five questions, however many there are."""
    keys = [UUID(mark.key) for mark in marks]
    if not keys:
        return []
    dossiers = {one.pk: one for one in _dossiers(user, keys=keys)}
    issues = {
        key: Issue(dossiers[key], mark)
        for key, mark in zip(keys, marks, strict=True)
        if key in dossiers
    }
    for team in _teams(user, keys=keys):
        issues[team.pk].team = team
    for decision in _decisions(user, keys=keys):
        issues[decision.dossier_id].decision = decision
    for meeting in _meetings(user, keys=keys, now=now):
        issues[meeting.dossier_id].meeting = meeting
    for key, code, kind, number, late in _points(user, keys=keys, today=today):
        issue = issues[key]
        issue.open, issue.late = issue.open + number, issue.late + late
        if kind == OrganisationKind.MINISTRY:
            issue.ministries.append(code)
    return list(issues.values())


def _dossiers_of(user: Any, *, keys: Any) -> Any:
    rows = Dossier.objects.visible_to(user).filter(pk__in=keys).order_by("pk")
    return rows.select_related("owner", "primacy")


def _teams_of(user: Any, *, keys: Any) -> Any:
    return Team.objects.visible_to(user).filter(pk__in=keys)


def _decisions_of(user: Any, *, keys: Any) -> Any:
    return _newest(Decision.objects.visible_to(user), "-taken_on", "-serial", keys)


def _meetings_of(user: Any, *, keys: Any, now: Any) -> Any:
    return _newest(coming(user, now).select_related("body"), "starts_at", "pk", keys)


def _newest(rows: Any, first: str, second: str, keys: Any) -> Any:
    """Of each of these dossiers the first row in this order."""
    inside = rows.filter(dossier=OuterRef("dossier")).order_by(first, second, "pk").values("pk")[:1]
    return rows.filter(dossier__in=keys, pk=Subquery(inside))


def _points_of(user: Any, *, keys: Any, today: Any) -> Any:
    """Of each dossier and owner: how many points are open, and how many of them late."""
    rows = open_points(user).filter(dossier__in=keys).order_by()
    late = Count("pk", filter=Q(due_on__lt=today))
    return (
        rows.values("dossier", "owner_organisation")
        .annotate(number=Count("pk"), late=late)
        .order_by("dossier", "owner_organisation__code")
        .values_list(
            "dossier",
            "owner_organisation__code",
            "owner_organisation__kind",
            "number",
            "late",
        )
    )


_dossiers = PreparedForReader(_dossiers_of, keys=Many(UUIDField()))
_teams = PreparedForReader(_teams_of, keys=Many(UUIDField()))
_decisions = PreparedForReader(_decisions_of, keys=Many(UUIDField()))
_meetings = PreparedForReader(_meetings_of, keys=Many(UUIDField()), now=DateTimeField())
_points = PreparedForReader(_points_of, keys=Many(UUIDField()), today=DateField())
