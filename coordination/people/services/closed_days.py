"""Days that are closed, and holidays that are worked all the same."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from coordination.audit.deeds import deed, record
from coordination.kit.refusals import NotAllowed, Refusal

from ..models import ClosedDay, Organisation, User


class DayTaken(Refusal):
    """This day was corrected before."""


class NotYourCalendar(NotAllowed):
    """Her role keeps no calendar."""


@deed
def add_closed_day(
    *,
    day: dt.date,
    reason: str,
    by: User,
    at: dt.datetime,
    organisation: Organisation | None = None,
    worked: bool = False,
) -> ClosedDay:
    """A day that is closed, or with `worked` a holiday that is not; for one or for everybody.

    Refuses a second row for the same day and organisation, and who keeps no calendar. What was
    planned before stands as it was.
    """
    _refuse_others(by)
    if ClosedDay.objects.filter(day=day, organisation=organisation).exists():
        raise DayTaken(_("This day stands in the list already; remove it first."), field="day")
    made = ClosedDay.objects.create(
        day=day,
        organisation=organisation,
        worked=worked,
        reason=reason,
        created_at=at,
        created_by=by,
    )
    record("people.closed_day_added", made, by=by, at=at, **_facts(made))
    return made


@deed
def remove_closed_day(*, closed_day: ClosedDay, by: User, at: dt.datetime) -> None:
    """The day as the calendar of public holidays has it."""
    _refuse_others(by)
    record("people.closed_day_removed", closed_day, by=by, at=at, **_facts(closed_day))
    closed_day.delete()


def _refuse_others(by: User) -> None:
    if not by.may("people.closed_days"):
        raise NotYourCalendar(_("Only a coordinator or an administrator changes the calendar."))


def _facts(row: ClosedDay) -> dict[str, Any]:
    return {
        "day": row.day,
        "organisation": row.organisation_id,
        "worked": row.worked,
        "reason": row.reason,
    }
