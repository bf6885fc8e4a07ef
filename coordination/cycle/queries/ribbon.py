"""Two weeks of the rhythm, as they stand on top of every page."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import models
from django.db.models import OuterRef, Q, Subquery, Value
from django.utils import timezone

from coordination.dossiers.queries.prepared import PreparedForReader
from coordination.kit.moments import midnight
from coordination.meetings.models import Meeting
from coordination.people.models import User

from ..models import LONGEST_DAYS, MovedEvent, Slot

DAYS = 14
WORKING_DAYS = 5

OF_EVENTS = {
    "first_day": Value(None, models.DateField()),
    "offset": Value(None, models.PositiveSmallIntegerField()),
    "clock": Value(None, models.TimeField()),
    "since": Value(None, models.DateField()),
    "until": Value(None, models.DateField()),
    "end": Value(None, models.DateField()),
}


def ribbon_days(user: User, *, at: datetime) -> list[dict[str, Any]]:
    """The days from this week's Monday on with what `user` may see on them, in one query.

    Meetings lead to their minutes, for who may read those; events of our own cadences have no page.
    Saturdays and Sundays are there only when something stands on them, or today.
    """
    today = timezone.localtime(at).date()
    monday = today - timedelta(days=today.weekday())
    opens = user.may("meetings.read")
    last = monday + timedelta(days=DAYS)
    shown: dict[date, list[tuple[time, dict[str, str]]]] = {}
    since, until = midnight(monday), midnight(last)
    near, far = (monday - timedelta(days=days) for days in (DAYS, LONGEST_DAYS))
    rows = _rows(
        user, since=since, until=until, near=near, far=far, beyond=last + timedelta(days=DAYS)
    )
    for key, moment, label, first_day, offset, clock, *bounds in rows:
        if moment is None:
            day, url = _event_day(first_day + timedelta(days=offset), *bounds), ""
        else:
            local = timezone.localtime(moment)
            day, clock = local.date(), local.time()  # noqa: PLW2901  the moment is read on the clock of the reader
            url = Meeting(pk=key).get_absolute_url() if opens and not first_day else ""
        if day is not None and monday <= day < last:
            here = {"title": f"{label} {clock:%H.%M}", "short": label, "url": url}
            shown.setdefault(day, []).append((clock, here))
    days = [monday + timedelta(days=number) for number in range(DAYS)]
    return [
        {
            "date": day,
            "is_today": day == today,
            "is_week_start": day.weekday() == 0 and day != monday,
            "meetings": [here for _clock, here in sorted(shown.get(day, []), key=_order)],
        }
        for day in days
        if day.weekday() < WORKING_DAYS or day in shown or day == today
    ]


def _order(row: tuple[time, dict[str, str]]) -> tuple[time, str]:
    return row[0], row[1]["title"]


def _event_day(day: date, since: date | None, until: date | None, end: date | None) -> date | None:
    """`day` where the slot and its cadence are valid on it."""
    late = any(bound is not None and day > bound for bound in (until, end))
    return None if late or (since is not None and day < since) else day


def _both(user: User, since: Any, until: Any, near: Any, far: Any, beyond: Any) -> Any:
    return _meetings(user, since, until).union(_events(user, near, far, beyond), all=True)


_rows = PreparedForReader(
    _both,
    since=models.DateTimeField(),
    until=models.DateTimeField(),
    near=models.DateField(),
    far=models.DateField(),
    beyond=models.DateField(),
)


def _meetings(user: User, since: Any, until: Any) -> Any:
    """Rows of (key, moment, label), filled up to the length of an event's."""
    found = Meeting.objects.visible_to(user).standing()
    found = found.filter(starts_at__gte=since, starts_at__lt=until).annotate(**OF_EVENTS)
    return found.values_list("pk", "starts_at", "body__code", *OF_EVENTS)


def _events(user: User, near: Any, far: Any, beyond: Any) -> Any:
    """Events of our own cadences in the cycles that start after `near`, or `far` where they are
    longer, and before `beyond`: rows of (key, where it was moved to, label, first day of the
    cycle, days after it, clock, since, until, end of the cadence)."""
    long = Q(cadence__cycles__starts_on__gt=far, cadence__length__gt=DAYS)
    found = Slot.objects.visible_to(user).present()
    found = found.filter(
        Q(cadence__cycles__starts_on__gt=near) | long,
        cadence__cycles__starts_on__lt=beyond,
        cadence__cycles__skipped=False,
        body=None,
        cadence__outside=False,
    )
    moved = MovedEvent.objects.filter(slot=OuterRef("pk"), cycle=OuterRef("cadence__cycles__pk"))
    return found.annotate(moment=Subquery(moved.values("starts_at"))).values_list(
        *("pk", "moment", "title", "cadence__cycles__starts_on", "day_offset", "starts"),
        *("valid_from", "valid_until", "cadence__ends_on"),
    )
