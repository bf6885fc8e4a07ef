"""Counts that stop where they are not shown any further: 99+."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection

CAP = 100


def count_capped(piles: Sequence[Sequence[Any]]) -> list[int]:
    """How many rows the querysets of each pile hold together, at most CAP each. One query."""
    asked = [[sql for rows in pile for sql in _asked(rows)] for pile in piles]
    sums = [" + ".join(_count(sql) for sql, _values in pile) or "0" for pile in asked]
    if not sums:
        return []
    values = [value for pile in asked for _sql, given in pile for value in given]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(sums)}", values)
        return [min(count, CAP) for count in cursor.fetchone()]


def _asked(rows: Any) -> list[Any]:
    """Its statement with the values; none for a queryset that Django knows to be empty."""
    try:
        return [rows.order_by().values("pk")[:CAP].query.sql_with_params()]
    except EmptyResultSet:
        return []


def _count(sql: str) -> str:
    # the text comes from the query compiler, every value is a parameter
    return f"(SELECT COUNT(*) FROM ({sql}) AS counted)"  # noqa: S608  no word of a user in it


def shown_count(number: int) -> str:
    return f"{CAP - 1}+" if number >= CAP else str(number)
