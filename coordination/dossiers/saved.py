"""Which views of the list of dossiers can be saved, and what a number of a dossier names."""

from datetime import datetime
from typing import Any

from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from coordination.people.saved import Named, SavedList, lists, named

from .models import Dossier
from .queries.lists import NUMBER, DossierFilter, list_dossiers


def _found(user: Any, query: QueryDict, now: datetime) -> list[Any]:
    return [list_dossiers(user, DossierFilter.read(query))]


def _numbers(user: Any, codes: set[str]) -> set[str]:
    """Those of dossiers that she may see. What is no number at all names nothing."""
    anyhow = Q(pk__in=[])
    for match in filter(None, map(NUMBER.fullmatch, codes)):
        anyhow |= Q(year=int(match[1]), serial=int(match[2]))
    known = {dossier.number for dossier in Dossier.objects.visible_to(user).filter(anyhow)}
    return {code for code in codes if _whole(code) in known}


def _whole(code: str) -> str:
    """As it is shown: 2020-42 is 2020-0042."""
    match = NUMBER.fullmatch(code)
    return f"{int(match[1])}-{int(match[2]):04}" if match else code


named.add("dossier", Named(_("dossier"), _numbers))
lists.add(
    "dossiers",
    SavedList(
        label=_("Dossiers"),
        url_name="dossiers:list",
        action="dossiers.read",
        read=lambda query: DossierFilter.read(query).address(),
        found=_found,
        names={"eigenaar": "organisation"},
    ),
    order=40,
)
