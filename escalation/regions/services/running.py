"""Read what waits, and what a worker that died had in hand."""

from collections.abc import Callable
from datetime import datetime
from typing import IO

from coordination.kit.work import Pulse, do_waiting

from ..models import Indicator, ObservationImport, Region, Scope
from ..reading.problems import Problems
from ..reading.reader import Codes, Progress, Reading, read_figures
from .storing import store_reading

TRIES = 5
"""A file whose worker dies each time is given up, so that it does not take down more of them."""


def run_waiting(*, clock: Callable[[], datetime], stop: Callable[[], bool]) -> int:
    """Read every file that waits, one after the other; returns how many."""
    rows = ObservationImport.objects.all()
    return do_waiting(
        [rows], lambda one: _read_stored(one, clock), oldest="created_at", clock=clock, stop=stop
    )


def run_import(
    *,
    importing: ObservationImport,
    file: IO[bytes],
    clock: Callable[[], datetime],
    progress: Progress = lambda read, rows: None,
) -> ObservationImport:
    """Read `file` as this attempt of `importing`, then keep what it says in one transaction."""
    pulse = Pulse(importing, clock)

    def heard(read: int, rows: int) -> None:
        progress(read, rows)
        pulse(bytes_read=read, rows_read=rows)

    reading = read_figures(
        file,
        codes=codes(),
        now=clock(),
        known_at=importing.known_at,
        whole=importing.whole,
        progress=heard,
    )
    pulse.beat(bytes_read=reading.bytes, rows_read=reading.rows)
    return store_reading(importing=importing, reading=reading, by=importing.created_by, at=clock())


def codes() -> Codes:
    """What may stand in a file, as it is kept now."""
    regions = dict(Region.objects.order_by("-code").values_list("scope", "code"))
    return Codes(
        regions=frozenset(Region.objects.values_list("code", flat=True)),
        indicators=frozenset(Indicator.objects.values_list("code", flat=True)),
        country=regions.get(Scope.NATIONAL, ""),
    )


def _read_stored(importing: ObservationImport, clock: Callable[[], datetime]) -> None:
    if not importing.file or importing.attempt > TRIES:
        _give_up(importing, "broken_off", clock())
        return
    try:
        file = importing.file.open("rb")
    except FileNotFoundError:
        _give_up(importing, "file_gone", clock())
        return
    with file:
        run_import(importing=importing, file=file, clock=clock)


def _give_up(importing: ObservationImport, reason: str, at: datetime) -> None:
    problems = Problems()
    problems.add(0, reason)
    store_reading(importing=importing, reading=Reading(problems), by=importing.created_by, at=at)
