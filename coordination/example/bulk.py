"""A load of made-up rows, to see how the pages and the record hold at many times their size.

Each app brings its part, as with the example. A unit of scale is 50 users, 300 meetings with
their lines, 1,000 action points and some 45,000 events; a hundred units is a hundredfold year.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from typing import Any, TypeVar
from uuid import UUID

from django.db import models

from coordination.audit.deeds import deed, record
from coordination.audit.models import AuditEvent
from coordination.kit.refusals import Refusal
from coordination.kit.registry import Registry

MADE = "example.load_made"
BATCH = 2000
WORDS = (
    "sheets", "invullen", "nota", "afstemmen", "capaciteit", "laboratorium", "terugkoppelen",
    "contacten", "scenario", "brief", "doorgeven", "regio", "planning", "vaccinatie", "overzicht",
)  # fmt: skip

M = TypeVar("M", bound=models.Model)


@dataclass
class Load:
    """What is being made; `kept` holds the rows that others hang on, by name of their model."""

    scale: int
    now: datetime
    made: Counter[str] = field(default_factory=Counter)
    kept: dict[str, list[Any]] = field(default_factory=dict)

    def pick(self, name: str, number: int) -> Any:
        """A kept row, always the same for this number, spread over all there are."""
        rows = self.kept[name]
        return rows[number * 7919 % len(rows)]

    def moment(self, number: int, of: int) -> datetime:
        """Spread over the year before now, the first number first."""
        return self.now - timedelta(days=365) * ((of - number) / of)

    def keep(
        self,
        rows: Iterable[M],
        *,
        by: Callable[[M], Any] = lambda row: None,
        dossier: Callable[[M], UUID | None] = lambda row: None,
        actions: tuple[str, ...] = (),
        remember: bool = False,
    ) -> None:
        """Write the rows with their history, and of each the events `actions`, chained."""
        waiting = iter(rows)
        while batch := list(islice(waiting, BATCH)):
            name = batch[0]._meta.model_name or ""
            _keep_batch(self, batch, by, dossier, actions)
            self.made[name] += len(batch)
            if remember:
                self.kept.setdefault(name, []).extend(batch)


Part = Callable[[Load], None]

bulk: Registry[Part] = Registry("load")


class LoadStands(Refusal):
    """A second load would take numbers that are given."""


def make_load(load: Load) -> Iterator[str]:
    """Make all parts, and name each when it is there; refuses where a load was made before."""
    if AuditEvent.objects.filter(action=MADE).exists():
        raise LoadStands("A load was made here before; take an empty database.")
    for name in bulk.names():
        bulk[name](load)
        yield name


def sentence(number: int, words: int = 8) -> str:
    """Words of the field in an order that hangs on the number alone."""
    return " ".join(WORDS[(number * (3 + place) + place * place) % len(WORDS)]
                    for place in range(words))  # fmt: skip


@deed
def _keep_batch(
    load: Load,
    batch: list[M],
    by: Callable[[M], Any],
    dossier: Callable[[M], UUID | None],
    actions: tuple[str, ...],
) -> None:
    model = type(batch[0])
    model._default_manager.bulk_create(batch)
    history: Any = getattr(model, "history", None)
    if history is not None:
        history.bulk_history_create(batch, default_date=load.now, batch_size=500)
    for row in batch:
        for action in actions:
            record(action, row, by=by(row), at=load.now, dossier=dossier(row), part=True)
    record(MADE, None, by=None, at=load.now, rows=len(batch), model=model._meta.label_lower)
