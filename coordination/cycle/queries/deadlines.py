"""What is due, in the order of the clock."""

from typing import Any

from coordination.people.models import User

from ..models import Deadline


def list_deadlines(user: User, *, met: bool = False) -> Any:
    """The open deadlines she may see, the oldest first; or the met ones, the newest first.

    What was due for a meeting that is cancelled is not among them.
    """
    rows = Deadline.objects.visible_to(user).standing().filter(met_at__isnull=not met)
    rows = rows.select_related("dossier", "meeting__body", "organisation", "person", "post")
    return rows.order_by("-due_at", "pk") if met else rows.order_by("due_at", "pk")
