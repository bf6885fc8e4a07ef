"""Which days are worked: the public holidays with the corrections of this installation."""

import datetime as dt
from typing import Any

from django.db.models import Q

from coordination.kit.workdays import PUBLIC, DayBook

from ..models import ClosedDay


def daybook_of(organisation: Any = None) -> DayBook:
    """The calendar of an organisation (or its id), or everybody's; one query."""
    pk = getattr(organisation, "pk", organisation)
    rows = ClosedDay.objects.filter(
        Q(organisation=None) | Q(organisation=pk) if pk else Q(organisation=None)
    )
    closed: dict[dt.date, str] = {}
    worked: set[dt.date] = set()
    # everybody's first, so that an organisation's own row goes before it
    for row in sorted(rows, key=lambda row: row.organisation_id is not None):
        closed.pop(row.day, None)
        worked.discard(row.day)
        if row.worked:
            worked.add(row.day)
        else:
            closed[row.day] = row.reason
    return DayBook(closed, frozenset(worked))


def list_closed_days(user: Any, *, on: dt.date | None = None) -> Any:
    """The corrections from `on` on, by day."""
    rows = ClosedDay.objects.visible_to(user).select_related("organisation")
    rows = rows.filter(day__gte=on) if on else rows
    return rows.order_by("day", "organisation__code", "pk")


def coming_holidays(on: dt.date) -> list[tuple[dt.date, str]]:
    """The public holidays of the year from `on` on."""
    days = (on + dt.timedelta(days=number) for number in range(366))
    return [(day, name) for day in days if (name := PUBLIC.why_closed(day))]
