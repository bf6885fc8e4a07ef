"""Lists of papers."""

from typing import Any

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery

from coordination.dossiers.models import Dossier
from coordination.kit.matching import starts_word, words

from .models import Paper, PaperVersion


def list_papers(user: Any, *, text: str = "", kind: str = "") -> QuerySet[Paper]:
    """Papers she may see and that are not removed, newest version first."""
    found: QuerySet[Paper] = Paper.objects.visible_to(user).present()
    if kind:
        found = found.filter(kind=kind)
    condition = Q()
    for word in words(text):
        condition &= Q(title__iregex=starts_word(word))
    return _with_last(found.filter(condition).select_related("dossier", "supplied_by"))


def papers_of(dossier: Dossier, user: Any) -> QuerySet[Paper]:
    """The papers of a dossier that she may see."""
    return list_papers(user).filter(dossier=dossier)


def _with_last(papers: QuerySet[Paper]) -> QuerySet[Paper]:
    """Each with its last version in `paper.last`, in one question more for all."""
    newest = PaperVersion.objects.filter(paper=OuterRef("pk")).order_by("-number")
    versions = PaperVersion.objects.order_by("-number")
    return (
        papers.annotate(supplied_at=Subquery(newest.values("supplied_at")[:1]))
        .prefetch_related(Prefetch("versions", versions))
        .order_by("-supplied_at", "pk")
    )
