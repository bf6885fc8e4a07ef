"""A meeting begins: by the button, or by its first line."""

from datetime import datetime

from coordination.kit.history import save_as
from coordination.people.models import User

from ..models import Meeting, MeetingStatus
from .adoption import put_adoption_items
from .members import note_members


def begin(meeting: Meeting, *, by: User, at: datetime) -> None:
    """The locked meeting being written, with members and reports to adopt as known now."""
    meeting.status = MeetingStatus.OPEN
    meeting.opened_at, meeting.opened_by = at, by
    meeting.version += 1
    save_as(meeting, by=by, at=at)
    note_members(meeting, by=by, at=at)
    put_adoption_items(meeting, by=by, at=at)
