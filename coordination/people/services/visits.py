from datetime import datetime, timedelta

from ..models import User, Visit

PAUSE = timedelta(minutes=30)
"""Looking again within this time is the same visit."""


def note_visit(*, user: User, page: str, at: datetime) -> datetime | None:
    """The end of her visit before this one; None the first time. No deed: only she sees it."""
    visit, made = Visit.objects.get_or_create(user=user, page=page, defaults={"at": at})
    if made:
        return None
    if at - visit.at > PAUSE:
        visit.before = visit.at
    visit.at = at
    visit.save(update_fields=["at", "before"])
    return visit.before
