"""A run that would mail far more than expected stops itself and says so."""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Max
from django.utils.translation import gettext_noop

from ..models import DUE, Hold, Message
from ..services.holding import AlreadyHeld, hold_all

logger = logging.getLogger(__name__)

WINDOW = timedelta(minutes=10)
FAR_MORE = gettext_noop("Far more mail than expected was about to leave.")


def held(*, at: datetime, counted: bool = True) -> bool:
    """True while the mail is on hold, also when it is put there now, if it is `counted` too."""
    if Hold.objects.filter(released_at=None).exists():
        return True
    if not counted or expected(at=at) <= settings.MAIL_BRAKE:
        return False
    logger.error("mail.brake", extra={"limit": settings.MAIL_BRAKE})
    try:
        hold_all(reason=FAR_MORE, by=None, at=at)
    except AlreadyHeld:
        logger.info("mail.brake.held_already")
    return True


def expected(*, at: datetime) -> int:
    """What left in the last ten minutes and what is due now, counted up to the limit.

    What was queued before the last release was looked at by a person and does not count.
    """
    rows = Message.objects.all()
    released = Hold.objects.aggregate(last=Max("released_at"))["last"]
    if released is not None:
        rows = rows.filter(queued_at__gt=released)
    most = settings.MAIL_BRAKE + 1
    due = rows.filter(status__in=DUE, not_before__lte=at)[:most].count()
    return due + rows.filter(sent_at__gt=at - WINDOW)[:most].count()
