"""Which views of the register can be saved."""

from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from coordination.people.saved import SavedList, lists

from .queries import Filters, list_decisions


def _found(user: Any, query: QueryDict, now: datetime) -> list[Any]:
    return [list_decisions(user, Filters.read(query))]


lists.add(
    "decisions",
    SavedList(
        label=_("Decisions"),
        url_name="decisions:list",
        action="decisions.read",
        read=lambda query: Filters.read(query).address(),
        found=_found,
        names={"body": "body", "dossier": "dossier"},
    ),
    order=20,
)
