"""The open dossiers counted per owner, and per sector that a measure in them is for."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import CharField, Count, DateField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from coordination.dossiers.queries.prepared import PreparedForReader
from coordination.measures.models import Measure, Sector
from coordination.people.models import Organisation

from .attention import knows_silence, late_points
from .listing import list_issues
from .wanted import ALL, NOBODY, Wanted


@dataclass(frozen=True)
class Standing:
    """What of one open dossier is counted."""

    owner: str
    loose: bool
    late: int
    silent: bool


@dataclass
class Tally:
    """How the open dossiers of one owner or sector stand; `address` is the filter that shows them.

    `pk` and `code` are None and "-" for the dossiers without a sector; `silent` is None for who is
    not told.
    """

    pk: UUID | None
    code: str
    name: str
    address: str
    dossiers: int = 0
    without_primacy: int = 0
    late: int = 0
    silent: int | None = None

    def add(self, one: Standing) -> None:
        self.dossiers += 1
        self.without_primacy += one.loose
        self.late += one.late
        if self.silent is not None:
            self.silent += one.silent


def per_owner(user: Any, *, now: datetime, today: date) -> list[Tally]:
    """The open dossiers she may see, by the kind and code of their owner: three questions."""
    groups: dict[str, list[Standing]] = defaultdict(list)
    for one in _standing(user, now, today).values():
        groups[one.owner].append(one)
    owners = Organisation.objects.filter(code__in=groups).order_by("kind", "code")
    return [
        _tally(Tally(one.pk, one.code, one.name, _address(owner=one.code)), groups, user)
        for one in owners
    ]


def per_sector(user: Any, *, now: datetime, today: date) -> list[Tally]:
    """The same by sector, those without one last; a dossier counts in each of its sectors."""
    found = _standing(user, now, today)
    measures = Measure.objects.visible_to(user).in_use().exclude(sectors=None).order_by()
    marks = set(measures.values_list("sectors__code", "dossier"))
    marks |= {(NOBODY, key) for key in found.keys() - {key for _code, key in marks}}
    groups: dict[str, list[Standing]] = defaultdict(list)
    for code, key in marks:
        if key in found:
            groups[code].append(found[key])
    rows = [
        Tally(one.pk, one.code, one.name, _address(sector=one.code))
        for one in sorted(Sector.objects.filter(code__in=groups), key=str)
    ]
    if NOBODY in groups:
        rows.append(Tally(None, NOBODY, _("no sector"), _address(sector=NOBODY)))
    return [_tally(row, groups, user) for row in rows]


def _tally(row: Tally, groups: dict[str, list[Standing]], user: Any) -> Tally:
    if knows_silence(user):
        row.silent = 0
    for one in groups[row.code]:
        row.add(one)
    return row


def _standing(user: Any, now: datetime, today: date) -> dict[UUID, Standing]:
    """How each open dossier stands that she may see: two questions."""
    late = dict(_late(user, today=today))
    return {
        UUID(one.key): Standing(one.owner, one.nobody, late.get(one.key, 0), one.silent)
        for one in list_issues(user, Wanted(kind=ALL), now=now, today=today).rows
    }


def _late_of(user: Any, *, today: Any) -> Any:
    """How many points are late in each dossier, by its key as text."""
    rows = late_points(user, today).order_by().values("dossier").annotate(number=Count("pk"))
    return rows.values_list(Cast("dossier", CharField()), "number")


_late = PreparedForReader(_late_of, today=DateField())


def _address(**narrowed: Any) -> str:
    """Of the rows that are counted: of every kind, also of regions."""
    return Wanted(kind=ALL, **narrowed).address()
