"""What came of a replay or a sweep, as it is kept, sealed and shown."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from statistics import median
from typing import Any

from .ground import Ground
from .levels import Batch, replay
from .measures import Leads, Measures, Raise, leads, measure, raises
from .process import MINISTERS, Process, Turn
from .trials import InForce, Trial

ENGINE = 1
"""Raised when the same question may get another answer."""

COUNTS = tuple(one.name for one in fields(Measures))


@dataclass(frozen=True, slots=True)
class Summary:
    """Of one trial over all its regions.

    `won` is in region-days against the determinations of the office that raised a region: the
    days a trial was there earlier less the days it was later. `ahead`, `level`, `behind` and
    `never` count those determinations; `median` is in days, None where there were none.
    """

    won: int
    ahead: int
    level: int
    behind: int
    never: int
    median: float | None
    rises: int
    falls: int
    flips: int
    above: int
    below: int
    same: int
    unknown: int
    upward: int

    @property
    def changes(self) -> int:
        return self.rises + self.falls

    @property
    def raises(self) -> int:
        """How many determinations it was held against."""
        return self.ahead + self.level + self.behind + self.never


def replayed(
    ground: Ground,
    trials: Mapping[str, Trial | InForce],
    *,
    flip_weeks: int,
    process: Process = MINISTERS,
) -> dict[str, Any]:
    """By the name of each trial: its ranks a day, its counts a region, its lead on each raise."""
    found, steps = {}, raises(ground)
    names = list(trials)
    for batch in replay(ground, list(trials.values())):
        counted = measure(ground, batch, flip_weeks * 7, _table(process))
        led = leads(batch, steps)
        for column, place in enumerate(batch.places):
            shown = (batch.ranks[:, :, column] * batch.known).T.tolist()
            found[names[place]] = {
                "levels": {
                    region.code: "".join(map(str, row))
                    for region, row in zip(ground.places, shown, strict=True)
                },
                "counts": {
                    region.code: [int(getattr(counted, name)[at, column]) for name in COUNTS]
                    for at, region in enumerate(ground.places)
                },
                "raises": led_by(ground, steps, led, column),
            }
    return found


def led_by(ground: Ground, steps: Sequence[Raise], led: Leads, column: int) -> list[list[Any]]:
    """Of one trial a row per raise: region, day, rank, days earlier, never, at least so many."""
    return [
        [*_raise(ground, one), int(led.days[row, column]), bool(led.never[row, column]),
         bool(led.least[row, column])]
        for row, one in enumerate(steps)
    ]  # fmt: skip


def _raise(ground: Ground, one: Raise) -> tuple[str, str, int]:
    return ground.places[one.place].code, ground.days[one.day].isoformat(), one.rank


def swept(
    ground: Ground,
    trials: Sequence[Trial | InForce],
    *,
    flip_weeks: int,
    process: Process = MINISTERS,
    pulse: Callable[[int], None] = lambda done: None,
) -> list[list[int]]:
    """A row of SWEPT per trial, in their order; `pulse` hears how many are done."""
    rows: list[list[int]] = [[] for _trial in trials]
    steps, table, done = raises(ground), _table(process), 0
    for batch in replay(ground, trials):
        columns = _columns(ground, batch, steps, flip_weeks, table)
        for column, place in enumerate(batch.places):
            rows[place] = [int(one[column]) for one in columns]
        done += len(batch.places)
        pulse(done)
    return rows


def _columns(
    ground: Ground, batch: Batch, steps: Sequence[Raise], flip_weeks: int, table: Any
) -> list[Any]:
    """Those of SWEPT, each by trial."""
    counted = measure(ground, batch, flip_weeks * 7, table)
    led = leads(batch, steps)
    return [
        led.days.sum(axis=0),
        ((led.days > 0) & ~led.never).sum(axis=0),
        ((led.days == 0) & ~led.never).sum(axis=0),
        ((led.days < 0) & ~led.never).sum(axis=0),
        led.never.sum(axis=0),
        *(getattr(counted, name).sum(axis=0) for name in COUNTS),
    ]


def summary_of_held(
    ground: Ground, rows: Mapping[str, Sequence[int]], *, flip_weeks: int, process: Process
) -> Summary:
    """Of ranks in force by region and day, as a process brought them into force."""
    import numpy as np  # pages that replay nothing need not wait for it

    ranks = np.array([rows[one.code] for one in ground.places], dtype=np.int8).T[:, :, None]
    batch = Batch([0], ranks, ranks[:, :, 0] > 0)
    columns = _columns(ground, batch, raises(ground), flip_weeks, _table(process))
    return summary_of_row([int(column[0]) for column in columns])


SWEPT = ("won", "ahead", "level", "behind", "never", *COUNTS)


def _table(process: Process) -> Any:
    import numpy as np  # pages that replay nothing need not wait for it

    return np.array(process.goes_up(), dtype=bool)


def summary_of(one: Mapping[str, Any]) -> Summary:
    """Of what `replayed` keeps of a trial."""
    sums = [sum(column) for column in zip(*one["counts"].values(), strict=True)]
    counts = dict(zip(COUNTS, sums or [0] * len(COUNTS), strict=True))
    days = [row[3] for row in one["raises"]]
    there = [row[3] for row in one["raises"] if not row[4]]
    return Summary(
        won=sum(days),
        ahead=sum(lead > 0 for lead in there),
        level=sum(lead == 0 for lead in there),
        behind=sum(lead < 0 for lead in there),
        never=len(days) - len(there),
        median=float(median(days)) if days else None,
        **counts,
    )


def summary_of_row(row: Sequence[int]) -> Summary:
    """Of a row of `swept`."""
    return Summary(**dict(zip(SWEPT, row, strict=True)), median=None)


def changes_in(levels: Mapping[str, str]) -> list[Turn]:
    """By region, then by day; a day without figures changes nothing."""
    found = []
    for region, row in levels.items():
        before = 0
        for day, digit in enumerate(row):
            rank = int(digit)
            if rank and before and rank != before:
                found.append(Turn(region, day, before, rank))
            before = rank or before
    return found


def sealed(parts: Iterable[Any]) -> str:
    """The sha256 of values as JSON with its keys in order."""
    text = "\n".join(
        json.dumps(part, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        for part in parts
    )
    return hashlib.sha256(text.encode()).hexdigest()
