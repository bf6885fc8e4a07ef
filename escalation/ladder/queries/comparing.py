"""What the rule says beside what was determined, for every determination."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from django.utils import timezone

from coordination.people.models import User

from ..models import Determination, Ladder, Level
from .assessments import Asked, outcomes_of
from .ladders import Adopted, adopted
from .rule import Verdict

INFERRED = "inferred"
"""What was only inferred proves nothing of the rule."""


class Against(Enum):
    """Where the level that was set stands against the one by the rule."""

    SAME = "same"
    LOWER = "lower"
    HIGHER = "higher"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Compared:
    """A determination, and what its own ladder gives for its day with the figures of now."""

    row: Determination
    level: Level
    on: date
    ladder: Ladder
    verdict: Verdict

    @property
    def against(self) -> Against:
        rank, ruled = self.level.rank, self.verdict.rank
        if ruled is None:
            return Against.UNKNOWN
        if rank == ruled:
            return Against.SAME
        return Against.LOWER if rank < ruled else Against.HIGHER


def comparable(
    user: User | None,
    *,
    first: date | None = None,
    last: date | None = None,
    inferred: bool = False,
) -> Any:
    """The published levels that she sees, by day and region; without a reader all of them."""
    rows = Determination.objects.all() if user is None else Determination.objects.visible_to(user)
    rows = rows.standing().filter(published_at__isnull=False, level__isnull=False)
    if first is not None:
        rows = rows.filter(in_force_at__date__gte=first)
    if last is not None:
        rows = rows.filter(in_force_at__date__lte=last)
    if not inferred:
        rows = rows.exclude(basis=INFERRED)
    rows = rows.select_related("region", "level").order_by("in_force_at", "region__code", "pk")
    return rows


def compared(rows: Iterable[Determination], known: Adopted | None = None) -> list[Compared]:
    """In the same order; a query for the ladders unless `known`, one for all figures."""
    listed = [(row, row.level, _day(row)) for row in rows if row.level is not None]
    if not listed:
        return []
    ladders = (known or adopted()).by_key()
    asked = []
    for key in sorted({level.ladder_id for _row, level, _on in listed}):
        of_ladder = [(row, on) for row, level, on in listed if level.ladder_id == key]
        regions = list({row.region_id: row.region for row, _on in of_ladder}.values())
        asked.append(Asked(ladders[key], regions, sorted({on for _row, on in of_ladder})))
    said: dict[Any, Verdict] = {
        (outcome.ladder.pk, outcome.region.pk, outcome.on): outcome.verdict
        for outcome in outcomes_of(asked)
        if outcome.ladder is not None
    }
    return [
        Compared(row, level, on, ladders[level.ladder_id], said[level.ladder_id, row.region_id, on])
        for row, level, on in listed
    ]


def counted(rows: Iterable[Compared]) -> dict[Against, int]:
    """How many of each, those that nothing is of included."""
    counts = Counter(one.against for one in rows)
    return {against: counts[against] for against in Against}


def _day(row: Determination) -> date:
    return timezone.localtime(row.in_force_at).date()
