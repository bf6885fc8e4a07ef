"""Who leads: writers and leads of the dossier of an exercise; whoever plays along does not."""

from coordination.dossiers.permissions import can_write
from coordination.people.models import User

from .models import Exercise


def can_lead(user: User, exercise: Exercise) -> bool:
    return user.may("exercise.lead") and can_write(user, exercise.dossier)


def can_start(user: User) -> bool:
    """Who may open a dossier starts an exercise in it."""
    return user.may("exercise.lead") and user.may("dossiers.open")
