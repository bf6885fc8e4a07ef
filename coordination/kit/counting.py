"""How many rows hang on a row, counted apart from what else is read of it."""

from typing import Any

from django.db.models import Count, Subquery
from django.db.models.functions import Coalesce


def number_of(rows: Any, outer: str) -> Any:
    """How many of `rows` there are; `outer` is the field by which they hang on the row outside."""
    counted = rows.order_by().values(outer).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)
