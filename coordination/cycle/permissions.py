"""Who keeps the rhythm, beside the right by role."""

from coordination.dossiers.models import Dossier
from coordination.dossiers.permissions import can_lead
from coordination.people.models import User

from .models import Deadline


def can_keep(user: User, dossier: Dossier) -> bool:
    """Keeps cadences, plans cycles and sets deadlines: a coordinator with a part in the dossier."""
    return dossier.closed_at is None and user.may("cycle.plan") and can_lead(user, dossier)


def can_meet(user: User, deadline: Deadline) -> bool:
    """Says that it is there: who keeps the rhythm, and who owes it, by name, post or organisation.

    Of a deadline of an organisation that is anyone who works there.
    """
    if deadline.dossier.closed_at is not None or not user.may("cycle.meet"):
        return False
    owes = (
        deadline.person_id == user.pk
        or (deadline.post is not None and deadline.post.holder_id == user.pk)
        or deadline.organisation_id == user.organisation_id
    )
    return owes or can_keep(user, deadline.dossier)
