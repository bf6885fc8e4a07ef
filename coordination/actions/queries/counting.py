"""How many stand in each group, never counting further than it is shown."""

from datetime import datetime
from typing import Any

from django.db import connection

from .filters import TERMS, Filters, find_points, in_term

CAP = 100


def count_groups(user: Any, wanted: Filters, *, now: datetime) -> dict[str, int]:
    """Late, week and later in one query; each stops at 100, shown as 99+."""
    found = find_points(user, wanted, now=now)
    limited = [found.filter(in_term(term, now)).values("pk")[:CAP] for term in TERMS]
    asked = [points.query.sql_with_params() for points in limited]
    counts = ", ".join(_count(sql) for sql, _ in asked)
    parameters = [value for _, values in asked for value in values]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {counts}", parameters)
        return dict(zip(TERMS, cursor.fetchone(), strict=True))


def _count(sql: str) -> str:
    # the text comes from the query compiler, every value is a parameter
    return f"(SELECT COUNT(*) FROM ({sql}) AS counted)"  # noqa: S608  no word of a user in it


def shown_count(number: int) -> str:
    return f"{CAP - 1}+" if number >= CAP else str(number)
