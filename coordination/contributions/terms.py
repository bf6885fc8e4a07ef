"""The moment a request closes where it is counted back from a meeting."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination.actions.terms import Term
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.kit.workdays import Offset
from coordination.meetings.models import AgendaItem, Meeting
from coordination.people.models import User
from coordination.people.queries import daybook_of

FURTHEST = 366


@dataclass(frozen=True)
class Before:
    """So long before a meeting; working days are those of the secretary's organisation."""

    meeting: Meeting
    offset: Offset

    def term(self, *, by: User, at: datetime) -> Term:
        """The day and the hour it falls on.

        Refuses a meeting that `by` may not see, one that was cancelled or has begun, what comes
        after it and what lies more than 366 units before it.
        """
        if not Meeting.objects.visible_to(by).filter(pk=self.meeting.pk).exists():
            raise NotAllowed(_("Choose a meeting that you may see."), field="meeting")
        if self.meeting not in coming_meetings(by, at=at):
            raise Refusal(_("Choose a meeting that is still to come."), field="meeting")
        if not 0 <= self.offset.number <= FURTHEST:
            raise Refusal(_("Count between 0 and 366 back from the meeting."), field="number")
        days = daybook_of(self.meeting.body.organisation_id)
        return term_at(self.offset.before(self.meeting.starts_at, days))


def coming_meetings(user: Any, *, at: datetime) -> Any:
    """The meetings she may see that are still to come, soonest first."""
    found = Meeting.objects.visible_to(user).standing().filter(starts_at__gt=at)
    return found.select_related("body").order_by("starts_at", "pk")


def coming_items(user: Any, *, at: datetime) -> Any:
    """The items she may see on the agendas of those meetings, as they will be dealt with."""
    found = AgendaItem.objects.visible_to(user).on_the_agenda()
    found = found.filter(meeting__in=coming_meetings(user, at=at).order_by().values("pk"))
    rows = found.select_related("meeting__body")
    return rows.order_by("meeting__starts_at", "meeting", "position", "created_at", "pk")


def term_at(moment: datetime) -> Term:
    local = timezone.localtime(moment)
    return Term(local.date(), local.time())
