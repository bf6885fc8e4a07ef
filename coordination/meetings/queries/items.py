"""Agenda items over all meetings, for who asks."""

from django.db.models import Q

from coordination.kit import clock
from coordination.people.models import BodyMember, User

from ..models import AgendaItem, Submission
from ..models.agenda import AgendaItemQuerySet
from ..permissions import LEADERS


def items_for(user: User) -> AgendaItemQuerySet:
    """Items on the agenda that she may see, and those that wait for her or were hers."""
    led = BodyMember.objects.filter(role__in=LEADERS).held_by(user).present(clock.today())
    seen = (
        Q(submission=Submission.ACCEPTED)
        | Q(submitted_by=user.organisation_id)
        | Q(meeting__body__in=led.values("body"))
    )
    found: AgendaItemQuerySet = AgendaItem.objects.visible_to(user).present().filter(seen)
    return found
