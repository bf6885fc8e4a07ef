"""Who has part in a dossier, and why."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, QuerySet

from ..models import Dossier, DossierAccess


@dataclass(frozen=True)
class Part:
    """One part: live or ended at `at`."""

    access: DossierAccess
    live: bool


def parts_of(dossier: Dossier, *, at: datetime) -> list[Part]:
    """All parts that were given, live ones first; who had part then and how it came."""
    parts = [Part(row, _live(row, at)) for row in _rows(dossier).filter(since__lte=at)]
    return sorted(parts, key=lambda part: not part.live)


def _rows(dossier: Dossier) -> QuerySet[DossierAccess]:
    rows = DossierAccess.objects.filter(dossier=dossier)
    rows = rows.select_related("user__organisation", "organisation", "body", "post", "granted_by")
    return rows.order_by(F("until").desc(nulls_first=True), "function", "since", "pk")


def _live(row: DossierAccess, at: datetime) -> bool:
    return row.until is None or row.until > at
