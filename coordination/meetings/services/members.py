"""A row of attendance per present member of the body."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from coordination.kit.history import save_as
from coordination.people.models import BodyMember, MemberRole, User

from ..models import Attendance, Meeting


def note_members(meeting: Meeting, *, by: User, at: datetime) -> list[Attendance]:
    """Rows for the members on the day of the meeting that have none yet; the new ones."""
    known: set[tuple[Any, Any]] = set(meeting.attendances.values_list("organisation", "person"))
    rows = (
        BodyMember.objects.filter(body=meeting.body_id)
        .present(timezone.localtime(meeting.starts_at).date())
        .exclude(role=MemberRole.IN_COPY)
        .select_related("organisation", "person", "post__holder")
        .order_by("since", "organisation__code", "pk")
    )
    made = []
    for row in rows:
        key = (row.organisation_id, row.holder.pk if row.holder else None)
        if key in known:
            continue
        known.add(key)
        attendance = Attendance(
            meeting=meeting, organisation=row.organisation, person=row.holder, role=row.role
        )
        save_as(attendance, by=by, at=at)
        made.append(attendance)
    return made
