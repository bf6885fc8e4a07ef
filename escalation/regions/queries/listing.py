"""Regions, imports and figures that stand out, as lists."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from ..models import (
    Handling,
    Indicator,
    Observation,
    ObservationImport,
    Origin,
    Outlier,
    Region,
)
from .newest import Newest, newest_figures


@dataclass(frozen=True)
class RegionRow:
    """A region with its newest figure of each indicator, in the order of the columns."""

    region: Region
    figures: list[Newest | None]


@dataclass(frozen=True)
class Column:
    """An indicator with its newest figure of all; cells of another day say so themselves."""

    indicator: Indicator
    newest: Newest | None


def list_regions(user: Any) -> "QuerySet[Region]":
    """Regions she may see, by code; the country comes first where she sees it."""
    return Region.objects.visible_to(user).order_by("scope", "code")


def list_indicators(user: Any) -> "QuerySet[Indicator]":
    return Indicator.objects.visible_to(user).order_by("code")


def region_table(user: Any, today: date) -> tuple[list[Column], list[RegionRow]]:
    """All regions with their newest figures, whatever their number, in a fixed count of queries."""
    regions, indicators = list(list_regions(user)), list(list_indicators(user))
    found = newest_figures(regions, indicators, today)
    columns = []
    for indicator in indicators:
        of_it = [one for key, one in found.items() if key[1] == indicator.pk]
        newest = max(of_it, key=lambda one: (one.day, one.known_at), default=None)
        columns.append(Column(indicator, newest))
    rows = [RegionRow(region, [found.get((region.pk, one.pk)) for one in indicators])
            for region in regions]  # fmt: skip
    return columns, rows


def list_imports(user: Any) -> "QuerySet[ObservationImport]":
    """Files that were read in, newest first."""
    found: QuerySet[ObservationImport] = ObservationImport.objects.visible_to(user)
    return found.select_related("created_by").order_by("-created_at", "pk")


def list_outliers(user: Any, *, handling: str = "") -> "QuerySet[Outlier]":
    """Figures that stand out, in regions she may see, latest day first; `handling` picks some."""
    found: QuerySet[Outlier] = Outlier.objects.visible_to(user)
    if handling in Handling.values:
        found = found.filter(handling=handling)
    read = ("observation__region", "observation__indicator", "handled_by")
    return found.select_related(*read).order_by("-observation__day", "pk")


def list_figures(user: Any) -> "QuerySet[Observation]":
    """Figures in regions she may see, every revision, in the order in which they came in."""
    found: QuerySet[Observation] = Observation.objects.visible_to(user)
    return found.select_related("region", "indicator").order_by("id")


def newest_only(rows: "QuerySet[Observation]", known_at: Any = None) -> "QuerySet[Observation]":
    """Of each day the newest known, with `known_at` as it was known then."""
    rows, newer = _newer(rows, known_at)
    return rows.filter(~newer)


def superseded(rows: "QuerySet[Observation]", known_at: Any = None) -> "QuerySet[Observation]":
    """The others: what a day said before it was corrected or judged."""
    rows, newer = _newer(rows, known_at)
    return rows.filter(newer)


def _newer(rows: "QuerySet[Observation]", known_at: Any) -> "tuple[QuerySet[Observation], Exists]":
    known = OuterRef("known_at")
    newer = Observation.objects.filter(
        Q(known_at__gt=known) | Q(known_at=known, id__gt=OuterRef("id")),
        indicator=OuterRef("indicator"),
        region=OuterRef("region"),
        day=OuterRef("day"),
    )  # fmt: skip
    if known_at is not None:
        rows, newer = rows.filter(known_at__lte=known_at), newer.filter(known_at__lte=known_at)
    return rows, Exists(newer)


def generated_among(codes: Iterable[str]) -> list[str]:
    """Those of these indicators of which the figures were generated, by code."""
    made = Observation.objects.filter(origin=Origin.GENERATED, indicator=OuterRef("pk"))
    found = Indicator.objects.filter(Exists(made), code__in=list(codes)).order_by("code")
    return list(found.values_list("code", flat=True))


def has_generated() -> bool:
    return Observation.objects.filter(origin=Origin.GENERATED).exists()


def count_flagged(importing: ObservationImport) -> int:
    """How many figures that it brought stand out and are still to be judged."""
    return Outlier.objects.filter(observation__source=importing, handling=Handling.OPEN).count()


def count_open() -> int:
    return Outlier.objects.filter(handling=Handling.OPEN).count()
