"""What is due, whatever it is: one shape for points, parts, reviews and deadlines.

    due_items.add("actions.point", DueSource(...), order=10)

An app above registers its own in its due_kinds.py. A source names its columns; one query gives its
rows as DueItem. Nothing is copied: a date stands once, on its noun.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import (
    DateField,
    DateTimeField,
    F,
    Field,
    IntegerField,
    Model,
    Q,
    TextField,
    TimeField,
    UUIDField,
)
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language

from coordination.kit.moments import day_of
from coordination.kit.registry import Registry
from coordination.kit.workdays import on_the_wall

from .stood import Stood

END_OF_DAY = dt.time(23, 59)
END_OF_WORK = dt.time(17)
"""What is due on a day is late after it; hours are counted back from the end of its work."""


class Dated:
    """What has a date: from when its hours are counted, and on which day it stands."""

    __slots__ = ()

    due_at: dt.datetime
    whole_day: bool
    meeting_at: dt.datetime | None

    @property
    def counted_from(self) -> dt.datetime:
        """The moment from which hours are counted back."""
        if not self.whole_day:
            return self.due_at
        return on_the_wall(dt.datetime.combine(timezone.localdate(self.due_at), END_OF_WORK))

    @property
    def day(self) -> dt.date:
        return day_of(self.due_at)


@dataclass(frozen=True, slots=True)
class DueDate(Dated):
    """A date by itself: a hundred thousand items share some hundred of them."""

    due_at: dt.datetime
    whole_day: bool
    meeting_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class DueItem(Dated):
    """Something that somebody owes by a moment. `version` changes with the date and only then."""

    kind: str
    pk: UUID
    number: str
    what: str
    due_at: dt.datetime
    whole_day: bool
    version: int
    is_open: bool
    dossier: UUID
    dossier_number: str
    dossier_title: str
    classified: bool
    organisation: UUID
    organisation_code: str
    person: UUID | None
    owner_names: tuple[str, str, str]
    body: UUID | None
    meeting_at: dt.datetime | None
    url_name: str
    page: UUID

    @property
    def url(self) -> str:
        return reverse(self.url_name, args=[self.page])

    @property
    def owner_label(self) -> str:
        """The organisation, and the post or the person where there is one."""
        post_nl, post_en, person = self.owner_names
        name = (post_en if get_language() == "en" else post_nl) or person
        return " ".join(filter(None, [self.organisation_code, f"({name})" if name else ""]))

    def is_late(self, now: dt.datetime) -> bool:
        return self.is_open and self.due_at < now


Row = dict[str, Any]
Paths = dict[str, str]
COLUMNS: dict[str, type[Field[Any, Any]]] = {
    "pk": UUIDField,
    "what": TextField,
    "due": DateField,
    "due_time": TimeField,
    "version": IntegerField,
    "series": TextField,
    "year": IntegerField,
    "serial": IntegerField,
    "dossier": UUIDField,
    "dossier_year": IntegerField,
    "dossier_serial": IntegerField,
    "dossier_title": TextField,
    "classification": TextField,
    "organisation": UUIDField,
    "organisation_code": TextField,
    "other_organisation": UUIDField,
    "other_organisation_code": TextField,
    "person": UUIDField,
    "person_function": TextField,
    "person_name": TextField,
    "holder": UUIDField,
    "post_nl": TextField,
    "post_en": TextField,
    "body": UUIDField,
    "meeting_at": DateTimeField,
    "page": UUIDField,
    "kind": TextField,
}
"""What is read of a row, and as what."""


@dataclass(frozen=True)
class FirstRule:
    """A reminder that an installation begins with: so many working days before or after.

    Before it, it names what is due; `audience` is one of the models' Audience.
    """

    number: int
    name_nl: str = ""
    name_en: str = ""
    after: bool = False
    audience: str = "owner"


@dataclass(frozen=True)
class DueSource:
    """Where rows of one kind come from; `columns` says under which path each column stands.

    `rows` are those that exist for others (no drafts), `open` those not yet met. `due` is a
    DateField, with `due_time` beside it where there is one, or a DateTimeField. Kinds that share
    a table are listed by one query: `whole` are the rows of all of them, `kinds` says which value
    of the column `kind` is which kind, and the others are `covered_by` this one. `rules` are those
    an installation begins with, for a coordinator to change; `then` how it is read of a moment.
    """

    label: Promise
    model: type[Model]
    rows: Q
    open: Q
    columns: Mapping[str, str]
    url_name: str
    then: Callable[[dt.datetime], Stood]
    by_day: bool = True
    dossier: str = "dossier"
    extra: Mapping[str, Any] = field(default_factory=dict)
    whole: Q | None = None
    kinds: Mapping[str, str] = field(default_factory=dict)
    covered_by: str = ""
    rules: tuple[FirstRule, ...] = ()

    def found(self, *, user: Any = None, is_open: bool | None = None, whole: bool = False) -> Any:
        """Rows she may see (all of them without a user), open ones or met ones."""
        rows: Any = self.model._default_manager.all()
        rows = (rows.visible_to(user) if user is not None else rows).filter(
            self.whole if whole and self.whole is not None else self.rows
        )
        if is_open is not None:
            rows = rows.filter(self.open) if is_open else rows.exclude(self.open)
        return rows.annotate(**self.extra) if self.extra else rows

    def between(self, rows: Any, since: dt.datetime | None, until: dt.datetime | None) -> Any:
        """Rows due from `since` to `until`; of days the whole day."""
        for bound, word in ((since, "gte"), (until, "lte")):
            if bound is not None:
                value = timezone.localdate(bound) if self.by_day else bound
                rows = rows.filter((f"{self.columns['due']}__{word}", value))
        return rows

    def owned_by(self, user: Any) -> Q:
        """Hers by name, or by the post she holds."""
        owned = Q((self.columns["person"], user.pk)) if "person" in self.columns else Q(pk=None)
        if "holder" in self.columns:
            owned |= Q((self.columns["holder"], user.pk))
        return owned

    def of_organisation(self, pk: UUID) -> Q:
        owned = Q((self.columns["organisation"], pk))
        if "other_organisation" in self.columns:
            owned |= Q((self.columns["other_organisation"], pk))
        return owned

    def ordered(self, rows: Any, *, newest: bool = False) -> Any:
        """By their moment; what has no hour is the end of its day."""
        order = [F(self.columns["due"]), *map(F, filter(None, [self.columns.get("due_time")]))]
        if newest:
            return rows.order_by(*(one.desc(nulls_first=True) for one in order), "pk")
        return rows.order_by(*(one.asc(nulls_last=True) for one in order), "pk")

    def items(
        self, kind: str, rows: Any, *, is_open: bool = True, paths: Paths | None = None
    ) -> Iterator[DueItem]:
        """The rows as items, which were asked for as open or as met: one query."""
        paths = self.paths() if paths is None else paths
        names = [name for name in COLUMNS if name in paths]
        for values in rows.values_list(*(paths[name] for name in names)):
            yield self.item(kind, dict(zip(names, values, strict=True)), is_open)

    def paths(self) -> dict[str, str]:
        to = f"{self.dossier}__"
        return {
            "pk": "pk",
            "dossier": f"{to}pk",
            "dossier_year": f"{to}year",
            "dossier_serial": f"{to}serial",
            "dossier_title": f"{to}title",
            "classification": f"{to}classification",
            **self.columns,
        }

    def item(self, kind: str, row: Row, is_open: bool) -> DueItem:
        """One row, by the names of COLUMNS; what a source does not have may be missing or None."""
        due_at, whole_day = self.moment(row["due"], row.get("due_time"))
        series = row.get("series")
        return DueItem(
            kind=self.kinds.get(row.get("kind") or "", kind),
            pk=row["pk"],
            number=f"{series}-{row['year']}-{row['serial']:02}" if series else "",
            what=row["what"],
            due_at=due_at,
            whole_day=whole_day,
            version=row.get("version") or version_of(row["due"]),
            is_open=is_open,
            dossier=row["dossier"],
            dossier_number=f"{row['dossier_year']}-{row['dossier_serial']:04}",
            dossier_title=row["dossier_title"],
            classified=bool(row["classification"]),
            organisation=row["organisation"] or row["other_organisation"],
            organisation_code=row["organisation_code"] or row.get("other_organisation_code") or "",
            person=row.get("person") or row.get("holder"),
            owner_names=(
                row.get("post_nl") or "",
                row.get("post_en") or "",
                row.get("person_function") or row.get("person_name") or "",
            ),
            body=row.get("body"),
            meeting_at=row.get("meeting_at"),
            url_name=self.url_name,
            page=row.get("page") or row["pk"],
        )

    def moment(self, due: dt.date | dt.datetime, time: dt.time | None) -> tuple[dt.datetime, bool]:
        """The moment of these two columns, and whether it is the end of a whole day."""
        if isinstance(due, dt.datetime):
            return due, False
        return _at(due, time or END_OF_DAY), time is None


def version_of(due: dt.date | dt.datetime) -> int:
    """A date is its own version: moved away and back again it was reminded of before."""
    return int(due.timestamp()) if isinstance(due, dt.datetime) else due.toordinal()


@lru_cache(maxsize=4_096)
def _at(day: dt.date, time: dt.time) -> dt.datetime:
    return on_the_wall(dt.datetime.combine(day, time))


due_items: Registry[DueSource] = Registry("due items")
