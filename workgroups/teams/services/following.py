"""What a team is to its dossier: a body that is hidden with it, and that works in it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from coordination.dossiers.following import followers
from coordination.dossiers.models import Dossier
from coordination.dossiers.workers import workers
from coordination.people.models import User
from coordination.people.services.bodies import hide_body

from ..models import Team


def hide_its_body(*, dossier: Dossier, by: User, at: datetime) -> None:
    """The body of the team follows its dossier, both ways; other dossiers have none."""
    team = Team.objects.select_related("body").filter(pk=dossier.pk).first()
    if team is not None:
        hide_body(team.body, hidden=dossier.restricted, by=by, at=at)


def bodies_of(dossier: UUID) -> Any:
    """The body of the team whose dossier it is, also where nobody was named in it yet."""
    return Team.objects.filter(pk=dossier).values("body")


followers.add("teams", hide_its_body)
workers.add("teams", bodies_of)
