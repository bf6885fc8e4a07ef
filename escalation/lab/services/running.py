"""Reckon what waits, and what a worker that died had in hand."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from coordination.audit.deeds import deed
from coordination.kit.work import ATTEMPTS, Pulse, WorkStatus, do_waiting, held

from ..models import Replay, Run, Sweep
from .reckoning import keep, reckon
from .variants import note

KINDS: tuple[Any, ...] = (Replay, Sweep)
TRIALS = 2
"""Of a replay: the variant, and what it is held against."""


def run_waiting(*, clock: Callable[[], datetime], stop: Callable[[], bool]) -> int:
    """Reckon every run that waits, one after the other; returns how many."""
    queues = [kind.objects.all() for kind in KINDS]
    return do_waiting(
        queues, lambda run: _run(run, clock), oldest="asked_at", clock=clock, stop=stop
    )


def _run(run: Run, clock: Callable[[], datetime]) -> None:
    if run.attempt > ATTEMPTS:
        _give_up(run=run, at=clock())
        return
    pulse = Pulse(run, clock)
    size = run.size if isinstance(run, Sweep) else TRIALS
    reckon(
        run,
        list(run.regions.order_by("code")),
        lambda done: pulse(share=min(100 * done // max(size, 1), 99)),
    )
    _finish(run=run, at=clock())


@deed
def _finish(*, run: Run, at: datetime) -> None:
    held(run)
    keep(run, by=run.asked_by, at=at)


@deed
def _give_up(*, run: Run, at: datetime) -> None:
    held(run)
    run.status, run.ended_at = WorkStatus.REFUSED, at
    run.sentence = _("This was begun several times and never came to an end. Ask for less.")
    run.save(update_fields=["status", "ended_at", "sentence"])
    note(f"{run._meta.model_name}_given_up", run, by=run.asked_by, at=at)
