"""Saved views with how much stands in them, and whether they still read as they were saved."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from coordination.kit.capped import count_capped, shown_count

from ..models import SavedView, User
from ..saved import lists, named

SHOWN = 12
"""So many stand on the first screen."""


@dataclass(frozen=True)
class ViewRow:
    """`count` is capped ("99+"), empty where it was not asked or `faults` make it wrong."""

    view: SavedView
    label: str
    url: str
    mine: bool
    count: str = ""
    faults: tuple[str, ...] = ()


def views_for(user: User, *, place: str = "") -> list[SavedView]:
    """Her own first, then those of colleagues, of lists that she may read."""
    places = [place] if place in lists else lists.names()
    readable = [name for name in places if user.may(lists[name].action)]
    rows = SavedView.objects.visible_to(user).filter(place__in=readable)
    found = list(rows.select_related("owner__organisation").order_by("name", "created_at", "pk"))
    return sorted(found, key=lambda view: view.owner_id != user.pk)


def view_rows(user: User, views: Iterable[SavedView], *, now: datetime) -> list[ViewRow]:
    """The views with counts and faults: a query for all counts, and one per kind of name."""
    views = list(views)
    faults = _faults(user, views)
    piles = [list(lists[one.place].found(user, QueryDict(one.query), now)) for one in views]
    counts = count_capped(piles)
    return [
        ViewRow(
            view=view,
            label=str(lists[view.place].label),
            url=address_of(view),
            mine=view.owner_id == user.pk,
            count="" if faults[view.pk] else shown_count(count),
            faults=tuple(faults[view.pk]),
        )
        for view, count in zip(views, counts, strict=True)
    ]


def names_only(user: User) -> list[ViewRow]:
    """The first of hers for the first screen, without counts. One query."""
    return [
        ViewRow(view, str(lists[view.place].label), address_of(view), view.owner_id == user.pk)
        for view in views_for(user)[:SHOWN]
    ]


def address_of(view: SavedView) -> str:
    address = reverse(lists[view.place].url_name)
    return f"{address}?{view.query}" if view.query else address


def _faults(user: User, views: list[SavedView]) -> dict[Any, list[str]]:
    """What a view asks for that its list does not know any more, or that she may not see."""
    asked: dict[str, set[str]] = {}
    for view in views:
        for kind, code in _names(view):
            asked.setdefault(kind, set()).add(code)
    known = {kind: named[kind].known(user, codes) for kind, codes in asked.items()}
    found: dict[Any, list[str]] = {}
    for view in views:
        said = [
            _("%(kind)s “%(code)s” is not there any more, or not for you.")
            % {"kind": str(named[kind].label).capitalize(), "code": code}
            for kind, code in _names(view)
            if code.casefold() not in {one.casefold() for one in known[kind]}
        ]
        if _understood(view) != QueryDict(view.query).dict():
            said.append(_("Part of this filter is not understood any more."))
        found[view.pk] = said
    return found


def _understood(view: SavedView) -> dict[str, Any]:
    return QueryDict(lists[view.place].read(QueryDict(view.query))).dict()


def _names(view: SavedView) -> list[tuple[str, str]]:
    query = QueryDict(view.query)
    filters = lists[view.place].names
    return [(kind, str(query[key])) for key, kind in filters.items() if query.get(key)]
