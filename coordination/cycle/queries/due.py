"""Who owes what by when, over all kinds that are registered."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, partial
from typing import Any, Self
from uuid import UUID

from django.db.models import DateField, DateTimeField
from django.http import QueryDict
from django.utils import timezone

from coordination.dossiers.queries.prepared import PreparedForReader

from .. import due_kinds  # noqa: F401  registers the kinds of coordination
from ..due import DueItem, DueSource, due_items
from .united import items_in, united

PAGE = 50
LAST_PAGE = 20
"""As far as one leafs; beyond a thousand rows one narrows."""

SOON = dt.timedelta(days=7)
FEW = 8
ON_LISTS_OF_THEIR_OWN = ("actions.point", "actions.part")


@dataclass(frozen=True)
class Wanted:
    """What the list is narrowed to, as it stands in the address. Empty fields do not narrow."""

    kind: str = ""
    organisation: str = ""
    dossier: str = ""
    whose: str = ""
    met: bool = False
    page: int = 1

    @classmethod
    def read(cls, query: QueryDict) -> Self:
        """The filters of an address; what makes no sense does not narrow."""
        kind, whose, page = (query.get(name, "") for name in ("soort", "van", "pagina"))
        number = int(page) if page.isascii() and page.isdigit() and len(page) < 5 else 1
        return cls(
            kind=kind if kind in due_items else "",
            organisation=_plain(query.get("organisatie", "")),
            dossier=_plain(query.get("dossier", "")),
            whose=whose if whose in {"mij", "ons"} else "",
            met=query.get("gehaald") == "1",
            page=min(max(number, 1), LAST_PAGE),
        )

    @property
    def query(self) -> str:
        """The filters as a query string, without a page."""
        return self.address(1).removeprefix("?")

    def address(self, page: int) -> str:
        query = QueryDict(mutable=True)
        for name, value in (
            ("soort", self.kind),
            ("organisatie", self.organisation),
            ("dossier", self.dossier),
            ("van", self.whose),
            ("gehaald", "1" if self.met else ""),
            ("pagina", str(page) if page > 1 else ""),
        ):
            if value:
                query[name] = value
        return f"?{query.urlencode()}"


@dataclass(frozen=True)
class DueList:
    """A page of the list, and the addresses of its neighbours."""

    rows: list[DueItem]
    previous_url: str
    next_url: str


def list_due(user: Any, wanted: Wanted) -> DueList:
    """A page of what she may see, the first due first (what was met: the last first).

    One query, whatever the number of kinds.
    """
    start = (wanted.page - 1) * PAGE
    rows = _first(user, wanted, upto=start + PAGE + 1)
    found = items_in(rows, is_open=not wanted.met, newest=wanted.met)
    found = found[start : start + PAGE + 1]
    more = len(found) > PAGE and wanted.page < LAST_PAGE
    return DueList(
        rows=found[:PAGE],
        previous_url=wanted.address(wanted.page - 1) if wanted.page > 1 else "",
        next_url=wanted.address(wanted.page + 1) if more else "",
    )


def due_soon(user: Any, *, at: dt.datetime) -> list[DueItem]:
    """What she or her post owes within a week and what is late, the first due first, nine at most.

    Points and what her organisation is asked stand on lists of their own there.
    """
    until = at + SOON
    rows = _soon_prepared(user, until=until, until_day=timezone.localdate(until))
    return items_in(rows, is_open=True)[: FEW + 1]


def _soon(user: Any, *, until: Any, until_day: Any) -> Any:
    parts = {}
    for kind in due_items.names():
        source = due_items[kind]
        if kind in ON_LISTS_OF_THEIR_OWN or source.covered_by:
            continue
        owned = source.owned_by(user) | source.of_organisation(user.organisation_id)
        rows = source.found(user=user, is_open=True, whole=True).filter(owned)
        rows = rows.filter((f"{source.columns['due']}__lte", until_day if source.by_day else until))
        parts[kind] = source.ordered(rows)[: FEW + 1]
    return united(parts)


_soon_prepared = PreparedForReader(_soon, until=DateTimeField(), until_day=DateField())


def find_item(kind: str, pk: UUID, *, user: Any = None) -> DueItem | None:
    """One open item as it stands now; None where it is met, gone or not hers to see."""
    return find_items([(kind, pk)], user=user).get(pk)


def find_met(kind: str, pk: UUID, *, user: Any) -> DueItem | None:
    """One that was met; None where it is open or due no more."""
    source = due_items[kind]
    rows = source.found(user=user, is_open=False).filter(pk=pk)
    return next(source.items(kind, rows, is_open=False), None)


def find_items(wanted: Iterable[tuple[str, UUID]], *, user: Any = None) -> dict[UUID, DueItem]:
    """The open ones of these as they stand now, by their id: one query for each kind."""
    by_kind: dict[str, list[UUID]] = {}
    for kind, pk in wanted:
        by_kind.setdefault(kind, []).append(pk)
    found: dict[UUID, DueItem] = {}
    for kind, pks in by_kind.items():
        if kind in due_items:
            source = due_items[kind]
            for start in range(0, len(pks), MOST_IN_ONE):
                part = source.found(user=user, is_open=True)
                part = part.filter(pk__in=pks[start : start + MOST_IN_ONE])
                found |= {item.pk: item for item in source.items(kind, part)}
    return found


def open_among(user: Any, items: Iterable[DueItem]) -> dict[UUID, DueItem]:
    """Those of a page that are open today, as they stand now, by their id: one query, or none."""
    by_kind: dict[str, list[UUID]] = {}
    for item in items:
        by_kind.setdefault(item.kind, []).append(item.pk)
    parts = {
        kind: due_items[kind].found(user=user, is_open=True).filter(pk__in=pks)
        for kind, pks in by_kind.items()
    }
    return {item.pk: item for item in items_in(united(parts), is_open=True)} if parts else {}


MOST_IN_ONE = 10_000


def rows_due(user: Any, wanted: Wanted) -> list[Any]:
    """The rows of the whole list, a queryset for each kind, without order."""
    return [_rows(user, wanted, kind) for kind in _kinds(wanted)]


def _kinds(wanted: Wanted) -> list[str]:
    return [
        kind
        for kind in due_items.names()
        if (wanted.kind == kind if wanted.kind else not due_items[kind].covered_by)
    ]


def _first(user: Any, wanted: Wanted, *, upto: int) -> Any:
    """What is asked for, at least the first `upto` rows of it."""
    if is_prepared(wanted):
        return _prepared(wanted)(user)
    return _every_kind(user, wanted, upto=upto)


def is_prepared(wanted: Wanted) -> bool:
    """Whether that is the first page without a filter."""
    return wanted == Wanted(whose=wanted.whose, met=wanted.met)


@cache
def _prepared(wanted: Wanted) -> PreparedForReader:
    """The first page without a filter, which is built for every reader alike."""
    return PreparedForReader(partial(_every_kind, wanted=wanted, upto=PAGE + 1))


def _every_kind(user: Any, wanted: Wanted, *, upto: int) -> Any:
    parts = {}
    for kind in _kinds(wanted):
        rows = _rows(user, wanted, kind)
        parts[kind] = due_items[kind].ordered(rows, newest=wanted.met)[:upto]
    return united(parts)


def _rows(user: Any, wanted: Wanted, kind: str) -> Any:
    source = due_items[kind]
    rows = source.found(user=user, is_open=not wanted.met, whole=not wanted.kind)
    return narrowed(source, rows, user, wanted)


def narrowed(source: DueSource, rows: Any, user: Any, wanted: Wanted) -> Any:
    """The rows that are asked for by whose they are, of which organisation, in which dossier."""
    if wanted.whose == "mij":
        rows = rows.filter(source.owned_by(user))
    elif wanted.whose == "ons":
        rows = rows.filter(source.of_organisation(user.organisation_id))
    paths = source.paths()
    if wanted.organisation:
        rows = rows.filter((f"{paths['organisation_code']}__iexact", wanted.organisation))
    if wanted.dossier:
        year, _dash, serial = wanted.dossier.partition("-")
        if not (year.isdecimal() and serial.isdecimal() and len(wanted.dossier) < 12):
            return rows.none()
        number = {paths["dossier_year"]: int(year), paths["dossier_serial"]: int(serial)}
        rows = rows.filter(**number)
    return rows


def _plain(text: str) -> str:
    return text.replace("\0", "").strip().removeprefix("@")[:40]
