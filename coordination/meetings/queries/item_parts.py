"""What is fetched with an item wherever it is shown."""

from typing import Any

from django.db.models import OuterRef, Prefetch, Subquery

from coordination.papers.models import Paper, PaperVersion
from coordination.people.models import User

from ..models import AgendaPaper
from .embargo import differences_for

ITEM_PARTS = ("dossier", "submitted_by", "referred_to", "adopts")


def parts_for(user: User) -> list[Any]:
    """Prefetches of an item's papers and points of difference; papers she may see only."""
    papers = attached_for(user).order_by("position", "pk")
    return [Prefetch("papers", papers), Prefetch("points_of_difference", differences_for(user))]


def attached_for(user: User) -> Any:
    """Papers with items, as far as she may see them.

    Each has the number of its newest version as `newest`, and its moment as `newest_at`.
    """
    versions = PaperVersion.objects.filter(paper=OuterRef("paper")).order_by("-number")
    papers = Paper.objects.visible_to(user).present()
    rows = AgendaPaper.objects.filter(paper__in=papers)
    return rows.select_related("paper__supplied_by", "version").annotate(
        newest=Subquery(versions.values("number")[:1]),
        newest_at=Subquery(versions.values("supplied_at")[:1]),
    )
