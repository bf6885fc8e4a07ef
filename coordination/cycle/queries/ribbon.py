"""Two weeks of the rhythm, as they stand on top of every page."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import models
from django.db.models import F, Q, Value
from django.utils import timezone

from coordination.meetings.models import Meeting
from coordination.people.models import User

from ..models import LONGEST_DAYS, Slot

DAYS = 14
WORKING_DAYS = 5
COLUMNS = ("key", "moment", "label", "cycle", "offset", "clock", "since", "until", "end")


def ribbon_days(user: User, *, at: datetime) -> list[dict[str, Any]]:
    """The days from this week's Monday on with what `user` may see on them, in one query.

    Meetings lead to their minutes; events of our own cadences have no page. Saturdays and Sundays
    are there only when something stands on them, or today.
    """
    today = timezone.localtime(at).date()
    monday = today - timedelta(days=today.weekday())
    last = monday + timedelta(days=DAYS)
    shown: dict[date, list[tuple[time, dict[str, str]]]] = {}
    rows = _meetings(user, monday, last).union(_events(user, monday, last), all=True)
    for key, moment, label, cycle, offset, clock, *bounds in rows:
        if moment is None:
            day, url = _event_day(cycle + timedelta(days=offset), *bounds), ""
        else:
            local = timezone.localtime(moment)
            day, clock, url = local.date(), local.time(), Meeting(pk=key).get_absolute_url()  # noqa: PLW2901  the moment is read on the clock of the reader
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


def _event_day(day: date, since: date | None, until: date | None, end: date | None) -> date | None:
    """`day` where the slot and its cadence are valid on it."""
    late = any(bound is not None and day > bound for bound in (until, end))
    return None if late or (since is not None and day < since) else day


def _order(row: tuple[time, dict[str, str]]) -> tuple[time, str]:
    return row[0], row[1]["title"]


def _meetings(user: User, monday: date, last: date) -> Any:
    reach = [timezone.make_aware(datetime.combine(day, time())) for day in (monday, last)]
    return (
        Meeting.objects.visible_to(user)
        .standing()
        .filter(starts_at__gte=reach[0], starts_at__lt=reach[1])
        .annotate(
            key=F("pk"),
            moment=F("starts_at"),
            label=F("body__code"),
            cycle=Value(None, output_field=models.DateField()),
            offset=Value(None, output_field=models.PositiveSmallIntegerField()),
            clock=Value(None, output_field=models.TimeField()),
            **{name: Value(None, output_field=models.DateField()) for name in COLUMNS[-3:]},
        )
        .values_list(*COLUMNS)
    )


def _events(user: User, monday: date, last: date) -> Any:
    """Events of our own cadences in the cycles that reach these days."""
    reach = Q(
        cadence__cycles__starts_on__gt=monday - timedelta(days=LONGEST_DAYS),
        cadence__cycles__starts_on__lt=last,
        cadence__cycles__skipped=False,
    )
    return (
        Slot.objects.visible_to(user)
        .present()
        .filter(reach, body=None, cadence__outside=False)
        .annotate(
            key=F("pk"),
            moment=Value(None, output_field=models.DateTimeField()),
            label=F("title"),
            cycle=F("cadence__cycles__starts_on"),
            offset=F("day_offset"),
            clock=F("starts"),
            since=F("valid_from"),
            until=F("valid_until"),
            end=F("cadence__ends_on"),
        )
        .values_list(*COLUMNS)
    )
