"""Who may do what with an assignment: her role first, then her place in the team's dossier."""

from typing import Any

from coordination.dossiers.permissions import can_lead, can_write
from workgroups.teams.models import Team
from workgroups.teams.permissions import keeps


def can_draft(user: Any, team: Team) -> bool:
    """Write versions and note consultations: who writes in the team's dossier."""
    return user.may("assignments.write") and can_write(user, team.dossier)


def can_circulate(user: Any, team: Team) -> bool:
    """Of who may draft: the team's lead and secretary, and who leads its dossier."""
    if not user.may("assignments.circulate"):
        return False
    return keeps(user, team) or can_lead(user, team.dossier)
