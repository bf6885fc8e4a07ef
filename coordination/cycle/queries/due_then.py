"""What was due at a moment, as the list read then, beside what became of it."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from coordination.dossiers.asof import as_of

from ..due import DueItem, DueSource, due_items
from .due import FEW, ON_LISTS_OF_THEIR_OWN, PAGE, SOON, Wanted, find_items, narrowed


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
    """A page of the list as it stood; `left_out` are kinds whose history does not tell."""

    rows: list[ItemThen]
    previous_url: str
    next_url: str
    left_out: list[str | Promise]


def list_due_then(user: Any, wanted: Wanted, *, at: dt.datetime) -> DueThen:
    """A page of what stood open then, the first due first, of what she may see today.

    With `met` what was met by then, the last first. Two queries for each kind that looks back.
    """
    start = (wanted.page - 1) * PAGE
    kinds = [wanted.kind] if wanted.kind else due_items.names()
    found: list[DueItem] = []
    for kind in kinds:
        source = due_items[kind]
        if source.then is not None:
            rows = _stood(source, at, user, is_open=not wanted.met)
            rows = source.ordered(narrowed(source, rows, user, wanted), newest=wanted.met)
            found += _items(kind, rows[: start + PAGE + 1], is_open=not wanted.met)
    found.sort(key=lambda item: (item.due_at, str(item.pk)), reverse=wanted.met)
    shown = found[start : start + PAGE]
    return DueThen(
        rows=_beside_now(user, shown, met=wanted.met),
        previous_url=wanted.address(wanted.page - 1) if wanted.page > 1 else "",
        next_url=wanted.address(wanted.page + 1) if len(found) > start + PAGE else "",
        left_out=[due_items[kind].label for kind in kinds if due_items[kind].then is None],
    )


def due_soon_then(user: Any, *, at: dt.datetime) -> tuple[list[ItemThen], bool]:
    """What she, her post or her organisation owed within a week of then or late, eight at most.

    And whether there was more. Points stand on a list of their own.
    """
    until = at + SOON
    found: list[DueItem] = []
    for kind in due_items.names():
        source: DueSource = due_items[kind]
        if source.then is None or kind in ON_LISTS_OF_THEIR_OWN:
            continue
        owned = source.owned_by(user) | source.of_organisation(user.organisation_id)
        rows = source.between(_stood(source, at, user).filter(owned), None, until)
        found += _items(kind, source.ordered(rows)[: FEW + 1])
    found.sort(key=lambda item: (item.due_at, str(item.pk)))
    return _beside_now(user, found[:FEW], met=False), len(found) > FEW


def _stood(source: DueSource, at: dt.datetime, user: Any, *, is_open: bool = True) -> Any:
    """Rows as they stood, of what she may see today."""
    assert source.then is not None  # who asks leaves the others out
    there, opened = source.then(at)
    seen: Any = source.model._default_manager.all()
    key = f"{source.model._meta.pk.attname}__in"
    rows = as_of(source.model, at).filter(there, **{key: seen.visible_to(user).values("pk")})
    rows = rows.filter(opened) if is_open else rows.exclude(opened)
    return rows.annotate(**source.extra) if source.extra else rows


def _items(kind: str, rows: Any, *, is_open: bool = True) -> Iterator[DueItem]:
    """One query. The hour of its meeting is left out: that has a history of its own."""
    source = due_items[kind]
    paths = {**source.paths(), "pk": source.model._meta.pk.attname}
    paths.pop("meeting_at", None)
    return source.items(kind, rows, is_open=is_open, paths=paths)


def _beside_now(user: Any, items: list[DueItem], *, met: bool) -> list[ItemThen]:
    if met:
        return [ItemThen(item, item) for item in items]
    now = find_items([(item.kind, item.pk) for item in items], user=user)
    return [ItemThen(item, now.get(item.pk)) for item in items]
