"""The life of a team: each step follows from a decision."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination.audit.deeds import deed, record
from coordination.decisions.models import Decision, Result
from coordination.kit.refusals import Refusal
from coordination.people.models import User

from ..models import AFTER, Team, TeamRole, TeamStatus, TeamStep
from .saving import keep, lock_team

# what such a result leaves of a proposal is no ground for a step
GROUNDS = (Result.ADOPTED, Result.ADOPTED_WITH_CHANGES)


class NotNow(Refusal):
    """From where the team stands it does not go there."""

    status = 409


@deed
def take_step(
    *, team: Team, version: int, to: TeamStatus, decision: Decision, by: User, at: datetime
) -> Team:
    """The team one step further, because of a decision that she may see and that was adopted.

    Refuses to skip a step, and to begin without a lead. Its end is a deed of its own: wind_up_team.
    """
    team = lock_team(team, by=by, version=version)
    if to not in AFTER[team.status] or to == TeamStatus.DISSOLVED:
        raise NotNow(_("From where this team stands it does not take this step."), field="to")
    leads = team.members.filter(role=TeamRole.LEAD).standing(timezone.localdate(at)).named()
    if to == TeamStatus.ACTIVE and not leads.exists():
        raise Refusal(_("Name who leads the team before it starts."), field="to")
    go(team, to, decision=decision, by=by, at=at)
    keep(team, by=by, at=at)
    record("teams.step_taken", team, by=by, at=at, dossier=team.pk, to=to, decision=decision.pk)
    return team


@deed
def take_back_step(*, team: Team, version: int, by: User, at: datetime) -> Team:
    """The inverse of the last step, as long as nothing else changed; a proposal has none."""
    team = lock_team(team, by=by, version=version)
    last = team.steps.filter(status=team.status).first()
    before = [step for step in AFTER if team.status in AFTER[step]]
    if last is None or not before:
        raise NotNow(_("There is no step to take back."))
    team.status = TeamStatus(before[-1])
    last.delete()
    keep(team, by=by, at=at)
    record("teams.step_taken_back", team, by=by, at=at, dossier=team.pk, to=team.status)
    return team


def go(team: Team, to: TeamStatus, *, decision: Decision, by: User, at: datetime) -> None:
    """The step itself, as a part of a deed that saves the team."""
    if not Decision.objects.visible_to(by).filter(pk=decision.pk).exists():
        raise Refusal(_("There is no such decision that you may see."), field="decision")
    if decision.result not in GROUNDS:
        raise Refusal(
            _("This was not adopted, so nothing follows from it. Choose another decision."),
            field="decision",
        )
    team.status = to
    TeamStep.objects.create(team=team, status=to, decision=decision, at=at, by=by)
