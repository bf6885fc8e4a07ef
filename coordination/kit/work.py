"""Work that waits for a worker: claimed by one, followed by its pulse, taken over where that stops.

The row is its own queue. Nothing of it is kept before all of it is done, so an attempt that was
broken off left nothing behind, and the next one begins anew. Its times are those of the machine:
a story that stands still makes no worker silent.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from .clock import machine_at
from .models import Noun
from .refusals import Refusal

SILENCE = timedelta(seconds=60)
"""A worker that said nothing for so long is dead, or its work may be taken from it."""

PULSE = timedelta(seconds=1)
ATTEMPTS = 3
"""What stopped so many workers would stop the next one too."""

Clock = Callable[[], datetime]


class WorkStatus(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("run", "waiting")
    RUNNING = "running", pgettext_lazy("run", "running")
    DONE = "done", pgettext_lazy("run", "done")
    REFUSED = "refused", pgettext_lazy("run", "refused")


class Work(Noun):
    """A noun that a worker does; `alive_at` is when that last said that it goes on."""

    status = models.CharField(
        gettext_lazy("status"), max_length=8, choices=WorkStatus, default=WorkStatus.WAITING
    )
    attempt = models.PositiveSmallIntegerField(default=0)
    alive_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def is_over(self) -> bool:
        return self.status in {WorkStatus.DONE, WorkStatus.REFUSED}

    @property
    def is_done(self) -> bool:
        return self.status == WorkStatus.DONE


W = TypeVar("W", bound=Work)


class TakenOver(Refusal):
    """Another attempt goes on with this work."""

    def __init__(self) -> None:
        super().__init__(_("Another worker goes on with this now."))


def do_waiting(
    queues: Sequence["models.QuerySet[Any]"],
    do: Callable[[Any], None],
    *,
    oldest: str,
    clock: Clock,
    stop: Callable[[], bool],
) -> int:
    """`do` all that waits, one after the other, the oldest of the first queue first; how many."""
    done = 0
    while not stop() and (work := _claim(queues, oldest, clock())) is not None:
        with suppress(TakenOver):
            do(work)
        done += 1
    return done


@transaction.atomic
def _claim(queues: Sequence["models.QuerySet[Any]"], oldest: str, at: datetime) -> Work | None:
    """What waits or lost its worker, from now on in the hands of a new attempt."""
    silent = Q(status=WorkStatus.RUNNING, alive_at__lte=machine_at(at) - SILENCE)
    for rows in queues:
        free = rows.select_for_update(skip_locked=True, of=("self",)).filter(
            Q(status=WorkStatus.WAITING) | silent
        )
        work: Work | None = free.order_by(oldest, "pk").first()
        if work is not None:
            take(work, at=at)
            work.save(update_fields=["status", "alive_at", "attempt"])
            return work
    return None


def take(work: Work, *, at: datetime) -> None:
    """In the hands of a new attempt; saves nothing."""
    work.status, work.alive_at = WorkStatus.RUNNING, machine_at(at)
    work.attempt += 1


def held(work: W) -> W:
    """The row as it stands now, locked for this attempt; refuses where another one has it."""
    row: W | None = _in_hand(work).select_for_update(of=("self",)).first()
    if row is None:
        raise TakenOver
    return row


class Pulse:
    """Writes how far it is, at most once a second; stops when another attempt took over."""

    def __init__(self, work: Work, clock: Clock) -> None:
        self.work, self.clock, self.last = work, clock, machine_at(clock())

    def __call__(self, **progress: Any) -> None:
        if machine_at(self.clock()) - self.last >= PULSE:
            self.beat(**progress)

    def beat(self, **progress: Any) -> None:
        """Now, however soon after the one before."""
        self.last = machine_at(self.clock())
        if not _in_hand(self.work).update(alive_at=self.last, **progress):
            raise TakenOver


def _in_hand(work: Work) -> "models.QuerySet[Any]":
    """The row, as long as this attempt has it."""
    rows = type(work)._default_manager
    return rows.filter(pk=work.pk, attempt=work.attempt, status=WorkStatus.RUNNING)
