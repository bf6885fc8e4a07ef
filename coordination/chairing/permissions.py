"""Who gets the chair's sheet, and who takes lines of a meeting elsewhere.

The sheet holds what is for no other, such as how often a point moved.
"""

from typing import Any

from django.db.models import QuerySet

from coordination.kit import clock
from coordination.meetings.models import Meeting
from coordination.meetings.permissions import LEADERS, can_add, leads_body, takes_notes
from coordination.people.models import BodyMember, User


def can_chair(user: User, meeting: Meeting) -> bool:
    """The body's chair or secretary, by name or by post; `led` on a meeting says so already."""
    led: bool | None = getattr(meeting, "led", None)
    return user.may("meetings.circulate") and (leads_body(user, meeting) if led is None else led)


def leading(user: User) -> QuerySet[BodyMember]:
    """Where she is chair or secretary today."""
    rows: Any = BodyMember.objects.filter(role__in=LEADERS)
    found: QuerySet[BodyMember] = rows.held_by(user).present(clock.today())
    return found


def can_copy(user: User, meeting: Meeting) -> bool:
    """Who has a part: members of the body and writers in the dossier; before that who writes it."""
    return takes_notes(user, meeting) or (meeting.is_kept and can_add(user, meeting))
