"""What a process makes of the changes of a replay: who settles each, from when it holds, and what
that wins beside the process as it is and the determinations."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from statistics import median
from typing import Any

from escalation.regions.models import Region

from ..models import Replay
from ..replaying.ground import Ground
from ..replaying.process import (
    DAY,
    MINISTERS,
    Course,
    Force,
    Process,
    Recorded,
    Turn,
    course,
    forces,
    held,
)
from ..replaying.results import Summary, changes_in, summary_of_held
from .grounds import read
from .showing import LADDER, VARIANT, levels_of


@dataclass(frozen=True)
class Settlement:
    """One process over the replay. `summary` is of the levels as they came into force; None where
    the hours of a change are not known."""

    name: str
    course: Course
    forces: list[Force]
    summary: Summary | None


@dataclass(frozen=True)
class Change:
    """A change of the replay: by whom it is settled and from when it holds, as it is and here.

    `earlier` is in days beside the process as it is, `ahead` beside the office: the first day on
    which what stood was as far or further; None where one of the two never came.
    """

    region: Region
    day: date
    before: int
    after: int
    here: Force
    now: Force
    holds_from: date | None
    held_from: date | None
    determined_on: date | None

    @property
    def earlier(self) -> int | None:
        return _days(self.held_from, self.holds_from)

    @property
    def ahead(self) -> int | None:
        return _days(self.determined_on, self.holds_from)


@dataclass(frozen=True)
class Settled:
    """What the process makes of the changes of the replay, beside the process as it is."""

    process: Process
    recorded: Recorded
    here: Settlement
    now: Settlement
    changes: list[Change]

    @property
    def rows(self) -> list[Settlement]:
        """The process as it is, and beside it the one that is tried."""
        return [self.now, self.here] if self.tried else [self.now]

    @property
    def tried(self) -> bool:
        return bool(self.process.rules or self.process.minister_hours)

    @property
    def earlier(self) -> int | None:
        """Region-days that changes hold earlier, less those that they hold later."""
        found = [one.earlier for one in self.changes if one.earlier is not None]
        return sum(found) if found else None


def settled(replay: Replay, regions: Sequence[Region]) -> Settled:
    """Asks nothing: all of it was frozen with the replay."""
    asks = replay.asks
    process = Process.read(asks["process"]) if asks["process"] else MINISTERS
    recorded = replace(Recorded(**asks["recorded"]), lag=_lag(replay))
    ground, turns = read(asks["ground"]), changes_in(levels_of(replay, VARIANT))
    here, now = (_settlement(replay, ground, one, turns, recorded) for one in (process, MINISTERS))
    by_code = {one.code: one for one in regions}
    places = {one.code: ground.official.get(one.code, ()) for one in ground.places}
    changes = [
        _change(replay, by_code[mine.turn.region], mine, as_is, places[mine.turn.region])
        for mine, as_is in zip(here.forces, now.forces, strict=True)
    ]
    changes.sort(key=lambda one: (one.day, one.region.name))
    return Settled(process, recorded, here, now, changes)


def _settlement(
    replay: Replay, ground: Ground, process: Process, turns: list[Turn], recorded: Recorded
) -> Settlement:
    found = forces(process, turns, recorded)
    whole = course(found)
    if turns and whole.hours is None:
        return Settlement(process.name, whole, found, None)
    levels = levels_of(replay, VARIANT)
    rows = {
        one.code: held(levels[one.code], [mine for mine in found if mine.turn.region == one.code])
        for one in ground.places
    }
    summary = summary_of_held(ground, rows, flip_weeks=replay.flip_weeks, process=process)
    return Settlement(process.name, whole, found, summary)


def _lag(replay: Replay) -> int | None:
    """Median hours from the rule of the ladder to a determination that came after it."""
    found = [
        row[3] for row in replay.found[LADDER]["raises"] if row[3] > 0 and not row[4] and not row[5]
    ]
    return round(median(found) * DAY) if found else None


def _change(
    replay: Replay, region: Region, here: Force, now: Force, official: Sequence[int]
) -> Change:
    turn = here.turn

    def on(day: int | None) -> date | None:
        return None if day is None else replay.first + timedelta(days=day)

    return Change(
        region=region,
        day=replay.first + timedelta(days=turn.day),
        before=turn.before,
        after=turn.after,
        here=here,
        now=now,
        holds_from=on(here.holds_from),
        held_from=on(now.holds_from),
        determined_on=on(_determined(turn, official)),
    )


def _determined(turn: Turn, official: Sequence[int]) -> int | None:
    """The day from which what stood was as far as this change; the first one known at least."""

    def far(rank: int) -> bool:
        return rank > 0 and (rank >= turn.after if turn.after > turn.before else rank <= turn.after)

    day = turn.day
    if day < len(official) and far(official[day]):
        while day and far(official[day - 1]):
            day -= 1
        return day
    return next((at for at in range(day, len(official)) if far(official[at])), None)


def _days(later: Any, sooner: Any) -> int | None:
    return None if later is None or sooner is None else (later - sooner).days
