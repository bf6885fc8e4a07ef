"""Who plans: her role first, then whether she writes in the team's dossier."""

from typing import Any

from django.db.models import Exists, OuterRef

from coordination.dossiers.models import Dossier
from coordination.dossiers.permissions import can_write
from workgroups.teams.models import Team


def can_plan(user: Any, team: Team) -> bool:
    return user.may("planning.write") and can_write(user, team.dossier)


def with_right(rows: Any, user: Any, path: str) -> Any:
    """The rows with `writes`: whether she writes in the dossier at `path`; no query of its own."""
    found = Dossier.objects.worked_in_by(user).filter(pk=OuterRef(path))
    return rows.annotate(writes=Exists(found))


def plans(user: Any, row: Any) -> bool:
    """The same as `can_plan`, of a row that was fetched `with_right`."""
    return bool(row.writes and user.may("planning.write"))
