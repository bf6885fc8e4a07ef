"""What was determined of a region and of the country, and what waits to be published."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet

from coordination.kit import clock
from coordination.people.models import User
from escalation.regions.models import Region

from ..models import Contact, Determination, LevelMeasure
from .assessments import last_of_day
from .standing import standing_of


def waiting(user: User) -> QuerySet[Any]:
    """Determined and not published, the oldest first."""
    rows = Determination.objects.visible_to(user).standing().filter(published_at=None)
    return rows.select_related(
        "region__dossier", "level__ladder", "previous__level", "post", "decision", "determined_by"
    ).order_by("determined_at", "region__name")


def determinations_of(region: Region, user: User) -> QuerySet[Any]:
    """Newest first, each with the assessment it was held against."""
    rows = Determination.objects.visible_to(user).standing().filter(region=region)
    return rows.select_related(
        "level__ladder", "post", "decision", "assessment__level", "determined_by", "confirmed_by",
        "published_by",
    ).order_by("-in_force_at", "-determined_at")  # fmt: skip


def figures_now(region: Region, rows: Sequence[Determination]) -> dict[date, list[dict[str, Any]]]:
    """For the day of each determination the figures as they were assessed last, by day."""
    days = {row.assessment.on for row in rows if row.assessment is not None}
    kept = last_of_day(region.assessments.filter(on__in=days, known_at=None))
    return {one.on: one.figures for one in kept}


def measures_in_force(region: Region, user: User) -> list[LevelMeasure]:
    """What holds at the level that stands now."""
    step = standing_of(region, user, at=clock.now())
    if step is None or step.level is None:
        return []
    return list(step.level.measures.order_by("position", "instrument"))


def contacts_of(region: Region, user: User) -> QuerySet[Any]:
    rows = Contact.objects.visible_to(user).filter(region=region)
    return rows.select_related("by__organisation").order_by("-at", "-recorded_at")
