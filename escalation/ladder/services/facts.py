"""All that a ladder says, apart from its rows: what is typed, compared and copied."""

from dataclasses import dataclass, fields
from decimal import Decimal
from uuid import UUID

from django.utils.translation import get_language

from escalation.regions.models import Scope

from ..models import Combination, Ladder, Level, Measured, Window


@dataclass(frozen=True)
class BoundFacts:
    """Where a level starts for an indicator, by its code."""

    indicator: str
    lower: Decimal
    inclusive: bool = True


@dataclass(frozen=True)
class MeasureFacts:
    """A measure by its id; its words are filled in when the ladder is checked."""

    measure: UUID
    instrument: str = ""
    legal_basis: str = ""
    sectors: str = ""


@dataclass(frozen=True)
class LevelFacts:
    rank: int
    name_nl: str
    name_en: str
    bounds: tuple[BoundFacts, ...] = ()
    measures: tuple[MeasureFacts, ...] = ()

    @property
    def name(self) -> str:
        return self.name_en if get_language() == "en" else self.name_nl

    def bound(self, indicator: str) -> BoundFacts | None:
        return next((one for one in self.bounds if one.indicator == indicator), None)


@dataclass(frozen=True)
class LadderFacts:
    name: str
    levels: tuple[LevelFacts, ...]
    scope: str = Scope.REGION
    combination: str = Combination.SINGLE
    window: str = Window.TRAILING
    window_days: int = 7
    measured: str = Measured.TOTAL
    per_inhabitants: bool = True
    decimals: int | None = None
    weeks_up: int = 1
    weeks_down: int = 1
    hysteresis: int = 0
    source: str = ""

    @classmethod
    def head(cls) -> tuple[str, ...]:
        """The fields of the ladder itself that a draft changes."""
        return tuple(one.name for one in fields(cls) if one.name != "levels")

    @classmethod
    def of(cls, ladder: Ladder) -> "LadderFacts":
        """Of a ladder fetched with its levels."""
        head = {name: getattr(ladder, name) for name in cls.head()}
        return cls(levels=tuple(_level(one) for one in ladder.levels.all()), **head)

    @property
    def indicators(self) -> tuple[str, ...]:
        """The codes of all that have a bound on some level."""
        return tuple(sorted({bound.indicator for level in self.levels for bound in level.bounds}))

    @property
    def measures(self) -> frozenset[UUID]:
        """The ids of all that hold at some level."""
        return frozenset(one.measure for level in self.levels for one in level.measures)

    def level(self, rank: int) -> LevelFacts | None:
        return next((one for one in self.levels if one.rank == rank), None)


def _level(level: Level) -> LevelFacts:
    bounds = [
        BoundFacts(one.indicator.code, one.lower.normalize(), one.inclusive)
        for one in level.thresholds.all()
    ]
    measures = [
        MeasureFacts(one.measure_id, one.instrument, one.legal_basis, one.sectors)
        for one in level.measures.all()
    ]
    return LevelFacts(level.rank, level.name_nl, level.name_en, tuple(bounds), tuple(measures))
