"""Trials over a ground: the rank of every region on every day, for many trials at once.

Arrays are by day, region and trial, in that order. A day without figures has no rank; the one
that stood is remembered for the day after.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .bounds import least_totals
from .ground import Ground
from .trials import InForce, Trial

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, Any]

TOGETHER = 500
"""So many trials are reckoned at once: more takes more memory and no less time."""


@dataclass(frozen=True)
class Batch:
    """Some of the trials, by their place, with the ranks that stood; `known` is alike for all."""

    places: list[int]
    ranks: "Numbers"
    known: "Numbers"


def replay(ground: Ground, trials: Sequence[Trial | InForce]) -> Iterator[Batch]:
    """All trials in batches, those of one shape together."""
    shapes: dict[tuple[Any, ...], list[int]] = {}
    for place, trial in enumerate(trials):
        if isinstance(trial, InForce):
            yield _follow(ground, trial, place)
        else:
            shapes.setdefault(trial.shape, []).append(place)
    for places in shapes.values():
        for start in range(0, len(places), TOGETHER):
            some = places[start : start + TOGETHER]
            alike = [trial for place in some if isinstance(trial := trials[place], Trial)]
            yield Batch(some, *_replay(ground, alike))


def _follow(ground: Ground, versions: InForce, place: int) -> Batch:
    """One version after the other; each begins anew, as an assessment by it does."""
    import numpy as np  # pages that replay nothing need not wait for it

    ranks = np.zeros((ground.length, len(ground.places), 1), dtype=np.int8)
    known = np.zeros(ranks.shape[:2], dtype=bool)
    for part in versions.parts:
        start = max((part.first - ground.first).days, 0)
        stop = min((part.last - ground.first).days + 1, ground.length)
        if start >= stop:
            continue
        found, there = _replay(ground, [part.trial], start, stop)
        ranks[start:stop], known[start:stop] = found[start:stop], there[start:stop]
        # over days of no version the level that stood is remembered, as over days without figures
        ranks[stop:] = ranks[stop - 1]
    return Batch([place], ranks, known)


def _replay(
    ground: Ground, trials: list[Trial], start: int = 0, stop: int | None = None
) -> tuple["Numbers", "Numbers"]:
    """Ranks by day from `start` to before `stop`, and which of them are known."""
    import numpy as np  # pages that replay nothing need not wait for it

    slow = any(trial.rule.pace.days_up > 1 or trial.rule.pace.days_down > 1 for trial in trials)
    sticky = any(trial.rule.pace.hysteresis for trial in trials)
    gauges = [_Gauge(ground, trials, at, sticky=sticky) for at in range(len(trials[0].rule.scales))]
    known = np.logical_and.reduce([gauge.known for gauge in gauges])
    runs = _Runs(ground, trials) if slow else None
    ranks = np.zeros((ground.length, len(ground.places), len(trials)), dtype=np.int8)
    now = ranks[0].copy()
    for day in range(start, ground.length if stop is None else stop):
        there = known[day][:, None]
        high = np.maximum.reduce([gauge.rank(day) for gauge in gauges])
        held = np.maximum.reduce([gauge.held(day) for gauge in gauges]) if sticky else high
        up, down = runs.targets(high, held, there) if runs else (high, held)
        moved = np.maximum(up, np.minimum(now, down))
        # on the first day with figures the rule alone says where a region begins
        moved = np.where(now == 0, high, moved)
        now = np.where(there, moved, now)
        ranks[day] = now
    return ranks, known


class _Gauge:
    """One scale of all trials: how many bounds a total has reached, and how many still hold it."""

    def __init__(self, ground: Ground, trials: list[Trial], at: int, *, sticky: bool) -> None:
        first = trials[0].rule
        self.totals, self.known = ground.totals(first, first.scales[at].indicator)
        # below the first bound a figure stays at the first rank
        self.bounds = least_totals(trials, at, ground.places, sticky=False)[1:]
        self.holds = (
            least_totals(trials, at, ground.places, sticky=True)[1:] if sticky else self.bounds
        )
        self.size = len(ground.places), len(trials)

    def rank(self, day: int) -> "Numbers":
        return self._count(self.bounds, day)

    def held(self, day: int) -> "Numbers":
        return self._count(self.holds, day)

    def _count(self, bounds: "Numbers", day: int) -> "Numbers":
        import numpy as np  # pages that replay nothing need not wait for it

        total = self.totals[day][:, None]
        rank = np.ones(self.size, dtype=np.int8)
        for bound in bounds:
            rank += total >= bound
        return rank


class _Runs:
    """For how many days on end the rule gave at least a rank, and at most a rank."""

    def __init__(self, ground: Ground, trials: list[Trial]) -> None:
        import numpy as np  # pages that replay nothing need not wait for it

        self.ranks = max(len(scale.bounds) for trial in trials for scale in trial.rule.scales)
        size = (self.ranks + 1, len(ground.places), len(trials))
        self.above, self.under = np.zeros(size, np.int16), np.zeros(size, np.int16)
        self.up = np.array([trial.rule.pace.days_up for trial in trials], np.int16)
        self.down = np.array([trial.rule.pace.days_down for trial in trials], np.int16)

    def targets(self, high: "Numbers", held: "Numbers", known: "Numbers") -> tuple[Any, Any]:
        """What a level rises to at least and falls to at most, once it held for long enough."""
        import numpy as np  # pages that replay nothing need not wait for it

        up = np.zeros(high.shape, np.int8)
        down = np.full(high.shape, self.ranks, np.int8)
        for rank in range(1, self.ranks + 1):
            self.above[rank] = (self.above[rank] + 1) * ((high >= rank) & known)
            self.under[rank] = (self.under[rank] + 1) * ((held <= rank) & known)
            up += self.above[rank] >= self.up
            if rank < self.ranks:
                down -= self.under[rank] >= self.down
        return up, down
