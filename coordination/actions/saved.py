"""Which views of the list of action points can be saved."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from coordination.people.saved import SavedList, lists

from .queries.filters import Filters, find_points
from .queries.owners import named_organisations


def _found(user: Any, query: QueryDict, now: datetime) -> list[Any]:
    """The owner is looked for in the query itself, so that many views cost no query each."""
    wanted = Filters.read(query)
    rows = find_points(user, replace(wanted, owner=""), now=now)
    if wanted.owner:
        rows = rows.filter(owner_organisation__in=named_organisations(wanted.owner))
    return [rows]


lists.add(
    "actions",
    SavedList(
        label=_("Action points"),
        url_name="actions:list",
        action="actions.read",
        read=lambda query: Filters.read(query).address(),
        found=_found,
        names={"owner": "organisation", "body": "body", "dossier": "dossier"},
    ),
    order=10,
)
