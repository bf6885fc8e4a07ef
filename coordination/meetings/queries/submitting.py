"""Where somebody may put papers: items of her own bodies, and meetings that take a new item."""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from coordination.people.models import User

from ..models import AgendaItem, Meeting, MeetingStatus, Submission
from ..models.meetings import WRITABLE
from ..permissions import arranged_by, open_to

AHEAD = timedelta(weeks=4)
BEGUN = timedelta(hours=12)


def open_items(user: User, at: datetime) -> "QuerySet[AgendaItem]":
    """Those of the coming four weeks whose papers she may change, in the order they are treated."""
    arranged = Q(meeting__in=Meeting.objects.filter(arranged_by(user)).values("pk"))
    own = Q(submitted_by=user.organisation_id) & Q(meeting__in=open_meetings(user, at).values("pk"))
    waits = own & ~Q(submission=Submission.ACCEPTED)
    found: QuerySet[AgendaItem] = (
        AgendaItem.objects.visible_to(user)
        .present()
        .filter(arranged | waits, meeting__status__in=WRITABLE)
        .filter(meeting__starts_at__gte=at - BEGUN, meeting__starts_at__lt=at + AHEAD)
    )
    ordered = found.order_by("meeting__starts_at", "meeting", "position", "pk")
    return ordered.select_related("meeting__body")


def open_meetings(user: User, at: datetime) -> "QuerySet[Meeting]":
    """Those of the coming four weeks that take a new item from her, the first one first."""
    found: QuerySet[Meeting] = Meeting.objects.visible_to(user).filter(
        open_to(user),
        status=MeetingStatus.PLANNED,
        starts_at__gte=at,
        starts_at__lt=at + AHEAD,
    )
    return found.select_related("body").order_by("starts_at", "pk")
