"""Whether every reminder that should exist does, and ended once."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from coordination.kit.clock import machine_at
from coordination.mail.models import DUE, Heartbeat, Hold, Message, Status

from ...models import Reminder
from .expected import missing_reminders

AUDITED = "reminders.audited"
PATIENCE = dt.timedelta(minutes=15)


@dataclass(frozen=True)
class Findings:
    """Counts of what is wrong; all 0 when every planned recipient has exactly one row that ended.

    `missing` fell but was never planned, `adrift` has no message, `overdue` was due and did not
    leave while the mail is not on hold, `stuck` is in flight past its lease, `uncertain` may have
    arrived and waits for a person to say so.
    """

    planned: int
    missing: int
    adrift: int
    overdue: int
    stuck: int
    uncertain: int

    @property
    def hold(self) -> bool:
        wrong = (self.missing, self.adrift, self.overdue, self.stuck, self.uncertain)
        return not any(wrong)


def audit_reminders(*, at: dt.datetime) -> Findings:
    """Look, and note that it was looked at: the heartbeat on the page of who operates the mail."""
    messages = Message.objects.filter(Exists(Reminder.objects.filter(message=OuterRef("pk"))))
    held = Hold.objects.filter(released_at=None).exists()
    due = messages.filter(status__in=DUE, not_before__lt=at - PATIENCE)
    in_flight = Q(status__in=[Status.CLAIMED, Status.SENDING], lease_until__lt=machine_at(at))
    findings = Findings(
        planned=Reminder.objects.count(),
        missing=_missing(at - PATIENCE),
        adrift=Reminder.objects.filter(message=None).count(),
        overdue=0 if held else due.count(),
        stuck=Message.objects.filter(in_flight).count(),
        uncertain=messages.filter(status=Status.UNCERTAIN, lease_until=None).count(),
    )
    Heartbeat.objects.update_or_create(name=AUDITED, defaults={"at": at})
    return findings


def _missing(at: dt.datetime) -> int:
    return sum(one.fall.at <= at for one in missing_reminders(at=at))
