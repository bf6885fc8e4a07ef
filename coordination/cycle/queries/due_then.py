"""What was due at a moment, as the list read then, beside what became of it."""

import datetime as dt
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import Any

from django.db.models import DateField, DateTimeField
from django.utils import timezone

from coordination.dossiers.asof import as_of
from coordination.dossiers.queries.prepared import PreparedForReader

from ..due import DueItem, DueSource, due_items
from .due import (
    FEW,
    LAST_PAGE,
    ON_LISTS_OF_THEIR_OWN,
    PAGE,
    SOON,
    Wanted,
    is_prepared,
    narrowed,
    open_among,
)
from .united import items_in, united_then


@dataclass(frozen=True)
class ItemThen:
    """An item as it stood; `now` as it is open today, None where it was met or taken away."""

    item: DueItem
    now: DueItem | None

    @property
    def moved(self) -> bool:
        return self.now is not None and self.now.due_at != self.item.due_at

    @property
    def reworded(self) -> bool:
        return self.now is not None and self.now.what != self.item.what

    @property
    def differs(self) -> bool:
        return self.now is None or self.moved or self.reworded


@dataclass(frozen=True)
class DueThen:
    """A page of the list as it stood, and the addresses of its neighbours."""

    rows: list[ItemThen]
    previous_url: str
    next_url: str


def list_due_then(user: Any, wanted: Wanted, *, at: dt.datetime) -> DueThen:
    """A page of what stood open then, the first due first, of what she may see today.

    With `met` what was met by then, the last first. Two queries, whatever the number of kinds.
    """
    start = (wanted.page - 1) * PAGE
    rows = _first(user, wanted, at=at, upto=start + PAGE + 1)
    found = items_in(rows, is_open=not wanted.met, newest=wanted.met)
    shown = found[start : start + PAGE]
    more = len(found) > start + PAGE and wanted.page < LAST_PAGE
    return DueThen(
        rows=_beside_now(user, shown, met=wanted.met),
        previous_url=wanted.address(wanted.page - 1) if wanted.page > 1 else "",
        next_url=wanted.address(wanted.page + 1) if more else "",
    )


def _first(user: Any, wanted: Wanted, *, at: dt.datetime, upto: int) -> Any:
    """What is asked for as it stood, at least the first `upto` rows of it."""
    if is_prepared(wanted):
        return _prepared(wanted)(user, at=at)
    return _every_kind(user, wanted=wanted, at=at, upto=upto)


@cache
def _prepared(wanted: Wanted) -> PreparedForReader:
    """As the present list is: the first page without a filter, for every reader alike."""
    build = partial(_every_kind, wanted=wanted, upto=PAGE + 1)
    return PreparedForReader(build, at=DateTimeField())


def _every_kind(user: Any, *, wanted: Wanted, at: Any, upto: int) -> Any:
    parts = {}
    for kind in [wanted.kind] if wanted.kind else due_items.names():
        source = source_then(kind, at)
        rows = narrowed(source, _stood(source, at, user, is_open=not wanted.met), user, wanted)
        parts[kind] = source, source.ordered(rows, newest=wanted.met)[:upto]
    return united_then(parts)


def due_soon_then(user: Any, *, at: dt.datetime) -> tuple[list[ItemThen], bool]:
    """What she, her post or her organisation owed within a week of then or late, eight at most.

    And whether there was more. Points stand on a list of their own.
    """
    until = at + SOON
    rows = _soon_prepared(user, at=at, until=until, until_day=timezone.localdate(until))
    found = items_in(rows, is_open=True)
    return _beside_now(user, found[:FEW], met=False), len(found) > FEW


def _soon(user: Any, *, at: Any, until: Any, until_day: Any) -> Any:
    parts = {}
    for kind in due_items.names():
        if kind in ON_LISTS_OF_THEIR_OWN:
            continue
        source = source_then(kind, at)
        owned = source.owned_by(user) | source.of_organisation(user.organisation_id)
        rows = _stood(source, at, user).filter(owned)
        rows = rows.filter((f"{source.columns['due']}__lte", until_day if source.by_day else until))
        parts[kind] = source, source.ordered(rows)[: FEW + 1]
    return united_then(parts)


_soon_prepared = PreparedForReader(
    _soon, at=DateTimeField(), until=DateTimeField(), until_day=DateField()
)


def source_then(kind: str, at: Any) -> DueSource:
    """The source over the history of its model; when its meeting is has a history of its own."""
    source = due_items[kind]
    stood = source.then(at)
    columns = {**source.columns, "pk": source.model._meta.pk.attname, **stood.columns}
    columns.pop("meeting_at", None)
    extra = {**source.extra, **stood.extra}
    return replace(source, rows=stood.rows, open=stood.open, columns=columns, extra=extra)


def _stood(source: DueSource, at: Any, user: Any, *, is_open: bool = True) -> Any:
    """Rows as they stood, of what she may see today."""
    seen: Any = source.model._default_manager.all()
    key = f"{source.columns['pk']}__in"
    rows = as_of(source.model, at).filter(**{key: seen.visible_to(user).values("pk")})
    # what is read beside it may be asked for by its rows
    rows = (rows.annotate(**source.extra) if source.extra else rows).filter(source.rows)
    return rows.filter(source.open) if is_open else rows.exclude(source.open)


def _beside_now(user: Any, items: list[DueItem], *, met: bool) -> list[ItemThen]:
    if met:
        return [ItemThen(item, item) for item in items]
    now = open_among(user, items)
    return [ItemThen(item, now.get(item.pk)) for item in items]
