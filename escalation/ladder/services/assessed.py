"""The assessment that a determination is held against."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime

from coordination.people.models import User
from escalation.regions.models import Region

from ..models import Assessment
from ..queries.assessments import last_of_day
from .assessing import assess_regions


def assessed_for(
    regions: Sequence[Region], *, on: date, by: User, at: datetime
) -> dict[uuid.UUID, Assessment]:
    """Per region what the rule says of that day by its ladder, said now where it was not yet."""
    found = _standing(regions, on)
    if len(found) < len(regions):
        assess_regions(on=on, by=by, at=at)
        found = _standing(regions, on)
    return found


def _standing(regions: Sequence[Region], on: date) -> dict[uuid.UUID, Assessment]:
    rows = Assessment.objects.filter(region__in=regions, on=on, known_at=None)
    return {row.region_id: row for row in last_of_day(rows).select_related("level__ladder")}
