"""Read what waits, and what a worker that died had in hand.

Nothing of a file is kept before all of it is read, so an attempt that was broken off left
nothing behind: the next one starts at the first line, and finds what stands there already.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import IO

from django.db import transaction
from django.db.models import Q

from coordination.kit.clock import machine_at

from ..models import ImportStatus, Indicator, ObservationImport, Region, Scope
from ..reading.problems import Problems
from ..reading.reader import Codes, Progress, Reading, read_figures
from .storing import TakenOver, store_reading

SILENCE = timedelta(seconds=60)
"""A worker that said nothing for so long is dead, or its row may be taken from it."""

TRIES = 5
"""A file whose worker dies each time is given up, so that it does not take down more of them."""

PULSE = timedelta(seconds=1)


def run_waiting(*, clock: Callable[[], datetime], stop: Callable[[], bool]) -> int:
    """Read every file that waits, one after the other; returns how many."""
    done = 0
    while not stop() and (importing := _claim(clock())) is not None:
        _read_stored(importing, clock)
        done += 1
    return done


def run_import(
    *,
    importing: ObservationImport,
    file: IO[bytes],
    clock: Callable[[], datetime],
    progress: Progress = lambda read, rows: None,
) -> ObservationImport:
    """Read `file` as this attempt of `importing`, then keep what it says in one transaction."""
    pulse = _Pulse(importing, clock, progress)
    reading = read_figures(
        file,
        codes=codes(),
        now=clock(),
        known_at=importing.known_at,
        whole=importing.whole,
        progress=pulse,
    )
    pulse.beat(reading.bytes, reading.rows)
    return store_reading(importing=importing, reading=reading, by=importing.created_by, at=clock())


def codes() -> Codes:
    """What may stand in a file, as it is kept now."""
    regions = dict(Region.objects.order_by("-code").values_list("scope", "code"))
    return Codes(
        regions=frozenset(Region.objects.values_list("code", flat=True)),
        indicators=frozenset(Indicator.objects.values_list("code", flat=True)),
        country=regions.get(Scope.NATIONAL, ""),
    )


@transaction.atomic
def _claim(at: datetime) -> ObservationImport | None:
    """The oldest that waits or lost its worker, from now on in the hands of a new attempt."""
    silent = Q(status=ImportStatus.RUNNING) & Q(alive_at__lte=machine_at(at) - SILENCE)
    found = ObservationImport.objects.select_for_update(skip_locked=True, of=("self",)).filter(
        Q(status=ImportStatus.WAITING) | silent
    )
    importing = found.order_by("created_at", "pk").first()
    if importing is not None:
        importing.status, importing.alive_at = ImportStatus.RUNNING, machine_at(at)
        importing.attempt += 1
        importing.save(update_fields=["status", "alive_at", "attempt"])
    return importing


def _read_stored(importing: ObservationImport, clock: Callable[[], datetime]) -> None:
    try:
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
    except TakenOver:
        return


def _give_up(importing: ObservationImport, reason: str, at: datetime) -> None:
    problems = Problems()
    problems.add(0, reason)
    store_reading(importing=importing, reading=Reading(problems), by=importing.created_by, at=at)


class _Pulse:
    """Writes how far it is, at most once a second; stops when another attempt took over."""

    def __init__(
        self, importing: ObservationImport, clock: Callable[[], datetime], progress: Progress
    ) -> None:
        self.importing, self.clock, self.progress = importing, clock, progress
        self.last = machine_at(clock())

    def __call__(self, read: int, rows: int) -> None:
        self.progress(read, rows)
        if machine_at(self.clock()) - self.last >= PULSE:
            self.beat(read, rows)

    def beat(self, read: int, rows: int) -> None:
        self.last = machine_at(self.clock())
        mine = ObservationImport.objects.filter(
            pk=self.importing.pk,
            attempt=self.importing.attempt,
            status=ImportStatus.RUNNING,
        )
        counted = mine.update(bytes_read=read, rows_read=rows, alive_at=self.last)
        if not counted:
            raise TakenOver
        self.importing.bytes_read, self.importing.rows_read = read, rows
