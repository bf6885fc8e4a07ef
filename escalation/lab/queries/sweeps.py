"""A sweep as its page shows it: every point with what came of it, and the edge of the best."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..models import Sweep
from ..replaying.results import Summary, summary_of_row
from .grids import Grid, Point


@dataclass(frozen=True)
class Tried:
    """A point of a sweep; `point` is None for what they are held against, number 0."""

    number: int
    point: Point | None
    summary: Summary
    on_edge: bool


@dataclass(frozen=True, slots=True)
class Gain:
    """What a point costs and wins: fewer changes, more days won, fewer days too heavy are better.

    `won` alone would make a ladder that is always on its highest level the best of all: region-days
    above the determinations are what such a ladder costs.
    """

    changes: int
    won: int
    above: int


@dataclass(frozen=True)
class Swept:
    """All points in their order, and the numbers of those that nothing is better than."""

    grid: Grid
    rows: list[list[int]]
    gains: list[Gain]
    edge: set[int]

    def tried(self, numbers: Sequence[int]) -> list[Tried]:
        """These points, each with its place in the grid."""
        wanted = set(numbers)
        points = {n: one for n, one in enumerate(self.grid.points, 1) if n in wanted}
        return [
            Tried(
                number,
                points.get(number),
                summary_of_row(self.rows[number]),
                number in self.edge,
            )
            for number in numbers
        ]

    @property
    def best_first(self) -> list[int]:
        """The numbers of all points, most days won first, then the fewest days above, changes."""
        return sorted(range(len(self.rows)), key=self._order)

    @property
    def edge_first(self) -> list[int]:
        """Those of the edge, the most balanced first: nearest to the best of each of the three."""
        spans = [_span(sorted(column)) for column in zip(*map(_goods, self._on_edge), strict=True)]

        def far(number: int) -> float:
            goods = _goods(self.gains[number])
            return sum(
                ((best - good) / wide) ** 2 for good, (best, wide) in zip(goods, spans, strict=True)
            )

        return sorted(self.edge, key=lambda one: (far(one), self._order(one)))

    @property
    def _on_edge(self) -> list[Gain]:
        return [self.gains[number] for number in sorted(self.edge)]

    def _order(self, number: int) -> tuple[int, int, int, int]:
        one = self.gains[number]
        return -one.won, one.above, one.changes, number


def swept_of(sweep: Sweep) -> Swept:
    """Of a sweep that is done."""
    rows: list[list[int]] = sweep.found["points"]
    summaries = [summary_of_row(row) for row in rows]
    gains = [Gain(one.changes, one.won, one.above) for one in summaries]
    return Swept(Grid.read(sweep.grid), rows, gains, set(edge_of(gains)))


def edge_of(gains: Sequence[Gain]) -> Iterator[int]:
    """The numbers of those of which no other is as good in all three and better in one; of equals
    the first."""
    order = sorted(
        range(len(gains)),
        key=lambda one: (gains[one].changes, -gains[one].won, gains[one].above, one),
    )
    # by days won, less and less; with it days above, less and less too
    losses: list[int] = []
    aboves: list[int] = []
    for number in order:
        loss, above = -gains[number].won, gains[number].above
        at = bisect_right(losses, loss)
        if at and aboves[at - 1] <= above:
            continue
        yield number
        start = bisect_left(losses, loss)
        end = start
        while end < len(losses) and aboves[end] >= above:
            end += 1
        losses[start:end], aboves[start:end] = [loss], [above]


def _goods(one: Gain) -> tuple[int, int, int]:
    return -one.changes, one.won, -one.above


def _span(column: Sequence[int]) -> tuple[int, int]:
    """The best, and how far the worst lies from it."""
    return column[-1], max(column[-1] - column[0], 1)
