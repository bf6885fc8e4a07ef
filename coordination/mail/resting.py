"""Quiet hours: at night mail rests, but for what is acute."""

import datetime as dt

from django.conf import settings
from django.utils import timezone

from coordination.kit.workdays import on_the_wall

from .kinds import mail_kinds


def out_of_the_night(kind: str, moment: dt.datetime) -> dt.datetime:
    """`moment`, or the end of the quiet hours in which it falls where this kind can wait so long.

    The hours are those on the wall here (MAIL_QUIET); without them nothing rests.
    """
    if not settings.MAIL_QUIET or not mail_kinds[kind].rests:
        return moment
    start, end = settings.MAIL_QUIET
    local = timezone.localtime(moment)
    over_midnight, clock = start > end, local.time()
    evening, early = clock >= start, clock < end
    quiet = evening or early if over_midnight else evening and early
    if not quiet:
        return moment
    morning = local.date() + dt.timedelta(days=over_midnight and evening)
    return on_the_wall(dt.datetime.combine(morning, end))
