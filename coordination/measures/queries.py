"""Measures as a list, and one as it was said before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import Prefetch, QuerySet
from django.http import Http404, QueryDict

from coordination.dossiers.asof import as_of
from coordination.dossiers.models import Dossier
from coordination.people.models import User

from .models import Measure, Sector


@dataclass(frozen=True)
class Wanted:
    """What the address asks of the list."""

    sector: str = ""
    withdrawn: bool = False

    @classmethod
    def read(cls, sent: QueryDict) -> "Wanted":
        return cls(sent.get("sector", "")[:40], bool(sent.get("vervallen")))

    @property
    def narrows(self) -> bool:
        return bool(self.sector) or self.withdrawn


def with_sectors(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Measures with their dossier and sectors: one query more for any number."""
    sectors = Sector.objects.order_by("code")
    return rows.select_related("dossier").prefetch_related(Prefetch("sectors", sectors))


def list_measures(user: User, wanted: Wanted) -> QuerySet[Any]:
    """By instrument; what is no longer used only where that is asked for."""
    rows = Measure.objects.visible_to(user)
    rows = rows.exclude(withdrawn_at=None) if wanted.withdrawn else rows.in_use()
    if wanted.sector:
        rows = rows.filter(sectors__code=wanted.sector)
    return with_sectors(rows).order_by("instrument", "legal_basis", "pk")


def list_sectors(user: User) -> QuerySet[Any]:
    return Sector.objects.visible_to(user).order_by("name_nl", "code")


def measure_as_of(measure: Measure, at: datetime) -> tuple[Measure, list[Sector]]:
    """What it said then, with its sectors; 404 where it was not there yet."""
    found = as_of(Measure, at).filter(pk=measure.pk).first()
    if found is None:
        raise Http404
    states = list(_states(measure).filter(history_date__lte=at))
    return found, _sectors_of(states[-1:])[0]


def versions_of(measure: Measure) -> list[tuple[Any, list[Sector]]]:
    """Its states, the newest first, each with its sectors."""
    states = list(_states(measure).select_related("history_user"))
    return list(zip(states, _sectors_of(states), strict=True))[::-1]


def measures_in(dossier: Dossier, user: User) -> QuerySet[Any]:
    return list_measures(user, Wanted()).filter(dossier=dossier)


def sectors_in_words(measure: Measure) -> str:
    """Their names in Dutch, as a ladder that is adopted keeps them."""
    return ", ".join(sorted(sector.name_nl for sector in measure.sectors.all()))


def _states(measure: Measure) -> Any:
    rows = Measure.history.filter(id=measure.pk)
    return rows.order_by("history_date", "version")


def _sectors_of(states: Sequence[Any]) -> list[list[Sector]]:
    """Of each state, by code; one question for all of them."""
    kept = apps.get_model("measures", "HistoricalMeasure_sectors")
    rows: Any = kept._default_manager.filter(history__in=states).select_related("sector")
    found: dict[Any, list[Sector]] = {}
    for row in rows.order_by("sector__code"):
        found.setdefault(row.history_id, []).append(row.sector)
    return [found.get(state.pk, []) for state in states]
