"""How long a session lives: 30 minutes without activity, 12 hours in all."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest

BEGAN, SEEN = "began", "seen"
TOUCH_AFTER = timedelta(minutes=1)


def begin(*, request: HttpRequest, at: datetime) -> None:
    """Start both clocks; called at signing in."""
    request.session[BEGAN] = request.session[SEEN] = at.timestamp()


def is_over(request: HttpRequest, at: datetime) -> bool:
    """True when nothing was done for too long, or it lasted a whole day's work."""
    idle = timedelta(minutes=settings.SESSION_IDLE_MINUTES)
    whole = timedelta(seconds=settings.SESSION_COOKIE_AGE)
    return _since(request, SEEN, at) > idle or _since(request, BEGAN, at) > whole


def is_fresh(request: HttpRequest, at: datetime) -> bool:
    """True within the time in which one need not prove again who one is."""
    lasts = timedelta(seconds=settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)
    return BEGAN in request.session and _since(request, BEGAN, at) < lasts


def touch(request: HttpRequest, at: datetime) -> None:
    """Note activity, at most once a minute; a poll is no activity."""
    if BEGAN not in request.session:
        begin(request=request, at=at)
    elif not is_poll(request) and _since(request, SEEN, at) > TOUCH_AFTER:
        request.session[SEEN] = at.timestamp()


def is_poll(request: HttpRequest) -> bool:
    """A request the page makes by itself to see whether something is new."""
    return request.headers.get("X-Poll") == "yes" or "after" in request.GET


def _since(request: HttpRequest, mark: str, at: datetime) -> timedelta:
    noted: Any = request.session.get(mark)
    return timedelta(0) if noted is None else timedelta(seconds=at.timestamp() - noted)
