"""Which meetings stand in a calendar somebody subscribed to."""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from coordination.people.models import Body, BodyMember, User

from ..models import Meeting

BACK, AHEAD, MOST = timedelta(days=60), timedelta(days=400), 1000


def meetings_in_feed(user: User, body: Body | None, *, at: datetime) -> "QuerySet[Meeting]":
    """Of the body; else of every body she sits in, and where she attends or takes notes.

    Only what she may see now, at most a thousand, from 60 days back to 400 ahead; cancelled ones
    too, so that a calendar strikes them.
    """
    seen = Meeting.objects.visible_to(user).filter(
        starts_at__gt=at - BACK, starts_at__lt=at + AHEAD
    )
    if body is not None:
        seen = seen.filter(body=body)
    else:
        today = timezone.localdate(at)
        bodies = BodyMember.objects.held_by(user).present(today).values("body")
        attended = Meeting.objects.filter(attendances__person=user).values("pk")
        noted = Meeting.objects.filter(note_takers=user).values("pk")
        seen = seen.filter(Q(body__in=bodies) | Q(pk__in=attended) | Q(pk__in=noted))
    found: QuerySet[Meeting] = seen.select_related("body", "dossier")
    return found.order_by("starts_at", "pk")[:MOST]
