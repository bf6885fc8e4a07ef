"""How many stand in each group, never counting further than it is shown."""

from datetime import datetime
from typing import Any

from coordination.kit.capped import count_capped

from .filters import TERMS, Filters, find_points, in_term


def count_groups(user: Any, wanted: Filters, *, now: datetime) -> dict[str, int]:
    """Late, week and later in one query; each stops at 100, shown as 99+."""
    found = find_points(user, wanted, now=now)
    counts = count_capped([[found.filter(in_term(term, now))] for term in TERMS])
    return dict(zip(TERMS, counts, strict=True))
