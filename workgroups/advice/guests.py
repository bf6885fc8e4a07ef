"""Who keeps a line submits it where it stops: to the body's meeting, whose secretary accepts it."""

from typing import Any

from django.db.models import Q

from coordination.dossiers.models import Dossier
from coordination.meetings.guests import guests
from coordination.meetings.models import MeetingStatus

from .models import Stop


def where_hers_stop(user: Any) -> Q:
    """The meetings of the stops of her lines, and those of the body where one was cancelled.

    Of a line that was withdrawn only those where its item still stands, which she takes off.
    """
    if not user.may("advice.keep"):
        return Q(pk__in=())
    kept = Dossier.objects.worked_in_by(user).values("pk")
    hers = Stop.objects.filter(request__dossier__in=kept)
    placed = hers.filter(item__removed_at=None).exclude(item=None)
    stops = hers.present().filter(request__withdrawn_at=None)
    cancelled = stops.filter(meeting__status=MeetingStatus.CANCELLED)
    here = stops.with_place().values("stands_in")
    there = Q(pk__in=here) | Q(pk__in=placed.values("item__meeting"))
    return there | Q(body__in=cancelled.values("body"))


guests.add("advice", where_hers_stop)
