"""A team that becomes restricted has a body that only its members know of."""

from datetime import datetime

from coordination.dossiers.following import followers
from coordination.dossiers.models import Dossier
from coordination.people.models import User
from coordination.people.services.bodies import hide_body

from ..models import Team


def hide_its_body(*, dossier: Dossier, by: User, at: datetime) -> None:
    """The body of the team follows its dossier, both ways; other dossiers have none."""
    team = Team.objects.select_related("body").filter(pk=dossier.pk).first()
    if team is not None:
        hide_body(team.body, hidden=dossier.restricted, by=by, at=at)


followers.add("teams", hide_its_body)
