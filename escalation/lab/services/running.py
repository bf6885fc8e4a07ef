"""Reckon what waits, and what a worker that died had in hand.

Nothing is kept before a run is whole, so an attempt that was broken off left nothing behind.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from coordination.audit.deeds import deed
from coordination.kit.clock import machine_at

from ..models import Replay, Run, RunStatus, Sweep
from .reckoning import keep, reckon
from .variants import note

SILENCE = timedelta(seconds=60)
"""A worker that said nothing for so long is dead, or its run may be taken from it."""

PULSE = timedelta(seconds=1)
ATTEMPTS = 3
KINDS: tuple[Any, ...] = (Replay, Sweep)


class TakenOver(Exception):
    """Another attempt goes on with this run."""


def run_waiting(*, clock: Callable[[], datetime], stop: Callable[[], bool]) -> int:
    """Reckon every run that waits, one after the other; returns how many."""
    done = 0
    while not stop() and (run := _claim(clock())) is not None:
        _run(run, clock)
        done += 1
    return done


@transaction.atomic
def _claim(at: datetime) -> Run | None:
    """The oldest that waits or lost its worker, from now on in the hands of a new attempt."""
    now = machine_at(at)
    silent = Q(status=RunStatus.RUNNING) & Q(alive_at__lte=now - SILENCE)
    for kind in KINDS:
        found = kind.objects.select_for_update(skip_locked=True, of=("self",)).filter(
            Q(status=RunStatus.WAITING) | silent
        )
        run: Run | None = found.order_by("asked_at", "pk").first()
        if run is not None:
            run.status, run.alive_at = RunStatus.RUNNING, now
            run.attempt += 1
            run.save(update_fields=["status", "alive_at", "attempt"])
            return run
    return None


def _run(run: Run, clock: Callable[[], datetime]) -> None:
    if run.attempt > ATTEMPTS:
        # what stopped so many workers would stop the next one too
        _give_up(run=run, at=clock())
        return
    try:
        reckon(run, list(run.regions.order_by("code")), _Pulse(run, clock))
        _finish(run=run, at=clock())
    except TakenOver:
        return


@deed
def _finish(*, run: Run, at: datetime) -> None:
    _hold(run)
    keep(run, by=run.asked_by, at=at)


@deed
def _give_up(*, run: Run, at: datetime) -> None:
    _hold(run)
    run.status, run.ended_at = RunStatus.REFUSED, at
    run.sentence = _("This was begun several times and never came to an end. Ask for less.")
    run.save(update_fields=["status", "ended_at", "sentence"])
    note(f"{run._meta.model_name}_given_up", run, by=run.asked_by, at=at)


def _hold(run: Run) -> None:
    """Lock the row for this attempt, or leave it to the other one."""
    mine = (
        type(run)
        ._default_manager.select_for_update(of=("self",))
        .filter(pk=run.pk, attempt=run.attempt, status=RunStatus.RUNNING)
    )
    if mine.first() is None:
        raise TakenOver


class _Pulse:
    """Writes how far it is, at most once a second; stops when another attempt took over."""

    def __init__(self, run: Run, clock: Callable[[], datetime]) -> None:
        self.run, self.clock, self.last = run, clock, machine_at(clock())
        self.size = run.size if isinstance(run, Sweep) else 2

    def __call__(self, done: int) -> None:
        now = machine_at(self.clock())
        if now - self.last < PULSE:
            return
        self.last = now
        share = min(100 * done // max(self.size, 1), 99)
        mine = type(self.run)._default_manager.filter(
            pk=self.run.pk, attempt=self.run.attempt, status=RunStatus.RUNNING
        )
        if not mine.update(share=share, alive_at=self.last):
            raise TakenOver
