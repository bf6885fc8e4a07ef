"""A row of attendance per present member of the body."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone

from coordination.kit.history import save_as
from coordination.people.models import BodyMember, MemberRole, User
from coordination.people.models.bodies import BodyMemberQuerySet

from ..models import Attendance, Meeting


def note_members(meeting: Meeting, *, by: User, at: datetime) -> list[Attendance]:
    """Rows for the members on the day of the meeting that have none yet; the new ones."""
    known: set[tuple[Any, Any]] = set(meeting.attendances.values_list("organisation", "person"))
    day = timezone.localtime(meeting.starts_at).date()
    made = rows_of(meeting, members_of(meeting.body_id).present(day), known)
    for attendance in made:
        save_as(attendance, by=by, at=at)
    return made


def members_of(*bodies: Any) -> BodyMemberQuerySet:
    """Who is expected in the meetings of `bodies`, whatever the day."""
    return (
        BodyMember.objects.filter(body__in=bodies)
        .exclude(role=MemberRole.IN_COPY)
        .select_related("organisation", "person", "post__holder")
        .order_by("since", "organisation__code", "pk")
    )


def rows_of(
    meeting: Meeting, members: Iterable[BodyMember], known: set[tuple[Any, Any]]
) -> list[Attendance]:
    """Unsaved rows of attendance for the members that are not `known` yet."""
    made = []
    for member in members:
        key = (member.organisation_id, member.holder.pk if member.holder else None)
        if key in known:
            continue
        known.add(key)
        made.append(
            Attendance(
                meeting=meeting,
                organisation=member.organisation,
                person=member.holder,
                role=member.role,
            )
        )
    return made
