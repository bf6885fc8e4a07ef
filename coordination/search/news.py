"""What is new or changed in what she may see, since she was last here."""

from collections.abc import Sequence
from datetime import datetime

from coordination.people.models import User

from .models import SearchRow

MOST = 12


def changed_since(user: User, since: datetime) -> Sequence[SearchRow]:
    """The newest changes after `since`, at most a dozen; the row's moment is that of the deed."""
    rows = SearchRow.objects.visible_to(user).filter(at__gt=since)
    return list(rows.select_related("dossier").order_by("-at", "pk")[:MOST])
