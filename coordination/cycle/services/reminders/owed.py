"""What is owed, read for a plan: a hundred thousand rows, and no more of each than it takes.

Ids stay as the database writes them; making a UUID of each would take longer than the rest.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import TextField, Value
from django.db.models.functions import Cast

from ...due import DueDate, DueItem, due_items, version_of

Id = str
"""A UUID as the database writes it."""


class Owner(NamedTuple):
    """Who owes it, and through whom else its owner is reached."""

    person: Id | None
    organisation: Id
    dossier: Id
    body: Id | None

    @classmethod
    def of(cls, item: DueItem) -> "Owner":
        return cls(
            written(item.person) if item.person else None,
            written(item.organisation),
            written(item.dossier),
            written(item.body) if item.body else None,
        )


class Owed(NamedTuple):
    kind: str
    pk: Id
    version: int
    date: DueDate
    owner: Owner


def written(pk: UUID) -> Id:
    return str(pk) if connection.features.has_native_uuid_field else pk.hex


def written_id(path: str) -> Cast:
    """The ids under `path`, as they are written."""
    return Cast(path, TextField())


IDS = ("pk", "person", "holder", "organisation", "other_organisation", "dossier", "body")
OTHERS = ("due", "due_time", "version", "meeting_at")


def read_owed(kind: str, rows: Any) -> Iterator[Owed]:
    """The rows of one kind, in one query; those of the same date share one DueDate."""
    source = due_items[kind]
    paths = source.paths()
    nothing = Value(None, output_field=TextField())
    columns = [written_id(paths[name]) if name in paths else nothing for name in IDS]
    others = [paths.get(name, nothing) for name in OTHERS]
    dates: dict[tuple[Any, ...], tuple[DueDate, int]] = {}
    for row in rows.values_list(*columns, *others):
        pk, person, holder, organisation, other, dossier, body = row[: len(IDS)]
        key = row[len(IDS) :]
        if key not in dates:
            dates[key] = _date(kind, *key)
        date, version = dates[key]
        owner = Owner(person or holder, organisation or other, dossier, body)
        yield Owed(kind, pk, version, date, owner)


def _date(
    kind: str,
    due: dt.date | dt.datetime,
    time: dt.time | None,
    version: int | None,
    meeting_at: dt.datetime | None,
) -> tuple[DueDate, int]:
    due_at, whole_day = due_items[kind].moment(due, time)
    return DueDate(due_at, whole_day, meeting_at), version or version_of(due)
