"""The kept versions of the minutes."""

from typing import Any

from django.db.models import QuerySet

from ..models import Meeting, MinutesVersion


def versions_of(meeting: Meeting) -> QuerySet[MinutesVersion]:
    """Newest first, without their content."""
    rows: Any = meeting.versions.select_related("by__organisation")
    newest: QuerySet[MinutesVersion] = rows.defer("content").order_by("-number")
    return newest
