"""Whether a replay comes out the same again."""

from dataclasses import dataclass
from typing import Any

from ..models import Replay, Sweep
from ..replaying.ground import Ground
from ..replaying.process import MINISTERS, Process
from ..replaying.results import Summary, replayed, sealed, summary_of, swept
from ..replaying.trials import Trial, read_tried
from .grids import Grid, trials_of
from .grounds import Span, are_known, collect, kept, read
from .showing import IN_FORCE, LADDER, main_of


@dataclass(frozen=True)
class Check:
    """`repeated`: from what is kept with it the same comes again. `same_figures`: what is known
    now of those days is what was known then; else `now` is what would come of it now. `gone`:
    nothing is known of those days any more, as where others took the place of generated ones."""

    repeated: bool
    same_figures: bool
    gone: bool
    then: Summary
    now: Summary


def check_replay(replay: Replay) -> Check:
    """Reckoned twice: from the figures kept, and from those known now."""
    asks = replay.asks
    ground = read(asks["ground"])
    again = found_over(ground, asks)
    places = list(replay.regions.order_by("code"))
    codes = sorted(ground.figures)
    span = Span(replay.first, replay.last, replay.known_at)
    fresh = collect(places, codes, span, replay.asked_by)
    name = main_of(replay)
    same = kept(fresh)["figures"] == asks["ground"]["figures"]
    days = replay.first, replay.last, replay.known_at
    return Check(
        repeated=sealed([asks, None, again]) == replay.sha256,
        same_figures=same,
        gone=not same and not all(are_known(code, *days) for code in codes),
        then=summary_of(replay.found[name]),
        now=summary_of(found_over(fresh, asks)[name]),
    )


def found_over(ground: Ground, asks: dict[str, Any]) -> dict[str, Any]:
    """What a replay finds over a ground: the same at any time."""
    trials = {name: read_tried(one) for name, one in asks["trials"].items()}
    process = process_in(asks)
    return replayed(ground, trials, flip_weeks=asks["flip_weeks"], process=process)


def points_over(ground: Ground, sweep: Sweep, pulse: Any) -> dict[str, Any]:
    """What a sweep finds over a ground; `pulse` hears how many points are done."""
    asks = sweep.asks
    trials = asks["trials"]
    held = read_tried(trials.get(IN_FORCE, trials[LADDER]))
    every = [held, *trials_of(Grid.read(sweep.grid), Trial.read(trials[LADDER]))]
    weeks, process = asks["flip_weeks"], process_in(asks)
    rows = swept(ground, every, flip_weeks=weeks, process=process, pulse=pulse)
    return {"points": rows}


def process_in(asks: dict[str, Any]) -> Process:
    return Process.read(asks["process"]) if asks["process"] else MINISTERS
