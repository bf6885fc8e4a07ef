"""The list of dossiers and what it can be narrowed by."""

import re
from dataclasses import dataclass
from typing import Any, Self

from django.db.models import Q, QuerySet
from django.http import QueryDict

from coordination.kit.matching import starts_word, words
from coordination.people.models import Organisation

from ..models import Dossier, DossierKind

NUMBER = re.compile(r"(\d{4})-(\d{1,6})")


STATES = ("open", "closed", "all")


@dataclass(frozen=True)
class DossierFilter:
    """Empty fields do not narrow. `state` is open, closed or all."""

    text: str = ""
    kind: str = ""
    owner: Any = None
    state: str = "open"
    mine: bool = False

    @classmethod
    def read(cls, query: QueryDict) -> Self:
        """The filters of an address; nonsense narrows nothing."""
        kind, state = query.get("soort", ""), query.get("stand", "open")
        return cls(
            text=query.get("q", "").replace("\0", "")[:200],
            kind=kind if kind in DossierKind.values else "",
            owner=_owner(query.get("eigenaar", "")),
            state=state if state in STATES else "open",
            mine=query.get("mijn") == "1",
        )

    def address(self) -> str:
        """The query string of these filters."""
        query = QueryDict(mutable=True)
        for name, value in (
            ("q", self.text),
            ("soort", self.kind),
            ("eigenaar", self.owner.code if self.owner else ""),
            ("stand", "" if self.state == "open" else self.state),
            ("mijn", "1" if self.mine else ""),
        ):
            if value:
                query[name] = value
        return query.urlencode()


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
    match = NUMBER.fullmatch(number.strip())
    if match is None:
        return None
    return Dossier.objects.filter(year=int(match[1]), serial=int(match[2])).first()


def _owner(code: str) -> Organisation | None:
    if not code or not code.isprintable():
        return None
    return Organisation.objects.filter(code=code[:20]).first()


def _about(text: str) -> Q:
    """Every word starts a word of the title; a number names the dossier itself."""
    match = NUMBER.fullmatch(text.strip())
    if match:
        return Q(year=int(match[1]), serial=int(match[2]))
    condition = Q()
    for word in words(text):
        condition &= Q(title__iregex=starts_word(word))
    return condition
