"""Who keeps the rhythm, beside the right by role."""

from coordination.dossiers.models import Dossier
from coordination.dossiers.permissions import can_lead
from coordination.people.models import User


def can_keep(user: User, dossier: Dossier) -> bool:
    """Keeps cadences, plans cycles and sets deadlines: a coordinator with a part in the dossier."""
    return dossier.closed_at is None and user.may("cycle.plan") and can_lead(user, dossier)
