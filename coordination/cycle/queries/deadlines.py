"""What is due, in the order of the clock."""

from datetime import datetime
from typing import Any

from coordination.dossiers.asof import stood
from coordination.dossiers.looking_back import stood_for
from coordination.people.models import User

from ..models import Deadline


def list_deadlines(user: User, *, met: bool = False) -> Any:
    """The open deadlines she may see, the oldest first; or the met ones, the newest first.

    What was due for a meeting that is cancelled is not among them.
    """
    rows = Deadline.objects.visible_to(user).standing().filter(met_at__isnull=not met)
    rows = rows.select_related("dossier", "meeting__body", "organisation", "person", "post")
    return rows.order_by("-due_at", "pk") if met else rows.order_by("due_at", "pk")


def deadline_as_of(deadline: Deadline, user: User, *, at: datetime) -> Deadline | None:
    """The deadline she may see as it stood, its meeting where that stood; None before it was set.

    Two queries, and one for each thing it points at now that it did not then.
    """
    found: Deadline | None = stood_for(user, deadline, at)
    if found is not None and found.meeting is not None:
        found.meeting = stood(found.meeting, at) or found.meeting
    return found
