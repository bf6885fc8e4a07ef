"""The list of dossiers and what it can be narrowed by."""

import re
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from coordination.kit.matching import starts_word, words

from ..models import Dossier

_NUMBER = re.compile(r"(\d{4})-(\d{1,6})")


@dataclass(frozen=True)
class DossierFilter:
    """Empty fields do not narrow. `state` is open, closed or all."""

    text: str = ""
    kind: str = ""
    owner: Any = None
    state: str = "open"
    mine: bool = False


def list_dossiers(user: Any, wanted: DossierFilter) -> QuerySet[Dossier]:
    """Dossiers she may see, newest first; `mine` are those in which she has a part."""
    found = Dossier.objects.visible_to(user).select_related("owner")
    if wanted.mine:
        found = found.with_part(user)
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    if wanted.owner:
        found = found.filter(owner=wanted.owner)
    if wanted.state in {"open", "closed"}:
        found = found.filter(closed_at__isnull=wanted.state == "open")
    return found.filter(_about(wanted.text)).order_by("-year", "-serial")


def by_number(number: str) -> Dossier | None:
    """The dossier with this shown number, whoever asks; for the verb that breaks the glass."""
    match = _NUMBER.fullmatch(number.strip())
    if match is None:
        return None
    return Dossier.objects.filter(year=int(match[1]), serial=int(match[2])).first()


def _about(text: str) -> Q:
    """Every word starts a word of the title; a number names the dossier itself."""
    match = _NUMBER.fullmatch(text.strip())
    if match:
        return Q(year=int(match[1]), serial=int(match[2]))
    condition = Q()
    for word in words(text):
        condition &= Q(title__iregex=starts_word(word))
    return condition
