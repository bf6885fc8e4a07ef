from coordination.dossiers.models import Dossier
from coordination.dossiers.permissions import can_write
from coordination.people.models import User

from .models import Paper


def can_supply(user: User, dossier: Dossier) -> bool:
    """Add papers and versions: writers and leads of an open dossier."""
    return user.may("papers.write") and can_write(user, dossier)


def can_remove(user: User, paper: Paper) -> bool:
    return can_supply(user, paper.dossier)
