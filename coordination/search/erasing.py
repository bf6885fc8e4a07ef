"""What objects are still found by of somebody who is erased."""

from django.db.models import Q

from coordination.people.models import User
from coordination.people.pseudonyms import without_her

from .models import SearchRow


def erase_in_search(*, user: User, pseudonym: str) -> None:
    """Put the pseudonym where a row names her, in its title or its hint."""
    for row in SearchRow.objects.filter(
        Q(title__icontains=user.name) | Q(hint__icontains=user.name)
    ):
        row.title = without_her(row.title, user=user, pseudonym=pseudonym)
        row.hint = without_her(row.hint, user=user, pseudonym=pseudonym)
        row.save(update_fields=["title", "hint"])
