"""Versions of assignments, what everybody said of them, and what is still to be talked over."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from coordination.actions.models import ActionPart, PartStatus
from coordination.contributions.models import Reply, Verdict
from coordination.contributions.queries.answers import Line, counts_of, lines_of
from coordination.decisions.models import Decision, DecisionStatus, Result
from coordination.dossiers.asof import as_of
from coordination.dossiers.models import Dossier
from coordination.kit.counting import number_of
from workgroups.teams.models import Team

from .models import Assignment, AssignmentStatus, Consultation

NAMES = (
    "team__dossier",
    "team__body",
    "team__sponsor",
    "contribution__action_point",
    "decision",
    "circulated_by__organisation",
    "adopted_by__organisation",
)


@dataclass(frozen=True)
class Positions:
    """What was said of a version, a line per organisation that was asked.

    `differing` are the points of difference: who does not agree, and how it should read instead.
    """

    lines: list[Line]
    replied: int
    asked: int

    @property
    def differing(self) -> list[Reply]:
        said = (line.reply for line in self.lines)
        return [reply for reply in said if reply and reply.verdict == Verdict.NOT_AGREED]


def with_names() -> Any:
    return Assignment.objects.select_related(*NAMES)


def list_newest(user: Any) -> QuerySet[Assignment]:
    """The newest version of each team she may see, with how far it is: one query."""
    newer = Assignment.objects.filter(team=OuterRef("team")).filter(
        Q(major__gt=OuterRef("major")) | Q(major=OuterRef("major"), minor__gt=OuterRef("minor"))
    )
    talks = Consultation.objects.pending().filter(assignment=OuterRef("pk"))
    parts = ActionPart.objects.filter(action_point__contribution=OuterRef("contribution"))
    asked = parts.exclude(status=PartStatus.NOT_APPLICABLE)
    rows: QuerySet[Assignment] = Assignment.objects.visible_to(user).filter(~Exists(newer))
    # counted apart: joined, four tables are sorted for a page of fifty
    counted = rows.select_related("team").annotate(
        pending=number_of(talks, "assignment"),
        replied=number_of(parts.filter(status=PartStatus.IN), "action_point"),
        asked=number_of(asked, "action_point"),
    )
    return counted.order_by("team__code")


def without_assignment(user: Any) -> list[Team]:
    """Teams she may see that have no assignment yet, by code; `writes` where she may draft one."""
    none = ~Exists(Assignment.objects.filter(team=OuterRef("pk")))
    writes = Exists(Dossier.objects.worked_in_by(user).filter(pk=OuterRef("pk")))
    found = Team.objects.visible_to(user).filter(none).annotate(writes=writes)
    return list(found.order_by("code")[:50])


def versions_of(team: Team, user: Any) -> list[Assignment]:
    """All versions, the newest first."""
    rows = with_names().visible_to(user).filter(team=team)
    return list(rows.newest_first())


def beside(found: Assignment, versions: list[Assignment], asked: str) -> Assignment | None:
    """The version with that id, otherwise the one before it."""
    named = next((one for one in versions if str(one.pk) == asked), None)
    return named or next((one for one in versions if one.place < found.place), None)


def positions_of(
    assignment: Assignment, user: Any, *, at: datetime | None = None
) -> Positions | None:
    """What each organisation said of it, as far as she may see that; None before its circulation.

    With `at` what had been said by then.
    """
    asked = assignment.contribution
    if asked is None:
        return None
    lines = lines_of(asked, user)
    if at is not None:
        lines = [_then(line, at) for line in lines]
        said = sum(line.reply is not None for line in lines)
        return Positions(lines, said, len(lines))
    return Positions(lines, *counts_of(lines))


def _then(line: Line, at: datetime) -> Line:
    replies = [reply for reply in (line.reply, *line.earlier) if reply and reply.at <= at]
    standing = (reply for reply in replies if reply.withdrawn_at is None or reply.withdrawn_at > at)
    found = max(standing, key=lambda reply: reply.number, default=None)
    return Line(line.part, found, [reply for reply in replies if reply is not found])


def consultations_of(assignment: Assignment, *, at: datetime | None = None) -> list[Consultation]:
    """With whom there is still to be spoken and with whom it was, in the order of the version."""
    rows: Any = assignment.consultations.select_related("organisation")
    if at is not None:
        rows = as_of(Consultation, at).filter(assignment_id=assignment.pk)
        rows = rows.select_related("organisation")
    return sorted(rows, key=lambda row: row.position)


def assignment_as_of(assignment: Assignment, at: datetime) -> Assignment | None:
    """As it stood; None while it was being written, or before it was."""
    found: Assignment | None = as_of(Assignment, at).filter(id=assignment.pk).first()
    return found


def adopting_choices(assignment: Assignment, user: Any) -> QuerySet[Decision]:
    """Recorded decisions of the team's dossier by which it can be adopted, the latest first."""
    rows = Decision.objects.visible_to(user).filter(
        dossier=assignment.team_id,
        status=DecisionStatus.RECORDED,
        result__in=[Result.ADOPTED, Result.ADOPTED_WITH_CHANGES],
    )
    return rows.select_related("body", "post").order_by("-taken_on", "-serial", "pk")


def adopted_by(decision: Decision, user: Any) -> list[Assignment]:
    """The versions that this decision adopted."""
    rows = with_names().visible_to(user).filter(decision=decision)
    return list(rows.order_by("team__code", "major", "minor"))


def team_of(dossier: Dossier, user: Any) -> Team | None:
    """The team whose dossier it is."""
    found: Team | None = Team.objects.visible_to(user).filter(pk=dossier.pk).first()
    return found


def newest_of(team: Team, user: Any) -> Assignment | None:
    """What the team's page shows: the newest version, and before it none that was adopted."""
    found: Assignment | None = list_newest(user).filter(team=team).first()
    return found


def adopted_of(team: Team, user: Any) -> Assignment | None:
    """The version that holds: the last one adopted."""
    rows = Assignment.objects.visible_to(user).filter(team=team, status=AssignmentStatus.ADOPTED)
    found: Assignment | None = rows.newest_first().first()
    return found
