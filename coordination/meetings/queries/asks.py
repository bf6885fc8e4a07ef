"""What asks for a decision of somebody in the coming week."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from coordination.people.models import BodyMember, User

from ..models import AgendaItem, Meeting, MeetingStatus, Submission
from ..models.meetings import WRITABLE
from ..permissions import LEADERS

AHEAD = timedelta(days=7)
MOST = 10


@dataclass(frozen=True)
class Asks:
    """Items that ask a decision, items that wait for her, reports to adopt; each at most ten."""

    decisions: list[AgendaItem]
    submitted: list[AgendaItem]
    returned: list[AgendaItem]
    reports: list[Meeting]

    @property
    def any(self) -> bool:
        return bool(self.decisions or self.submitted or self.returned or self.reports)


def asks_for(user: User, *, at: datetime) -> Asks:
    """For who leads bodies what they must settle; for a submitter what came back. Two queries."""
    led = (
        BodyMember.objects.held_by(user)
        .present(timezone.localtime(at).date())
        .filter(role__in=LEADERS)
        .values("body")
    )
    coming = Q(meeting__starts_at__lt=at + AHEAD, meeting__status__in=WRITABLE)
    asked = ~Q(requested_decision="") & Q(submission=Submission.ACCEPTED, result="")
    waiting = Q(submission__in=[Submission.SUBMITTED, Submission.RESUBMITTED])
    hers = Q(submission=Submission.RETURNED, created_by=user)
    items = list(
        AgendaItem.objects.visible_to(user)
        .present()
        .filter(meeting__status__in=WRITABLE, meeting__ends_at__gt=at - AHEAD)
        .filter((Q(meeting__body__in=led) & (waiting | (asked & coming))) | hers)
        .select_related("meeting__body", "submitted_by")
        .order_by("meeting__starts_at", "position", "pk")[: 3 * MOST]
    )
    reports = (
        Meeting.objects.visible_to(user)
        .filter(status=MeetingStatus.CIRCULATED, body__in=led)
        .select_related("body")
        .order_by("starts_at", "pk")[:MOST]
    )
    return Asks(
        decisions=_of(items, Submission.ACCEPTED),
        submitted=_of(items, Submission.SUBMITTED, Submission.RESUBMITTED),
        returned=_of(items, Submission.RETURNED),
        reports=list(reports),
    )


def _of(items: list[AgendaItem], *states: Submission) -> list[AgendaItem]:
    return [item for item in items if item.submission in states][:MOST]
