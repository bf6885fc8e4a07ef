"""Who is in this report now, and where they type. Lives in the cache for a minute, nowhere else."""

import time
from dataclasses import dataclass

from django.core.cache import cache

from coordination.people.models import User

from ..models import Meeting

SECONDS = 45


@dataclass(frozen=True)
class Present:
    code: str
    item: str


def note_presence(user: User, meeting: Meeting, item: str) -> list[Present]:
    """Say that `user` is here, typing at `item` or nowhere; returns the others."""
    key = f"presence:{meeting.pk}"
    now = time.time()
    here: dict[str, tuple[str, str, float]] = cache.get(key) or {}
    here = {who: row for who, row in here.items() if now - row[2] < SECONDS}
    here[str(user.pk)] = (user.organisation.code, item[:40], now)
    cache.set(key, here, SECONDS * 2)
    others = (row for who, row in sorted(here.items()) if who != str(user.pk))
    return [Present(code, item) for code, item, _at in others]
