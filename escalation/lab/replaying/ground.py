"""What trials are held against: the figures of a span of days, and the levels that stood in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from escalation.ladder.queries.rule import Rule

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, Any]

BACK = 36
"""Days of figures before the span: the longest window, and the week it may end before."""


@dataclass(frozen=True)
class Place:
    """A region, by its code, and the inhabitants its rates count on."""

    code: str
    population: int


@dataclass(frozen=True)
class Ground:
    """Days `first` to `last` of some regions.

    `figures` holds, per indicator and region, the value of every day from `start` on in
    hundredths, None where there is none. `official` holds per region the rank that stood at the
    end of each day, 0 where none was known.
    """

    places: tuple[Place, ...]
    first: date
    last: date
    figures: Mapping[str, Mapping[str, Sequence[int | None]]]
    official: Mapping[str, Sequence[int]]
    _totals: dict[tuple[Any, ...], tuple["Numbers", "Numbers"]] = field(
        default_factory=dict, repr=False, compare=False
    )

    @property
    def start(self) -> date:
        return self.first - timedelta(days=BACK)

    @property
    def length(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def days(self) -> list[date]:
        return [self.first + timedelta(days=number) for number in range(self.length)]

    @cached_property
    def stood(self) -> "Numbers":
        """The official ranks, by day and region."""
        import numpy as np  # pages that replay nothing need not wait for it

        rows = [list(self.official.get(one.code, ())) for one in self.places]
        whole = [row if row else [0] * self.length for row in rows]
        return np.array(whole, dtype=np.int8).T.copy()

    def totals(self, rule: Rule, indicator: str) -> tuple["Numbers", "Numbers"]:
        """Hundredths over the days that count, by day and region, and whether all are known."""
        key = rule.window, rule.span, indicator
        found = self._totals.get(key)
        if found is None:
            found = self._totals[key] = self._sum(rule, indicator)
        return found

    def _sum(self, rule: Rule, indicator: str) -> tuple["Numbers", "Numbers"]:
        import numpy as np  # pages that replay nothing need not wait for it

        of_all = self.figures.get(indicator, {})
        count = self.length + BACK
        values = np.zeros((count + 1, len(self.places)), dtype=np.int64)
        gaps = np.ones_like(values)
        gaps[0] = 0
        for at, place in enumerate(self.places):
            for day, value in enumerate(of_all.get(place.code, ())[:count], 1):
                if value is not None:
                    values[day, at], gaps[day, at] = value, 0
        values, gaps = values.cumsum(axis=0), gaps.cumsum(axis=0)
        ends = np.array([rule.last_day(day) - self.start.toordinal() + 1 for day in self.days])
        starts = ends - rule.span
        return values[ends] - values[starts], gaps[ends] == gaps[starts]
