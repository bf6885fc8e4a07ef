"""What the rule said of a region day by day: with its distance to the next level, both when it
was said again after a correction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.dateparse import parse_datetime

from coordination.people.models import User
from escalation.regions.models import Indicator, Region

from .models import Assessment
from .wording import name_of

FIRST = 8


@dataclass(frozen=True)
class Said:
    """A figure of an assessment in words: how far below the next level, and its trend."""

    name: str
    value: float | None
    to_next: float | None
    change: int | None
    known_at: Any
    unknown: str


@dataclass(frozen=True)
class Told:
    """An assessment; `again` where the same day was assessed before, `old` where it is since."""

    assessment: Assessment
    figures: list[Said]
    again: bool
    old: bool

    @property
    def alone(self) -> int | None:
        """The rank by the figures of the day alone, where the level is slower than they are."""
        if self.assessment.level is None:
            return None
        rank = max((figure["rank"] or 0 for figure in self.assessment.figures), default=0)
        return rank if rank and rank != self.assessment.level.rank else None


def assessments_of(
    region: Region, user: User, *, until: Any, indicators: Mapping[str, Indicator]
) -> list[Told]:
    """The newest of the days up to `until`, each with all that was said of it by then."""
    rows = Assessment.objects.visible_to(user).filter(
        region=region, known_at=None, assessed_at__lte=until
    )
    found = list(
        rows.select_related("level", "ladder").order_by("-on", "-assessed_at", "-pk")[:FIRST]
    )
    names = {code: name_of(one) for code, one in indicators.items()}
    return [
        Told(
            row,
            [_said(figure, names) for figure in row.figures],
            again=_same(row, found[place + 1 : place + 2]),
            old=_same(row, found[max(place - 1, 0) : place]),
        )
        for place, row in enumerate(found)
    ]


def _same(row: Assessment, others: Sequence[Assessment]) -> bool:
    return any((one.on, one.ladder_id) == (row.on, row.ladder_id) for one in others)


def _said(figure: dict[str, Any], names: dict[str, str]) -> Said:
    value, before, bound = figure["value"], figure.get("before"), figure.get("next")
    return Said(
        names.get(figure["indicator"], figure["indicator"]),
        value,
        None if value is None or bound is None else bound - value,
        round((value / before - 1) * 100) if value is not None and before else None,
        parse_datetime(figure["known_at"]) if figure.get("known_at") else None,
        figure.get("unknown", ""),
    )
