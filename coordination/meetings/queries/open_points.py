"""What the body still has open, with its age, beside the minutes and under the agenda."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db.models import Q
from django.utils.translation import ngettext

from coordination.actions.models import ActionPoint
from coordination.actions.queries.listing import BY_TERM, group, load_parts, with_names
from coordination.actions.rows import DrawnGroup, Row, draw_groups
from coordination.people.models import User

from ..models import Meeting


def open_points(user: User, meeting: Meeting, *, now: datetime, most: int = 60) -> list[DrawnGroup]:
    """Open points of the body that she may see, ready to tick, grouped late, this week, later.

    A point of an earlier meeting says since how many meetings it is open.
    """
    found = ActionPoint.objects.visible_to(user).open().filter(body=meeting.body_id)
    points = list(with_names(found).order_by(*(key.name for key in BY_TERM))[:most])
    load_parts(points)
    starts = earlier_starts(meeting) if points else []
    ages = {point.number: meetings_open(point, meeting, starts) for point in points}
    drawn = draw_groups(group(points, now=now), user=user, now=now)
    return [
        replace(each, rows=[_aged(row, ages[row.number]) for row in each.rows]) for each in drawn
    ]


def earlier_starts(meeting: Meeting) -> list[datetime]:
    """When the body met before this meeting, the latest hundred, newest first.

    A meeting in another restricted dossier does not count: its number would tell that it was.
    """
    known = Q(dossier=meeting.dossier_id) | Q(dossier__restricted=False)
    earlier = Meeting.objects.filter(known, body=meeting.body_id, starts_at__lt=meeting.starts_at)
    starts = earlier.standing().order_by("-starts_at").values_list("starts_at", flat=True)
    return list(starts[:100])


def meetings_open(point: ActionPoint, meeting: Meeting, starts: Sequence[datetime]) -> int:
    """Its age in meetings, this one included: 0 for a point of this meeting or a later day."""
    if point.created_at >= meeting.starts_at:
        return 0
    return sum(start > point.created_at for start in starts) + 1


def _aged(row: Row, age: int) -> Row:
    if not age:
        return row
    words = ngettext("since %(count)d meeting", "since %(count)d meetings", age) % {"count": age}
    return row._replace(chips=[(words, ""), *row.chips])
