"""A decision adopts a version: from then on it is what the team is asked to do."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from coordination.audit.deeds import deed
from coordination.decisions.models import Decision, DecisionStatus, Result
from coordination.kit.history import save_as
from coordination.kit.locking import locked, refuse_stale
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.people.models import User

from ..models import Assignment, AssignmentStatus
from ..permissions import can_circulate
from .saving import index, lock_team, note


class NotAdopted(Refusal):
    """The decision does not adopt this text."""


@deed
def adopt_assignment(
    *, assignment: Assignment, decision: Decision, version: int, by: User, at: datetime
) -> Assignment:
    """The circulated version, adopted by a recorded decision; there is no undo.

    Refuses a draft, an older version than one adopted before, a decision out of sight, not
    recorded or about another dossier, and one that asks for changes which this text, circulated
    before it, cannot hold.
    """
    team = lock_team(assignment.team, by)
    found = locked(assignment)
    found.team = team
    if not can_circulate(by, team):
        raise NotAllowed(_("Only the lead and the secretary of the team circulate and adopt."))
    refuse_stale(found, version)
    _refuse_state(found)
    _refuse_decision(found, decision, by)
    found.status, found.decision = AssignmentStatus.ADOPTED, decision
    found.adopted_at, found.adopted_by = at, by
    found.version += 1
    save_as(found, by=by, at=at)
    index(found, at=at)
    note("adopted", found, found, by=by, at=at, decision=decision.pk)
    return found


def _refuse_state(found: Assignment) -> None:
    if found.is_draft:
        raise NotAdopted(_("Circulate this version first, so that everybody has read it."))
    if found.status == AssignmentStatus.ADOPTED:
        raise NotAdopted(_("This version is adopted already."))
    later = Assignment.objects.filter(team=found.team, status=AssignmentStatus.ADOPTED)
    if any(one.place > found.place for one in later):
        raise NotAdopted(_("A later version is adopted already."))


def _refuse_decision(found: Assignment, decision: Decision, by: User) -> None:
    if not Decision.objects.visible_to(by).filter(pk=decision.pk).exists():
        raise NotAdopted(_("Choose a decision that you may see."), field="decision")
    if decision.status != DecisionStatus.RECORDED:
        raise NotAdopted(_("Only a recorded decision adopts an assignment."), field="decision")
    if decision.dossier_id != found.team_id:
        raise NotAdopted(_("Choose a decision in the team's own dossier."), field="decision")
    if decision.result not in (Result.ADOPTED, Result.ADOPTED_WITH_CHANGES):
        sentence = _("The result of that decision is: %(result)s. It adopts nothing.")
        result = {"result": decision.get_result_display()}
        raise NotAdopted(sentence % result, field="decision")
    assert found.circulated_at is not None
    read_on = timezone.localdate(found.circulated_at)
    if decision.result == Result.ADOPTED_WITH_CHANGES and read_on <= decision.taken_on:
        sentence = _("That decision asks for changes. Put them in the next version and adopt that.")
        raise NotAdopted(sentence, field="decision")
