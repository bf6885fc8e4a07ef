"""The versions of the ladder on a line of time, and the one that came before each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from coordination.people.models import User

from ..models import Ladder, LadderStatus


@dataclass(frozen=True)
class Stretch:
    """Some days of a ladder, or days on which none was in force."""

    first: date
    last: date | None
    ladder: Ladder | None
    now: bool


def versions(user: User, today: date) -> tuple[list[Ladder], list[Stretch]]:
    """The drafts she sees, and what was in force when, the newest first, with the days between."""
    rows = list(
        Ladder.objects.visible_to(user).select_related("based_on").order_by("valid_from", "code")
    )
    drafts = [one for one in rows if one.status == LadderStatus.DRAFT]
    found = [_stretch(one, today) for one in rows if one.status == LadderStatus.ADOPTED]
    return drafts, sorted([*found, *_between(found)], key=lambda one: one.first, reverse=True)


def before(ladder: Ladder, user: User, today: date) -> Ladder | None:
    """What it is compared with: what was in force before it, or what it was made from."""
    adopted = Ladder.objects.visible_to(user).adopted().exclude(pk=ladder.pk)
    day = ladder.valid_from or today + timedelta(days=1)
    earlier = adopted.filter(valid_from__lt=day).order_by("-valid_from")
    same: Ladder | None = earlier.filter(scope=ladder.scope).first()
    return same or ladder.based_on


def _stretch(ladder: Ladder, today: date) -> Stretch:
    assert ladder.valid_from is not None
    last = ladder.valid_to
    now = ladder.valid_from <= today and (last is None or today <= last)
    return Stretch(ladder.valid_from, last, ladder, now)


def _between(found: Sequence[Stretch]) -> list[Stretch]:
    """The days that no ladder covers, of whichever scope."""
    gaps = []
    until: date | None = found[0].last if found else None
    for _earlier, later in pairwise(found):
        if until is None:
            break
        if later.first > until + timedelta(days=1):
            first, last = until + timedelta(days=1), later.first - timedelta(days=1)
            gaps.append(Stretch(first, last, None, now=False))
        until = None if later.last is None else max(until, later.last)
    return gaps
