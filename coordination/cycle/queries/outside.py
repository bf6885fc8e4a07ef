"""Calendars of others: what stands in them, and what a file would change."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256

from django.utils import timezone

from coordination.kit.calendars_read import Read
from coordination.kit.moments import midnight
from coordination.people.models import User

from ..models import OutsideCalendar, OutsideEvent

FACTS = ("title", "starts_at", "ends_at", "whole_day", "place")


@dataclass(frozen=True)
class Outside:
    """An event of others on one of its days, as it stands beside the cycle."""

    event: OutsideEvent
    day: dt.date
    is_cancelled = False
    is_planned = True

    @property
    def starts_at(self) -> dt.datetime:
        return self.event.starts_at

    @property
    def whole_day(self) -> bool:
        """It has no hour of its own on this day."""
        return self.event.whole_day or self.day != timezone.localdate(self.event.starts_at)

    @property
    def label(self) -> str:
        return self.event.title or self.event.calendar.name

    @property
    def url(self) -> str:
        return self.event.calendar.get_absolute_url()


@dataclass(frozen=True)
class Difference:
    """What a file changes: `changed` pairs what stands there with what the file says."""

    new: list[Read] = field(default_factory=list)
    changed: list[tuple[OutsideEvent, Read]] = field(default_factory=list)
    back: list[tuple[OutsideEvent, Read]] = field(default_factory=list)
    gone: list[OutsideEvent] = field(default_factory=list)
    same: int = 0

    @property
    def any(self) -> bool:
        return bool(self.new or self.changed or self.back or self.gone)


def outside_between(user: User, first: dt.date, last: dt.date) -> dict[dt.date, list[Outside]]:
    """What stands in calendars of others that she may see, on each of its days; one query."""
    since, until = midnight(first), midnight(last + dt.timedelta(days=1))
    rows = OutsideEvent.objects.visible_to(user).present().select_related("calendar")
    found: dict[dt.date, list[Outside]] = defaultdict(list)
    for row in rows.filter(starts_at__lt=until, ends_at__gte=since).order_by("starts_at", "pk"):
        for day in _days(row):
            if first <= day <= last:
                found[day].append(Outside(row, day))
    return found


def difference(
    calendar: OutsideCalendar, read: Iterable[Read], *, at: dt.datetime, keep_missing: bool = False
) -> Difference:
    """What `read` would change in `calendar`.

    What is still to come and not in the file is gone, unless `keep_missing`; what the file says
    is cancelled is gone anyhow. What is over stays as it was.
    """
    known = {event.key: event for event in calendar.events.all()}
    found = Difference()
    wanted = {key_of(one): one for one in read if not one.is_cancelled}
    same = 0
    for key, one in wanted.items():
        event = known.get(key)
        if event is None:
            found.new.append(one)
        elif event.removed_at is not None:
            found.back.append((event, one))
        elif values_of(event) != values_of(one):
            found.changed.append((event, one))
        else:
            same += 1
    cancelled = {key_of(one) for one in read if one.is_cancelled}
    gone = [
        event
        for key, event in known.items()
        if event.removed_at is None
        and key not in wanted
        and (key in cancelled or (event.ends_at > at and not keep_missing))
    ]
    found.gone.extend(sorted(gone, key=lambda event: event.starts_at))
    return Difference(found.new, found.changed, found.back, found.gone, same)


def key_of(read: Read) -> str:
    """Its UID and, of a recurring event, the hour it was meant to start."""
    recurs = read.recurs_at.isoformat() if read.recurs_at else ""
    return sha256(f"{read.uid}\n{recurs}".encode()).hexdigest()


def values_of(noun: Read | OutsideEvent) -> tuple[object, ...]:
    return tuple(getattr(noun, name) for name in FACTS)


def _days(event: OutsideEvent) -> Iterator[dt.date]:
    first = timezone.localdate(event.starts_at)
    last = max(timezone.localdate(event.ends_at - dt.timedelta(microseconds=1)), first)
    for number in range((last - first).days + 1):
        yield first + dt.timedelta(days=number)
