"""Who gets the chair's sheet: it holds what is for no other, such as how often a point moved."""

from coordination.meetings.models import Meeting
from coordination.meetings.permissions import leads_body
from coordination.people.models import User


def can_chair(user: User, meeting: Meeting) -> bool:
    """The body's chair or secretary, by name or by post."""
    return user.may("meetings.circulate") and leads_body(user, meeting)
