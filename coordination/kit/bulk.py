"""Many rows at once, each only where it does not stand yet.

bulk_create asks every field of every row how it is written; of a hundred thousand rows that
takes longer than writing them. PostgreSQL reads whole columns instead.
"""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection
from django.db.models import AutoField, Model

Columns = Mapping[str, Sequence[Any]]
"""The values of each field, all equally many; a random key is made here where it is not among
them, and a counted one by the database."""


def insert_new(model: type[Model], columns: Columns) -> None:
    """A row for each value, in one statement; one that meets a unique constraint is left out."""
    if connection.vendor == "postgresql":
        _insert_columns(model, columns)
    elif isinstance(model._meta.pk, AutoField):
        _insert_rows(model, columns)
    else:
        rows = zip(*columns.values(), strict=True)
        made = (model(**dict(zip(columns, row, strict=True))) for row in rows)
        model._default_manager.bulk_create(made, ignore_conflicts=True, batch_size=5_000)


def insert_new_rows(rows: Sequence[Model]) -> None:
    """The same for rows of one model that were made already."""
    if rows:
        model = type(rows[0])
        names = [field.attname for field in model._meta.concrete_fields]
        insert_new(model, {name: [getattr(row, name) for row in rows] for name in names})


def _insert_columns(model: type[Model], columns: Columns) -> None:
    fields: list[Any] = [model._meta.get_field(name) for name in columns]
    key: Any = model._meta.pk
    quoted = connection.ops.quote_name
    generated, names = "", [quoted(field.column) for field in fields]
    if key not in fields and not isinstance(key, AutoField):
        generated, names = "gen_random_uuid(), ", [quoted(key.column), *names]
    types = [_type(field) for field in fields]
    given = ", ".join(f"%s::{kind}[]" for kind in types)
    # names and types come from the model, every value is a parameter
    statement = (
        f"INSERT INTO {quoted(model._meta.db_table)} ({', '.join(names)}) "  # noqa: S608  no word of a user in it
        f"SELECT {generated}given.* FROM unnest({given}) AS given ON CONFLICT DO NOTHING"
    )
    arrays = [_array(kind, values) for kind, values in zip(types, columns.values(), strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(statement, arrays)


def _insert_rows(model: type[Model], columns: Columns) -> None:
    """A statement for all rows; each value that repeats is prepared once."""
    fields: list[Any] = [model._meta.get_field(name) for name in columns]
    names = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    table = connection.ops.quote_name(model._meta.db_table)
    # names come from the model, every value is a parameter
    statement = f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({marks})"  # noqa: S608  no word of a user in it
    prepared = []
    for field, values in zip(fields, columns.values(), strict=True):
        known = {value: field.get_db_prep_save(value, connection) for value in set(values)}
        prepared.append([known[value] for value in values])
    with connection.cursor() as cursor:
        cursor.executemany(statement, list(zip(*prepared, strict=True)))


def _type(field: Any) -> str:
    """Of words without their length, which a cast would cut off instead of refuse."""
    kind = str(field.rel_db_type(connection) if field.is_relation else field.db_type(connection))
    return "text" if kind.startswith("varchar") else kind


def _array(kind: str, values: Sequence[Any]) -> str:
    """The values as PostgreSQL writes an array; each that repeats is written once."""
    if kind == "jsonb":
        values = [json.dumps(value) for value in values]
    elements = {value: _element(value) for value in set(values)}
    return "{" + ",".join([elements[value] for value in values]) + "}"


def _element(value: Any) -> str:
    match value:
        case None:
            return "NULL"
        case bool() | int():
            return str(value)
        case dt.datetime():
            return f'"{value.isoformat()}"'
    return '"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"'
