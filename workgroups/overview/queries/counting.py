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

from .attention import Mark, knows_silence, late_points
from .listing import list_issues
from .wanted import ALL, NOBODY, Wanted


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


def per_owner(user: Any, *, now: datetime, today: date) -> list[Tally]:
    """The open dossiers she may see, by the kind and code of their owner: three questions."""
    marks = _open(user, now, today)
    groups: dict[str, list[Mark]] = defaultdict(list)
    for one in marks:
        groups[one.owner].append(one)
    owners = Organisation.objects.filter(code__in=groups).order_by("kind", "code")
    rows = [Tally(one.pk, one.code, one.name, _address(owner=one.code)) for one in owners]
    return _tallied(rows, groups, user, today)


def per_sector(user: Any, *, now: datetime, today: date) -> list[Tally]:
    """The same by sector, those without one last; a dossier counts in each of its sectors."""
    found = {one.key: one for one in _open(user, now, today)}
    pairs = set(_in_sectors(user))
    pairs |= {(NOBODY, key) for key in found.keys() - {key for _code, key in pairs}}
    groups: dict[str, list[Mark]] = defaultdict(list)
    for code, key in pairs:
        if key in found:
            groups[code].append(found[key])
    rows = [
        Tally(one.pk, one.code, one.name, _address(sector=one.code))
        for one in sorted(Sector.objects.filter(code__in=groups), key=str)
    ]
    if NOBODY in groups:
        rows.append(Tally(None, NOBODY, _("no sector"), _address(sector=NOBODY)))
    return _tallied(rows, groups, user, today)


def _open(user: Any, now: datetime, today: date) -> list[Mark]:
    return list_issues(user, Wanted(kind=ALL, sort="number"), now=now, today=today).rows


def _tallied(
    rows: list[Tally], groups: dict[str, list[Mark]], user: Any, today: date
) -> list[Tally]:
    """The rows with the sums of the dossiers of each."""
    late = dict(_late(user, today=today))
    for row in rows:
        marks = groups[row.code]
        row.dossiers = len(marks)
        row.without_primacy = sum(one.nobody for one in marks)
        row.late = sum(late.get(one.key, 0) for one in marks)
        row.silent = sum(one.silent for one in marks) if knows_silence(user) else None
    return rows


def _late_of(user: Any, *, today: Any) -> Any:
    """How many points are late in each dossier, by its key as text."""
    rows = late_points(user, today).order_by().values("dossier").annotate(number=Count("pk"))
    return rows.values_list(Cast("dossier", CharField()), "number")


def _in_sectors_of(user: Any) -> Any:
    """The code of each sector with each dossier that holds a measure for it."""
    measures = Measure.objects.visible_to(user).in_use().exclude(sectors=None).order_by()
    return measures.values_list("sectors__code", Cast("dossier", CharField()))


_late = PreparedForReader(_late_of, today=DateField())
_in_sectors = PreparedForReader(_in_sectors_of)


def _address(**narrowed: Any) -> str:
    """Of the rows that are counted: of every kind, also of regions."""
    return Wanted(kind=ALL, **narrowed).address()
