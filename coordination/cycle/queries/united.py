"""Rows of any number of kinds in one query."""

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from django.db.models import CharField, DateField, DateTimeField, Field, UUIDField, Value
from django.db.models.expressions import Combinable, ExpressionWrapper, F
from django.db.models.functions import Cast

from ..due import COLUMNS, DueItem, DueSource, due_items

SOURCE, AT = "source", "at"
"""Beside the columns of a row: which source it comes from, and its moment where that is no day."""

READ = (SOURCE, AT, *COLUMNS)


def united(parts: Mapping[str, Any]) -> Any:
    """Rows of sources by name, each cut to what is wanted of it, as one query for items_in."""
    return _united([_branch(name, rows) for name, rows in parts.items()])


def united_then(parts: Mapping[str, tuple[DueSource, Any]]) -> Any:
    """Rows of histories by the name of their kind, each with its source as it stood."""
    return _united(
        [
            _named(name, source, source.model.history.filter(pk__in=rows.values("pk")).order_by())  # type: ignore[attr-defined]  # put there by simple_history
            for name, (source, rows) in parts.items()
        ]
    )


def _united(branches: Sequence[Any]) -> Any:
    first, *others = branches
    rows = first.union(*others, all=True) if others else first
    return rows.values_list(*_names(READ))


def items_in(rows: Any, *, is_open: bool, newest: bool = False) -> list[DueItem]:
    """As items, in the order of their moments, and of one moment in that of their ids."""
    found = []
    for source, at, *values in rows:
        row = dict(zip(COLUMNS, values, strict=True))
        row["due"] = at or row["due"]
        found.append(due_items[source].item(source, row, is_open))
    # within a day what has no hour comes last, which a database may put first
    return sorted(found, key=_moment, reverse=newest)


def _branch(name: str, rows: Any) -> Any:
    """The rows found anew by their ids: SQLite cuts no part of a union, and an id has no order."""
    return _read(name).filter(pk__in=rows.values("pk"))


@cache
def _read(name: str) -> Any:
    """All rows of a source with the columns of every source."""
    source = due_items[name]
    return _named(name, source, source.model._default_manager.order_by())


def _named(name: str, source: DueSource, rows: Any) -> Any:
    rows = rows.annotate(**source.extra) if source.extra else rows
    columns = _columns(name, source)
    return rows.annotate(**dict(zip(_names(columns), columns.values(), strict=True)))


def _columns(name: str, source: DueSource) -> dict[str, Combinable]:
    paths = source.paths()
    due = F(paths["due"])
    columns: dict[str, Combinable] = {
        SOURCE: Value(name, output_field=CharField()),
        AT: _nothing(DateTimeField) if source.by_day else due,
    }
    for column, kind in COLUMNS.items():
        columns[column] = _read_as(paths[column], kind) if column in paths else _nothing(kind)
    if not source.by_day:
        columns["due"] = _nothing(DateField)
    return columns


def _read_as(path: str, kind: type[Field[Any, Any]]) -> Combinable:
    """A key comes back as one, also where it is read from a history beside the row."""
    return ExpressionWrapper(F(path), kind()) if kind is UUIDField else F(path)


def _nothing(kind: type[Field[Any, Any]]) -> Cast:
    """A column that a source does not have: PostgreSQL unites only what is of one type."""
    return Cast(Value(None), kind())


def _names(columns: Any) -> list[str]:
    """Under names that no model has."""
    return [f"read_{column}" for column in columns]


def _moment(item: DueItem) -> tuple[dt.datetime, str]:
    return item.due_at, str(item.pk)
