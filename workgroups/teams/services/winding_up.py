"""A team is wound up: what is open goes to somebody else, and nobody takes part any more."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from coordination.actions.models import ActionPoint
from coordination.actions.services import hand_over
from coordination.actions.terms import Owner
from coordination.audit.deeds import deed, record
from coordination.decisions.models import Decision
from coordination.kit.refusals import Refusal
from coordination.meetings.models import Meeting, MeetingStatus
from coordination.people.models import User
from coordination.people.services.bodies import rest_body

from ..leaving import hand_over_all
from ..models import Team, TeamStatus
from .members import end_place
from .saving import keep, lock_team
from .steps import go


class StillMeets(Refusal):
    """A team that meets is not over."""

    status = 409


@deed
def wind_up_team(
    *, team: Team, version: int, decision: Decision, to: Owner, by: User, at: datetime
) -> Team:
    """The team dissolved by a decision; what it has open goes to `to`.

    Its own open points, and what apps above name in `leavings`, get the new owner; points of
    ministries stay theirs; requests that nobody answered are withdrawn there too; every place
    ends and its body rests. Refuses while meetings are planned, and when somebody changed it
    since `version`.
    """
    team = lock_team(team, by=by, version=version)
    _refuse_meetings(team, at)
    go(team, TeamStatus.DISSOLVED, decision=decision, by=by, at=at)
    handed = hand_over_all(team=team, to=to, by=by, at=at)
    today = timezone.localdate(at)
    for member in team.members.standing(today).select_related("seat", "access").order_by("pk"):
        end_place(member=member, until=today, by=by, at=at)
    rest_body(team.body)
    if team.ends_on is None or team.ends_on > today:
        team.ends_on = max(today, team.starts_on)
    keep(team, by=by, at=at)
    record(
        "teams.wound_up",
        team,
        by=by,
        at=at,
        dossier=team.pk,
        decision=decision.pk,
        to=to.label,
        handed_over=handed,
    )
    return team


def hand_over_points(*, team: Team, to: Owner, by: User, at: datetime) -> int:
    """The team's own open points: those that its own organisation has in its dossier or body."""
    points = list(own_points(team))
    reason = _("Team %(team)s was wound up.") % {"team": team.code}
    for point in points:
        if (point.owner_organisation, point.owner_person, point.owner_post) != (
            to.organisation,
            to.person,
            to.post,
        ):
            hand_over(point=point, version=point.version, to=to, reason=reason, by=by, at=at)
    return len(points)


def own_points(team: Team) -> "list[ActionPoint]":
    """Open points of the organisation that supplies the team, and what it asks of everyone."""
    found = ActionPoint.objects.open().filter(owner_organisation=team.body.organisation_id)
    rows = found.filter(dossier=team.dossier_id) | found.filter(body=team.body_id)
    return list(
        rows.select_related(
            "owner_organisation", "owner_person", "owner_post", "dossier", "body"
        ).order_by("due_on", "pk")
    )


def _refuse_meetings(team: Team, at: datetime) -> None:
    planned = Meeting.objects.filter(
        body=team.body_id, status=MeetingStatus.PLANNED, starts_at__gt=at
    )
    if planned.exists():
        raise StillMeets(_("This team still has meetings planned. Cancel them first."))
