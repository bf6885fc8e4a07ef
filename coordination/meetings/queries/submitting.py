"""Where somebody may put papers: items of her own bodies, and meetings that take a new item."""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from coordination.dossiers.models import Dossier, Function
from coordination.kit import clock
from coordination.people.models import BodyMember, MemberRole, User

from ..models import AgendaItem, Meeting, MeetingStatus, Submission
from ..models.meetings import WRITABLE
from ..permissions import LEADERS

AHEAD = timedelta(weeks=4)
BEGUN = timedelta(hours=12)


def open_items(user: User, at: datetime) -> "QuerySet[AgendaItem]":
    """Those of the coming four weeks whose papers she may change, in the order they are treated."""
    led = _memberships(user).filter(role__in=LEADERS).values("body")
    arranges = Q(meeting__body__in=led) if user.may("meetings.agenda") else Q(pk__in=[])
    own = Q(submitted_by=user.organisation_id) & Q(meeting__in=open_meetings(user, at).values("pk"))
    waits = own & ~Q(submission=Submission.ACCEPTED)
    found: QuerySet[AgendaItem] = (
        AgendaItem.objects.visible_to(user)
        .present()
        .filter(arranges | waits, meeting__status__in=WRITABLE)
        .filter(meeting__starts_at__gte=at - BEGUN, meeting__starts_at__lt=at + AHEAD)
    )
    ordered = found.order_by("meeting__starts_at", "meeting", "position", "pk")
    return ordered.select_related("meeting__body")


def open_meetings(user: User, at: datetime) -> "QuerySet[Meeting]":
    """Those of the coming four weeks that take a new item from her, the first one first."""
    if not user.may("meetings.submit"):
        return Meeting.objects.none()
    bodies = _memberships(user).exclude(role=MemberRole.IN_COPY).values("body")
    written = Dossier.objects.with_function(user, Function.WRITER, Function.LEAD).values("pk")
    found: QuerySet[Meeting] = Meeting.objects.visible_to(user).filter(
        Q(body__in=bodies) | Q(dossier__in=written),
        status=MeetingStatus.PLANNED,
        starts_at__gte=at,
        starts_at__lt=at + AHEAD,
    )
    return found.select_related("body").order_by("starts_at", "pk")


def _memberships(user: User) -> "QuerySet[BodyMember]":
    found: QuerySet[BodyMember] = BodyMember.objects.all().held_by(user).present(clock.today())
    return found
