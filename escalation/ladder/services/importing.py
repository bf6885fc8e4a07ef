"""Levels that were set elsewhere, read in from a list as historic determinations."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import IO, Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from simple_history.utils import bulk_create_with_history

from coordination.audit.deeds import deed, record
from coordination.kit.history import save_as
from coordination.kit.moments import midnight
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.people.models import User
from escalation.regions.models import Region

from ..models import Determination, Ladder, Level
from ..queries.ladders import with_levels
from ..reading import Listing, Row, Trouble, Wrong, read_levels

CHUNK = 1024 * 1024


@dataclass
class Imported:
    """What became of a list; `skipped` lines are named among the troubles, the first hundred."""

    rows: int = 0
    added: int = 0
    unchanged: int = 0
    replaced: int = 0
    skipped: int = 0
    first_day: date | None = None
    last_day: date | None = None
    read_at: datetime | None = None
    troubles: list[Trouble] = field(default_factory=list)


class NotImported(Refusal):
    """All rows were asked for and some are not right; `imported` names them."""

    def __init__(self, imported: Imported) -> None:
        sentence = ngettext(
            "Nothing was added: %(count)d line is not right.",
            "Nothing was added: %(count)d lines are not right.",
            imported.skipped,
        )
        super().__init__(sentence % {"count": imported.skipped}, field="upload")
        self.imported = imported
        self.details = [(one.line, one.sentence) for one in imported.troubles]


Place = tuple[UUID, date]


@deed
def import_determinations(
    *,
    file: IO[bytes],
    name: str,
    by: User | None,
    at: datetime,
    whole: bool = True,
    replace: bool = False,
) -> Imported:
    """Historic determinations of what stands in the file; the same file twice adds nothing.

    With `whole` all rows or none. With `replace` a historic level that the list says otherwise
    makes way; one that was decided here never does.
    """
    if by is not None and not by.may("levels.determine"):
        raise NotAllowed(_("Your role does not read in levels."))
    digest = _digest(file)
    listing = read_levels(file, today=timezone.localtime(at).date())
    taken = _Taking(listing, by=by, at=at, replace=replace)
    taken.look()
    done = taken.done
    if listing.wrong and (whole or not (taken.new or done.unchanged)):
        done.added = done.replaced = 0
        raise NotImported(done)
    _keep(taken, by=by, at=at)
    done.read_at = at
    record(
        "ladder.determinations_imported", None, by=by, at=at, name=name[:80], sha256=digest,
        rows=done.rows, added=done.added, replaced=done.replaced, unchanged=done.unchanged,
        skipped=done.skipped,
    )  # fmt: skip
    return done


class _Taking:
    """What of a list is new, against what stands here."""

    def __init__(self, listing: Listing, *, by: User | None, at: datetime, replace: bool) -> None:
        self.listing, self.by, self.at, self.replace = listing, by, at, replace
        self.new: dict[Place, Determination] = {}
        self.gone: list[Determination] = []
        self.done = Imported()

    def look(self) -> None:
        codes = {row.region for row in self.listing.rows}
        self.regions = {one.code: one for one in self._regions(codes)}
        self.ladders = list(with_levels(Ladder.objects.adopted().order_by("valid_from")))
        self.standing = self._standing()
        for row in self.listing.rows:
            try:
                self._take(row)
            except Wrong as wrong:
                self.listing.add(row.line, wrong.reason, wrong.value)
        days = [day for _region, day in self.new]
        self.done.first_day, self.done.last_day = min(days, default=None), max(days, default=None)
        self.done.rows, self.done.skipped = self.listing.read, self.listing.wrong
        self.done.troubles = sorted(self.listing.troubles, key=lambda one: one.line)
        self.done.replaced = len(self.gone)
        self.done.added = len(self.new) - len(self.gone)

    def _regions(self, codes: set[str]) -> Iterable[Region]:
        """Under lock, so that two lists, or a list and a sitting, come one after the other."""
        rows = Region.objects.all() if self.by is None else Region.objects.visible_to(self.by)
        keys = list(rows.filter(code__in=codes).values_list("pk", flat=True))
        found = Region.objects.filter(pk__in=keys)
        return found.select_for_update().order_by("pk")

    def _standing(self) -> dict[Place, Determination]:
        days = [row.day for row in self.listing.rows]
        if not days:
            return {}
        span = Q(in_force_at__gte=midnight(min(days)), in_force_at__lt=_end(max(days)))
        rows = Determination.objects.standing().filter(span, region__in=self.regions.values())
        rows = rows.select_related("level", "region").order_by("in_force_at", "determined_at", "pk")
        return {(one.region_id, timezone.localdate(one.in_force_at)): one for one in rows}

    def _take(self, row: Row) -> None:
        region = self.regions.get(row.region)
        if region is None:
            raise Wrong("region", row.region)
        level = self._level(row, region)
        place = region.pk, row.day
        twin, stands = self.new.get(place), self.standing.get(place)
        if twin is not None:
            if twin.level_id != level.pk:
                raise Wrong("twice", region.code)
            self.done.unchanged += 1
        elif stands is None:
            self.new[place] = self._made(row, region, level)
        elif stands.level is not None and stands.level.rank == level.rank:
            self.done.unchanged += 1
        elif not stands.basis:
            raise Wrong("decided", _stands(stands))
        elif self.replace:
            self.gone.append(stands)
            self.new[place] = self._made(row, region, level)
        else:
            raise Wrong("stands", _stands(stands))

    def _level(self, row: Row, region: Region) -> Level:
        """By number, by name, or by both where they are of one level; a sheet may say 4.0."""
        ladder = next((one for one in self.ladders if _holds(one, region, row.day)), None)
        if ladder is None:
            raise Wrong("ladder", f"{region.code}, {row.day}")
        levels: list[Level] = list(ladder.levels.all())
        by_rank = {str(one.rank): one for one in levels}
        by_name = {_plain(name): one for one in levels for name in (one.name_nl, one.name_en)}
        named = by_name.get(_plain(row.name))
        found = by_rank.get(row.level.removesuffix(".0")) or by_name.get(_plain(row.level))
        if found is None and not row.level:
            found = named
        if found is None:
            raise Wrong("level", row.level or row.name)
        if named is not None and named != found:
            raise Wrong("contradicts", f"{row.level}, {row.name}")
        return found

    def _made(self, row: Row, region: Region, level: Level) -> Determination:
        return Determination(
            region=region, level=level, basis=row.basis, source=row.source,
            in_force_at=midnight(row.day), determined_at=self.at, determined_by=self.by,
            published_at=self.at, published_by=self.by,
        )  # fmt: skip


def _digest(file: IO[bytes]) -> str:
    found = hashlib.sha256()
    while chunk := file.read(CHUNK):
        found.update(chunk)
    file.seek(0)
    return found.hexdigest()


def _keep(taken: _Taking, *, by: User | None, at: datetime) -> None:
    for row in taken.gone:
        row.withdrawn_at, row.withdrawn_by = at, by
        row.version += 1
        save_as(row, by=by, at=at)
    made = sorted(taken.new.values(), key=lambda one: (one.in_force_at, str(one.region_id)))
    bulk_create_with_history(made, Determination, default_user=by, default_date=at)
    counts = Counter(row.region_id for row in made)
    for region in taken.regions.values():
        if counts[region.pk]:
            record(
                "ladder.levels_imported", region, by=by, at=at, dossier=region.pk, part=True,
                levels=counts[region.pk],
            )  # fmt: skip


def _holds(ladder: Ladder, region: Region, day: date) -> bool:
    return (
        ladder.scope == region.scope
        and ladder.valid_from is not None
        and ladder.valid_from <= day
        and (ladder.valid_to is None or day <= ladder.valid_to)
    )


def _stands(row: Determination) -> str:
    level = str(row.level) if row.level else _("no level")
    return _("%(region)s stands at %(level)s") % {"region": row.region.code, "level": level}


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace("-", " ").replace("_", " ").split())


def _end(day: date) -> Any:
    return timezone.make_aware(datetime.combine(day, time(23, 59, 59)))
