"""Pages by the key of their first and last row, so that the last page is as fast as the first.

    page = keyset_page(points, (Key("due_on", date.fromisoformat), Key("pk", UUID)), cursor)

A cursor is `>` or `<` and the key of a row (the page after it, the page before it), or `end`
for the last page. A cursor that makes no sense shows the first page.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

SIZE = 50
END = "end"


@dataclass(frozen=True)
class Key:
    """One column of the order, and how its text is read back."""

    name: str
    read: Callable[[str], Any]


@dataclass(frozen=True)
class KeysetPage:
    """The rows of a page; a cursor is empty where there is nothing on that side."""

    rows: list[Any]
    before: str
    after: str


def keyset_page(
    rows: QuerySet[Any],
    keys: Sequence[Key],
    cursor: str = "",
    *,
    descending: bool = False,
    size: int = SIZE,
) -> KeysetPage:
    """At most `size` rows, ordered by `keys`; the keys together must be unique and never null."""
    backward = cursor == END or cursor.startswith("<")
    bound = _read(keys, cursor)
    upward = descending == backward
    if bound is not None:
        rows = rows.filter(_beyond(keys, bound, upward=upward))
    order = [key.name if upward else f"-{key.name}" for key in keys]
    found = list(rows.order_by(*order)[: size + 1])
    more, found = len(found) > size, found[:size]
    if backward:
        found.reverse()
    return KeysetPage(
        found,
        before=_cursor("<", keys, found[0]) if found and (more if backward else bound) else "",
        after=_cursor(">", keys, found[-1]) if found and (bound if backward else more) else "",
    )


def _beyond(keys: Sequence[Key], bound: Sequence[Any], *, upward: bool) -> Q:
    """Strictly beyond `bound` in the order; the first key stands apart for the index."""
    strict, loose = ("gt", "gte") if upward else ("lt", "lte")
    beyond, equal = Q(), Q()
    for key, value in zip(keys, bound, strict=True):
        beyond |= equal & Q(**{f"{key.name}__{strict}": value})
        equal &= Q(**{key.name: value})
    return Q(**{f"{keys[0].name}__{loose}": bound[0]}) & beyond


def _cursor(side: str, keys: Sequence[Key], row: Any) -> str:
    values = (getattr(row, key.name) for key in keys)
    return side + "~".join(_text(value) for value in values)


def _text(value: Any) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _read(keys: Sequence[Key], cursor: str) -> list[Any] | None:
    parts = cursor[1:].split("~")
    if cursor[:1] not in {"<", ">"} or len(parts) != len(keys):
        return None
    try:
        return [key.read(part) for key, part in zip(keys, parts, strict=True)]
    except (ValueError, OverflowError):
        return None
