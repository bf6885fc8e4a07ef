"""Remind who has not replied yet: one mail per organisation and day."""

from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from coordination.actions.models import PartStatus
from coordination.audit.deeds import deed
from coordination.kit.refusals import Refusal
from coordination.mail.models import Message, Status
from coordination.mail.services import cancel_messages
from coordination.people.models import User

from ..models import Contribution
from .letters import REMINDER, write_to
from .saving import lock_steered, note, refuse_closed

WAITS = timedelta(minutes=2)
TAKEN_BACK = gettext_noop("The reminder was taken back.")


class NobodyLeft(Refusal):
    """All have replied, or were reminded today."""

    status = 409


@deed
def remind_rest(*, contribution: Contribution, by: User, at: datetime) -> int:
    """How many organisations are mailed, two minutes from now; twice on a day sends once."""
    point = lock_steered(contribution, by)
    refuse_closed(contribution)
    parts = point.parts.filter(status=PartStatus.OPEN).select_related("organisation")
    rest = [part.organisation for part in parts.order_by("organisation__code")]
    if not rest:
        raise NobodyLeft(_("Everybody has replied."))
    day = timezone.localdate(at)
    again = _of_day(contribution, day).filter(reason=TAKEN_BACK).values("key").distinct().count()
    # a day that was taken back may be tried anew
    key = f"{_day_key(contribution, day)}{again}"
    queued = write_to(contribution, rest, kind=REMINDER, key=key, at=at, not_before=at + WAITS)
    if not queued:
        raise NobodyLeft(_("The rest was reminded today already."))
    note("reminded", contribution, by=by, at=at, organisations=queued)
    return queued


@deed
def take_back_reminder(*, contribution: Contribution, by: User, at: datetime) -> int:
    """How many reminders of today were stopped; refuses when one has left."""
    lock_steered(contribution, by)
    waiting = _of_day(contribution, timezone.localdate(at)).exclude(reason=TAKEN_BACK)
    if not waiting.exists():
        raise NobodyLeft(_("No reminder is waiting to be sent."))
    stopped = cancel_messages(messages=waiting, reason=TAKEN_BACK)
    note("reminder_taken_back", contribution, by=by, at=at, organisations=stopped)
    return stopped


def waits_to_be_sent(contribution: Contribution, *, at: datetime) -> bool:
    """True while today's reminder can be taken back."""
    today = _of_day(contribution, timezone.localdate(at))
    return today.filter(status=Status.QUEUED, not_before__gt=at).exists()


def _of_day(contribution: Contribution, day: date) -> QuerySet[Message]:
    return Message.objects.filter(kind=REMINDER, key__startswith=_day_key(contribution, day))


def _day_key(contribution: Contribution, day: date) -> str:
    return f"{contribution.pk}:{day.isoformat()}:"
