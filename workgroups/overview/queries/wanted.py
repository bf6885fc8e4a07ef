"""What the overview is narrowed and sorted by, as it stands in the address."""

from dataclasses import dataclass, replace
from typing import Any, Self

from django.http import QueryDict

from coordination.dossiers.models import DossierKind
from coordination.kit.http import number_in

MOST_WEEKS = 520
NOBODY = "-"
ALL = "all"
ATTENTION = "attention"
SORTS = (ATTENTION, "number", "title", "owner", "silent", "late", "meeting", "decision")


@dataclass(frozen=True)
class Wanted:
    """What the overview is narrowed and sorted by; empty fields do not narrow.

    `owner` and `primacy` are codes, `primacy` may be "-" for nobody; `sector` is the code of one
    that a measure in it is for, or "-" for none; `kind` is one kind or "all"; `weeks` is how long
    it has been silent at least; `needs_team`: several ministries are at work and there is no team.
    """

    text: str = ""
    owner: str = ""
    primacy: str = ""
    kind: str = ""
    sector: str = ""
    state: str = "open"
    weeks: int = 0
    late: bool = False
    needs_team: bool = False
    sort: str = ATTENTION
    down: bool = False

    @classmethod
    def read(cls, query: QueryDict) -> Self:
        """The filters of an address; what makes no sense does not narrow."""
        state, sort = query.get("stand", "open"), query.get("sorteer", "")
        kind = query.get("soort", "")
        return cls(
            text=query.get("q", "").replace("\0", "").strip()[:200],
            owner=query.get("eigenaar", "").replace("\0", "").strip()[:20],
            primacy=query.get("primaat", "").replace("\0", "").strip()[:20],
            kind=kind if kind in (ALL, *DossierKind.values) else "",
            sector=query.get("sector", "").replace("\0", "").strip()[:40],
            state=state if state in {"open", "closed", "all"} else "open",
            weeks=min(number_in(query, "stil"), MOST_WEEKS),
            late=query.get("telaat") == "1",
            needs_team=query.get("zonderteam") == "1",
            sort=sort.removeprefix("-") if sort.removeprefix("-") in SORTS else ATTENTION,
            down=sort.startswith("-"),
        )

    def address(self, **changed: Any) -> str:
        """The query string of these filters, with `changed` in their place."""
        wanted, query = replace(self, **changed), QueryDict(mutable=True)
        order = f"-{wanted.sort}" if wanted.down else wanted.sort
        for key, value in (
            ("q", wanted.text),
            ("eigenaar", wanted.owner),
            ("primaat", wanted.primacy),
            ("soort", wanted.kind),
            ("sector", wanted.sector),
            ("stand", "" if wanted.state == "open" else wanted.state),
            ("stil", str(wanted.weeks or "")),
            ("telaat", "1" if wanted.late else ""),
            ("zonderteam", "1" if wanted.needs_team else ""),
            ("sorteer", "" if order == ATTENTION else order),
        ):
            if value:
                query[key] = value
        return query.urlencode()

    @property
    def narrows(self) -> bool:
        return replace(self, sort=ATTENTION, down=False) != type(self)()

    @property
    def types(self) -> bool:
        """Something in it was typed or picked from what is entered: it can be anything."""
        return bool(self.text or self.owner or self.primacy or self.sector)

    @property
    def folds(self) -> bool:
        """Dossiers of regions are counted in one line: no kind and no word asks for them."""
        return not self.kind and not self.text
