"""What was done after an inject, beside what was expected."""

import datetime as dt
from uuid import UUID

from django.db.models import QuerySet

from coordination.audit.deeds import actor_name
from coordination.audit.models import AuditEvent
from coordination.dossiers.models import DossierAccess, Function
from coordination.dossiers.queries import TimelineRow, read_rows
from coordination.mail.models import Message
from coordination.people.models import User

from ..models import MAIL, Exercise, Inject

MOST = 25
SINCE = dt.timedelta(days=1)


def acts_after(inject: Inject, *, reader: User) -> list[TimelineRow]:
    """Deeds of a day in the story by those it was for; by all who play where it was for nobody.

    The first 25, in order; objects that `reader` may not see stay unnamed.
    """
    if inject.released_at is None:
        return []
    told = _told(inject)
    events = deeds_of_players(inject.exercise)
    events = events.filter(at__gte=inject.released_at, at__lt=inject.released_at + SINCE)
    if told:
        events = events.filter(actor__in=[f"user:{pk}" for pk in told])
    return read_rows(events.order_by("at", "pk")[:MOST], reader=reader)


def acts_lately(exercise: Exercise, *, reader: User, at: dt.datetime) -> list[TimelineRow]:
    """The last 25 deeds of those who play, newest first."""
    events = deeds_of_players(exercise).filter(at__lte=at)
    return read_rows(events.order_by("-at", "-pk")[:MOST], reader=reader)


def deeds_of_players(exercise: Exercise) -> QuerySet[AuditEvent]:
    """What those who play did; to come in or go is no answer to anything."""
    deeds = AuditEvent.objects.filter(root=True, actor__startswith="user:")
    deeds = deeds.exclude(action__in=["people.signed_in", "people.signed_out"])
    return deeds.exclude(actor__in=leaders_of(exercise))


def leaders_of(exercise: Exercise) -> list[str]:
    """Who leads, as the record names them."""
    rows = DossierAccess.objects.filter(
        dossier=exercise.dossier_id,
        function__in=[Function.WRITER, Function.LEAD],
        user__isnull=False,
    )
    return [actor_name(row.user) for row in rows.select_related("user").order_by("pk")]


def _told(inject: Inject) -> set[UUID]:
    sent = Message.objects.filter(kind=MAIL, key__startswith=f"{inject.pk}:")
    found = sent.filter(recipient__user__isnull=False)
    return set(found.values_list("recipient__user", flat=True))
