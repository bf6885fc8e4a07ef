"""Reckon what a run asks, and keep what came of it."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from coordination.kit.work import WorkStatus
from coordination.people.models import User
from escalation.regions.models import Region

from ..models import Replay, Run, Sweep
from ..queries.checking import found_over, points_over
from ..queries.grounds import Span, collect, kept, read
from ..replaying.results import sealed
from ..replaying.trials import read_tried
from .variants import note

Pulse = Callable[[int], None]


def reckon(run: Run, regions: Sequence[Region], pulse: Pulse = lambda done: None) -> None:
    """Fill in what it was reckoned from, what came of it, and the seal; saves nothing.

    `pulse` hears how many trials are done.
    """
    tried = [read_tried(one) for one in run.asks["trials"].values()]
    indicators = sorted({code for one in tried for code in one.indicators})
    span = Span(run.first, run.last, run.known_at)
    run.asks["ground"] = kept(collect(regions, indicators, span, run.asked_by))
    run.found = found_in(run, pulse)
    run.sha256 = seal_of(run)


def found_in(run: Run, pulse: Pulse) -> dict[str, Any]:
    """What comes of all that is kept with it."""
    ground = read(run.asks["ground"])
    if isinstance(run, Sweep):
        return points_over(ground, run, pulse)
    return found_over(ground, run.asks)


def seal_of(run: Run) -> str:
    """Over what was asked and what was found, so that neither can be changed unseen."""
    grid = run.grid if isinstance(run, Sweep) else None
    return sealed([run.asks, grid, run.found])


def keep(run: Run, *, by: User | None, at: datetime) -> None:
    """The run is done; called inside a deed, of which this is the event."""
    run.status, run.share, run.ended_at = WorkStatus.DONE, 100, at
    run.save()
    verb = "replayed" if isinstance(run, Replay) else "swept"
    note(verb, run, by=by, at=at, sha256=run.sha256)
