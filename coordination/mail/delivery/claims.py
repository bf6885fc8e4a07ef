"""Who has a row in hand. Every change carries the claim token and must find its row."""

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, cached_property
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from django.db import connection, transaction
from django.db.models import Model, QuerySet

from coordination.kit import clock

from ..models import DUE, Message, Status

R = TypeVar("R", bound=Model)

BATCH = 50
LEASE = timedelta(minutes=5)
"""Longer than the slowest conversation with a relay; a dead worker's rows are free after it."""


class LostLease(Exception):
    """The row went to somebody else or was taken back; leave it alone."""


def claim_batch(*, at: datetime) -> list[Message]:
    """Up to 50 due messages that from now on are ours alone, oldest first."""
    claimed = claim(Message.objects.all(), at=at)
    return list(
        claimed.select_related("recipient__user", "recipient__mailbox", "recipient__contact")
    )


def claim(rows: "QuerySet[R]", *, at: datetime, size: int = BATCH) -> "QuerySet[R]":
    """Up to `size` due rows of an outbox that from now on are ours alone, oldest first.

    On PostgreSQL the rows that another worker is claiming are passed over; on SQLite the
    transaction is IMMEDIATE, so that there is no other worker meanwhile.
    """
    token = uuid.uuid4()
    outbox = rows.model._default_manager
    with transaction.atomic():
        due = rows.select_for_update(skip_locked=True).filter(status__in=DUE, not_before__lte=at)
        ids = list(due.order_by("not_before", "pk").values_list("pk", flat=True)[:size])
        outbox.filter(pk__in=ids).update(
            status=Status.CLAIMED, claim_token=token, lease_until=clock.machine_at(at) + LEASE
        )
    return outbox.filter(pk__in=ids, claim_token=token).order_by("not_before", "pk")


def move(row: Any, *, held_as: Status, **fields: Any) -> None:
    """Change the row while it is still ours; LostLease when it is not."""
    outbox: Any = type(row)
    wording = _worded(outbox, tuple(fields))
    given = [*fields.values(), row.pk, row.claim_token, held_as]
    written = [
        column.get_db_prep_save(value, connection)
        for column, value in zip(wording.columns, given, strict=True)
    ]
    with connection.cursor() as cursor:
        _ask(cursor, wording, written)
        if cursor.rowcount != 1:
            raise LostLease
    for name, value in fields.items():
        setattr(row, name, value)


@dataclass(frozen=True)
class Wording:
    """An update of one row of an outbox: its columns, and the words with a mark for each."""

    columns: list[Any]
    words: str

    @cached_property
    def name(self) -> str:
        return f"move_{hashlib.md5(self.words.encode(), usedforsecurity=False).hexdigest()}"


_prepared: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()


def _ask(cursor: Any, wording: Wording, written: list[Any]) -> None:
    """PostgreSQL plans it once for a connection: to plan it took three times as long as to do."""
    if connection.vendor != "postgresql":
        cursor.execute(wording.words, written)
        return
    name, known = wording.name, _prepared.setdefault(connection.connection, set())
    if name not in known:
        marks = [f"${number}" for number in range(1, len(written) + 1)]
        kinds = ", ".join(column.db_type(connection) for column in wording.columns)
        cursor.execute(f"PREPARE {name} ({kinds}) AS {wording.words % tuple(marks)}")
        known.add(name)
    cursor.execute(f"EXECUTE {name} ({', '.join(['%s'] * len(written))})", written)


@cache
def _worded(outbox: type[Model], names: tuple[str, ...]) -> Wording:
    """Every row asks twice, in a handful of forms: each is put into words once."""
    changed: list[Any] = [outbox._meta.get_field(name) for name in names]
    held: list[Any] = [outbox._meta.get_field(name) for name in ("id", "claim_token", "status")]
    values = ", ".join(f"{field.column} = %s" for field in changed)
    ours = " AND ".join(f"{field.column} = %s" for field in held)
    # names come from the model, every value is a parameter
    words = f"UPDATE {outbox._meta.db_table} SET {values} WHERE {ours}"  # noqa: S608  no word of a user in it
    return Wording([*changed, *held], words)


def claimed_at(row: Any) -> datetime | None:
    """When the row was claimed, None while nobody has it."""
    return clock.story_at(row.lease_until - LEASE) if row.status == Status.CLAIMED else None


def put_back(rows: Sequence[Any]) -> None:
    """Return what was not begun to the queue."""
    for row in rows:
        type(row)._default_manager.filter(
            pk=row.pk, claim_token=row.claim_token, status=Status.CLAIMED
        ).update(status=Status.QUEUED, claim_token=None, lease_until=None)
