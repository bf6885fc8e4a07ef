from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.db.models import Count, Min, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .kinds import account_kinds, mail_kinds
from .models import DUE, IN_THE_APP, Dispatch, Heartbeat, Hold, Message, Muted, Status

MOST = 99
FEW = 10
DROPPED = (Status.CANCELLED, Status.SUPERSEDED, Status.SKIPPED, Status.SNOOZED)
KEPT = Q(status=Status.SKIPPED, reason=IN_THE_APP)
"""What somebody has in the app only."""

LOOKED_BACK = timedelta(days=7)
LATE = timedelta(minutes=5)
"""Delivery looks every minute; what has been due this long waits for something that is wrong."""


def inbox(user: Any, *, at: datetime) -> "QuerySet[Message]":
    """Her own messages, newest first, without their bodies: her notices.

    They are what was sent, what she chose not to be mailed, and what should have been five minutes
    ago: mail may be on hold or its relay away, she reads it here. Account mail that did not leave
    is for nobody.
    """
    waits = Q(not_before__lte=at - LATE) & ~Q(kind__in=account_kinds())
    kept = KEPT & Q(not_before__lte=at)
    told = Q(status=Status.SENT) | kept | (waits & ~Q(status__in=DROPPED))
    hers = Message.objects.visible_to(user).filter(told)
    told_at = Coalesce("sent_at", "not_before")
    listed: QuerySet[Message] = hers.annotate(told_at=told_at).order_by("-told_at", "pk")
    return listed.defer("body", "calendar", "payload")


@dataclass(frozen=True)
class Choice:
    """A kind of mail, whether she may do without, and whether she is mailed."""

    kind: str
    label: str
    optional: bool
    by_mail: bool


def choices_of(user: Any) -> list[Choice]:
    """Every kind but account mail: first those she may have in the app only."""
    muted = set(Muted.objects.visible_to(user).values_list("kind", flat=True))
    rows = [
        Choice(name, str(mail_kinds[name].label), mail_kinds[name].optional, name not in muted)
        for name in mail_kinds.names()
        if not mail_kinds[name].account
    ]
    return sorted(rows, key=lambda row: (not row.optional, row.label))


def kept_for(recipient: Any, *, at: datetime) -> list[Message]:
    """The newest that she was not mailed and has not read, of the last two days."""
    since = at - timedelta(days=2)
    found = Message.objects.filter(KEPT, recipient=recipient, read_at=None, not_before__gt=since)
    return list(found.filter(not_before__lte=at).order_by("-not_before", "pk")[:FEW])


def unread_count(user: Any, *, at: datetime) -> int:
    """How many of her messages she has not opened yet, counted up to 100."""
    return inbox(user, at=at).filter(read_at=None).order_by()[: MOST + 1].count()


def is_read_at_the_terminal() -> bool:
    """True on a machine to try: no production, no relay, mail is read in Baken itself.

    Whoever has the terminal there has the database too, so nobody learns more by it.
    """
    return not settings.PRODUCTION and not settings.EMAIL_URL


def last_account_mail(address: str) -> Message | None:
    """The newest account mail to a user with this address that still has its words."""
    found = Message.objects.filter(recipient__user__email__iexact=address, kind="account")
    return found.exclude(body="").order_by("-queued_at", "-key").first()


class Pile(StrEnum):
    """The states as an operator takes them together."""

    PLANNED = "planned"
    RETRY = "retry"
    DEAD = "dead"
    UNCERTAIN = "uncertain"
    SENT = "sent"
    DROPPED = "dropped"


STATES: dict[Pile, tuple[Status, ...]] = {
    Pile.PLANNED: (Status.QUEUED, Status.SNOOZED, Status.CLAIMED, Status.SENDING),
    Pile.RETRY: (Status.RETRY,),
    Pile.DEAD: (Status.DEAD,),
    Pile.UNCERTAIN: (Status.UNCERTAIN,),
    Pile.SENT: (Status.SENT,),
    Pile.DROPPED: (Status.CANCELLED, Status.SUPERSEDED, Status.SKIPPED),
}
NAMES: dict[Pile, Promise] = {
    Pile.PLANNED: _("Planned"),
    Pile.RETRY: _("To be tried again"),
    Pile.DEAD: _("Refused"),
    Pile.UNCERTAIN: _("Uncertain"),
    Pile.SENT: _("Sent"),
    Pile.DROPPED: _("Dropped"),
}


BEATS: dict[str, Promise] = {
    "reminders.planned": _("Reminders planned"),
    "reminders.audited": _("Reminders checked"),
}
"""What else must keep going, by the name of its heartbeat."""


@dataclass(frozen=True)
class Tab:
    pile: Pile
    label: Promise
    count: int
    alert: bool


@dataclass(frozen=True)
class Overview:
    """How the mail fares: piles with their counts, the last run, and a hold if there is one.

    What is over is counted over seven days, what still waits always. `late` is how long the
    oldest due message has been waiting, where that is longer than five minutes.
    """

    tabs: list[Tab]
    last_run: datetime | None
    hold: Hold | None
    late: timedelta | None
    beats: list[tuple[Promise, datetime | None]]

    @property
    def late_minutes(self) -> int:
        return int(self.late.total_seconds() // 60) if self.late else 0


def overview(*, at: datetime) -> Overview:
    counts = _counts(at)
    tabs = [
        Tab(
            pile,
            NAMES[pile],
            sum(counts[state] for state in states),
            alert=pile in (Pile.DEAD, Pile.UNCERTAIN),
        )
        for pile, states in STATES.items()
    ]
    beats = dict(Heartbeat.objects.values_list("name", "at"))
    due = Message.objects.filter(status__in=DUE, not_before__lte=at)
    oldest = due.aggregate(oldest=Min("not_before"))["oldest"]
    return Overview(
        tabs=tabs,
        last_run=beats.get("delivery"),
        hold=Hold.objects.select_related("by__organisation").filter(released_at=None).first(),
        late=at - oldest if oldest and at - oldest > LATE else None,
        beats=[(label, beats.get(name)) for name, label in BEATS.items()],
    )


def dispatches(user: Any, pile: Pile) -> "QuerySet[Dispatch]":
    """The messages of one pile, newest first, for an operator's eyes."""
    found = Dispatch.objects.visible_to(user).filter(status__in=STATES[pile])
    return found.select_related(
        "recipient__user", "recipient__mailbox", "recipient__contact"
    ).order_by("-queued_at", "pk")


def _counts(at: datetime) -> Counter[str]:
    waiting = [state for pile in list(Pile)[:4] for state in STATES[pile]]
    recent = Q(status__in=waiting) | Q(queued_at__gte=at - LOOKED_BACK)
    rows = Message.objects.filter(recent).order_by().values_list("status").annotate(Count("pk"))
    return Counter(dict(rows))
