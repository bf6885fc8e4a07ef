"""Two weeks of meetings, as they stand on top of every page."""

from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from coordination.people.models import User

from ..models import Meeting

DAYS = 14
WORKING_DAYS = 5


def ribbon_days(user: User, *, at: datetime) -> list[dict[str, Any]]:
    """The days from this week's Monday on with the meetings `user` may see, in one query.

    Saturdays and Sundays are there only when something stands on them, or today.
    """
    today = timezone.localtime(at).date()
    monday = today - timedelta(days=today.weekday())
    start = timezone.make_aware(datetime.combine(monday, time()))
    end = timezone.make_aware(datetime.combine(monday + timedelta(days=DAYS), time()))
    rows = (
        Meeting.objects.visible_to(user)
        .standing()
        .filter(starts_at__gte=start, starts_at__lt=end)
        .order_by("starts_at", "pk")
        .values_list("pk", "starts_at", "body__code")
    )
    meetings: dict[Any, list[dict[str, str]]] = {}
    for pk, starts_at, code in rows:
        local = timezone.localtime(starts_at)
        meetings.setdefault(local.date(), []).append(
            {"title": f"{code} {local:%H.%M}", "url": Meeting(pk=pk).get_absolute_url()}
        )
    days = [monday + timedelta(days=number) for number in range(DAYS)]
    return [
        {
            "date": day,
            "is_today": day == today,
            "is_week_start": day.weekday() == 0 and day != monday,
            "meetings": meetings.get(day, []),
        }
        for day in days
        if day.weekday() < WORKING_DAYS or day in meetings or day == today
    ]
