"""A sweep as its page shows it: every point with what came of it, and the edge of the best."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..models import Sweep
from ..replaying.results import Summary, summary_of_row
from .grids import Grid, Point


@dataclass(frozen=True)
class Tried:
    """A point of a sweep; `point` is None for the ladder as it stands, which is number 0."""

    number: int
    point: Point | None
    summary: Summary
    on_edge: bool


@dataclass(frozen=True)
class Swept:
    """All points in their order, and the numbers of those that nothing is better than."""

    grid: Grid
    rows: list[list[int]]
    pairs: list[tuple[int, int]]
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
        """The numbers of all points, most days won first, then the fewest changes."""
        return sorted(
            range(len(self.rows)), key=lambda one: (-self.pairs[one][1], self.pairs[one][0], one)
        )


def swept_of(sweep: Sweep) -> Swept:
    """Of a sweep that is done."""
    rows: list[list[int]] = sweep.found["points"]
    summaries = [summary_of_row(row) for row in rows]
    pairs = [(one.changes, one.won) for one in summaries]
    return Swept(Grid.read(sweep.grid), rows, pairs, set(edge_of(pairs)))


def edge_of(pairs: Sequence[tuple[int, int]]) -> Iterator[int]:
    """Of (changes, days won) the numbers of those of which no other wins as many days with fewer
    changes, or more with as many; of equals the first."""
    order = sorted(range(len(pairs)), key=lambda one: (pairs[one][0], -pairs[one][1], one))
    most: int | None = None
    for number in order:
        won = pairs[number][1]
        if most is None or won > most:
            most = won
            yield number
