"""What is fetched with an item wherever it is shown."""

from typing import Any

from django.db.models import OuterRef, Prefetch, Subquery

from coordination.papers.models import Paper, PaperVersion
from coordination.people.models import User

from ..models import AgendaPaper
from .embargo import differences_for

ITEM_PARTS = ("dossier", "submitted_by", "referred_to", "adopts")


def parts_for(user: User) -> list[Any]:
    """Prefetches of an item's papers and points of difference; papers she may see only.

    Each paper has the number of its newest version as `newest`.
    """
    versions = PaperVersion.objects.filter(paper=OuterRef("paper")).order_by("-number")
    papers = (
        AgendaPaper.objects.filter(paper__in=Paper.objects.visible_to(user).present())
        .select_related("paper__supplied_by", "version")
        .annotate(newest=Subquery(versions.values("number")[:1]))
        .order_by("position", "pk")
    )
    return [Prefetch("papers", papers), Prefetch("points_of_difference", differences_for(user))]
