"""Which views of the list of due dates can be saved."""

from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from coordination.people.saved import SavedList, lists

from .queries.due import Wanted, rows_due


def _read(query: QueryDict) -> str:
    return Wanted.read(query).query


def _found(user: Any, query: QueryDict, now: datetime) -> list[Any]:
    return rows_due(user, Wanted.read(query))


lists.add(
    "due",
    SavedList(
        label=_("Due dates"),
        url_name="due:list",
        action="cycle.read",
        read=_read,
        found=_found,
        names={"organisatie": "organisation", "dossier": "dossier"},
    ),
    order=30,
)
