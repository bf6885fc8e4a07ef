"""What the timelines of action points still say of somebody who is erased."""

from django.db.models import Q

from coordination.people.models import User
from coordination.people.pseudonyms import without_her

from .models import ActionUpdate


def erase_in_timelines(*, user: User, pseudonym: str) -> None:
    """Put the pseudonym where a point was handed over to or from her by name."""
    named = Q(old__icontains=user.name) | Q(new__icontains=user.name)
    for update in ActionUpdate.objects.filter(named):
        update.old = without_her(update.old, user=user, pseudonym=pseudonym)
        update.new = without_her(update.new, user=user, pseudonym=pseudonym)
        update.save(update_fields=["old", "new"])
