"""The meeting a request is counted back from."""

from dataclasses import dataclass
from typing import Any

from coordination.meetings.hanging import moment_of
from coordination.meetings.models import Meeting
from coordination.people.queries import daybook_of

from ..models import Contribution


@dataclass(frozen=True)
class Hangs:
    """`meeting` is None where she may not see it; it `follows` until its term is set by hand."""

    meeting: Meeting | None
    follows: bool


def hangs_on(contribution: Contribution, user: Any) -> Hangs | None:
    """None for a request that stands by itself."""
    offset = contribution.offset
    if offset is None:
        return None
    meeting = Meeting.objects.select_related("body").get(pk=contribution.meeting_id)
    counted = offset.before(meeting.starts_at, daybook_of(meeting.body.organisation_id))
    seen = Meeting.objects.visible_to(user).filter(pk=meeting.pk).exists()
    return Hangs(meeting if seen else None, counted == moment_of(contribution.action_point))
