"""From a day and a time as typed to a moment, and back to the clock on the wall."""

import datetime as dt
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from .refusals import Refusal

FIRST_YEAR = 1900
LAST_YEAR = 2200


def refuse_far(day: dt.date) -> None:
    """A validator for days and moments: years far from ours are a slip of the finger."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValidationError(
            _("%(year)04d is no year to plan in; check the date."), params={"year": day.year}
        )


@lru_cache(maxsize=4_096)
def day_of(moment: dt.datetime) -> dt.date:
    """The day of a moment here; a hundred thousand things share some hundred moments."""
    return timezone.localdate(moment)


def midnight(day: dt.date) -> dt.datetime:
    """The moment at which a day begins here."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))


def moment(day: dt.date, time: dt.time, *, field: str = "") -> dt.datetime:
    """The local day and time as an aware moment; of an hour that comes twice the first.

    Refuses the hour that is skipped in spring, and years far from ours.
    """
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Refusal(
            _("%(year)04d is no year to plan in; check the date.") % {"year": day.year},
            field=field or None,
        )
    typed = dt.datetime.combine(day, time.replace(tzinfo=None))
    aware = typed.replace(tzinfo=timezone.get_default_timezone())
    back = aware.astimezone(dt.UTC).astimezone(timezone.get_default_timezone())
    if back.replace(tzinfo=None) != typed:
        raise Refusal(
            _("%(time)s does not exist on that day: the clock goes forward. Choose another time.")
            % {"time": f"{time:%H:%M}"},
            field=field or None,
        )
    return aware.astimezone(dt.UTC)
