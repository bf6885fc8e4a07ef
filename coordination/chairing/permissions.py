"""Who gets the chair's sheet, and who takes lines of a meeting elsewhere.

The sheet holds what is for no other, such as how often a point moved.
"""

from coordination.meetings.models import Meeting
from coordination.meetings.permissions import can_add, leads_body, takes_notes
from coordination.people.models import User


def can_chair(user: User, meeting: Meeting) -> bool:
    """The body's chair or secretary, by name or by post; `led` on a meeting says so already."""
    led: bool | None = getattr(meeting, "led", None)
    return user.may("meetings.circulate") and (leads_body(user, meeting) if led is None else led)


def can_copy(user: User, meeting: Meeting) -> bool:
    """Who has a part: members of the body and writers in the dossier; before that who writes it."""
    return takes_notes(user, meeting) or (meeting.is_kept and can_add(user, meeting))
