from coordination.dossiers.models import Dossier
from coordination.dossiers.permissions import can_write
from coordination.people.models import User

from .models import Lesson


def can_add(user: User, dossier: Dossier) -> bool:
    return user.may("lessons.write") and can_write(user, dossier)


def can_change(user: User, lesson: Lesson) -> bool:
    """Who writes in its dossier."""
    return can_add(user, lesson.dossier)
