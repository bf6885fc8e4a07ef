"""How far away a due date is, in words."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


@dataclass(frozen=True)
class Due:
    """A due date as it is shown: the exact day and how far away it is."""

    day: dt.date
    far: str
    late: bool
    soon: bool
    year: bool


def describe_due(*, day: dt.date, today: dt.date, done: bool = False) -> Due:
    """The day in words, counted in calendar days from `today`. What is done is never late."""
    days = (day - today).days
    late = days < 0 and not done
    return Due(
        day=day,
        far="" if done else _far(days),
        late=late,
        soon=0 <= days <= 1 and not done,
        year=day.year != today.year,
    )


def _far(days: int) -> str:
    if days < 0:
        return ngettext("%(count)d day late", "%(count)d days late", -days) % {"count": -days}
    if days == 0:
        return _("today")
    if days == 1:
        return _("tomorrow")
    if days < 14:
        return ngettext("in %(count)d day", "in %(count)d days", days) % {"count": days}
    weeks = days // 7
    return ngettext("in %(count)d week", "in %(count)d weeks", weeks) % {"count": weeks}
