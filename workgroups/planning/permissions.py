"""Who plans: her role first, then whether she writes in the team's dossier."""

from typing import Any

from coordination.dossiers.permissions import can_write
from workgroups.teams.models import Team


def can_plan(user: Any, team: Team) -> bool:
    return user.may("planning.write") and can_write(user, team.dossier)
