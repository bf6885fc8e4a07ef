"""Keep what was read: what is new, what was corrected, and what stands out of it."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Max, Min

from coordination.audit.deeds import deed, record
from coordination.kit.bulk import insert_new
from coordination.kit.clock import machine_at
from coordination.kit.work import WorkStatus, held
from coordination.people.models import User

from ..arrivals import Arrival, tell
from ..models import (
    Indicator,
    Observation,
    ObservationImport,
    Origin,
    Outlier,
    Region,
)
from ..outlying import AFTER, BEFORE, expected_of
from ..queries import generated_among, standing_figures
from ..reading.reader import Reading
from ..reading.sums import DAY_ZERO, Sums, day_at


@dataclass
class Kept:
    """What became of the figures of a file."""

    added: int = 0
    revised: int = 0
    unchanged: int = 0
    replaced: int = 0
    places: set[int] = field(default_factory=set)
    cleared: set[int] = field(default_factory=set)
    """The first and last day of generated figures that gave way."""
    regions: dict[UUID, Region] = field(default_factory=dict)
    indicators: dict[UUID, Indicator] = field(default_factory=dict)


@deed
def store_reading(
    *, importing: ObservationImport, reading: Reading, by: User | None, at: datetime
) -> ObservationImport:
    """Add what is new and what was corrected, or nothing where that was chosen; all at once.

    A figure is new or corrected against what was reported up to the moment it was known, so the
    same file again adds nothing, whatever was done by hand since. Refuses when another worker
    took the file over.
    """
    importing = held(importing)
    problems = reading.problems
    indicators = _locked(reading.sums)
    _compare(importing, reading)
    if reading.sums is not None and _usable(importing, reading, indicators):
        kept = _Storing(importing, reading, indicators, at).store()
        _note(importing, reading, kept, at)
        record(
            "regions.imported",
            importing,
            by=by,
            at=at,
            added=kept.added,
            revised=kept.revised,
            skipped=problems.total,
        )
        _tell(kept, by, at)
    else:
        importing.status = WorkStatus.REFUSED
        _note(importing, reading, Kept(), at)
        record("regions.import_refused", importing, by=by, at=at, problems=problems.total)
    return importing


def _usable(importing: ObservationImport, reading: Reading, indicators: list[Indicator]) -> bool:
    problems = reading.problems
    if reading.sums is None or (importing.whole and problems.total):
        return False
    if not reading.sums.known:
        problems.add(0, "nothing")
        return False
    standing = generated_among(one.code for one in indicators)
    if standing and not importing.generated and not importing.replace_generated:
        problems.add(0, "generated", ", ".join(standing))
        return False
    return True


def _locked(sums: Sums | None) -> list[Indicator]:
    """Those of the file, one file at a time: two that compare at once would both add the same."""
    named = {indicator for _region, indicator in sums.arrays} if sums else set()
    rows = Indicator.objects.select_for_update(no_key=True).filter(code__in=named)
    return list(rows.order_by("code"))


def _compare(importing: ObservationImport, reading: Reading) -> None:
    """A file with fewer parts of regions than the one before may have been cut off."""
    if not reading.parts or reading.layout is None:
        return
    same = ObservationImport.objects.filter(status=WorkStatus.DONE, layout=reading.layout.name)
    before = same.filter(parts__gt=0).order_by("-known_at", "-created_at", "-pk").first()
    if before is not None and before.parts > reading.parts:
        reading.problems.warn("fewer_parts", f"{reading.parts} / {before.parts}")


class _Storing:
    """One file into the table, a region and an indicator at a time."""

    def __init__(
        self,
        importing: ObservationImport,
        reading: Reading,
        indicators: list[Indicator],
        at: datetime,
    ) -> None:
        assert reading.sums is not None
        assert reading.known_at is not None
        self.importing, self.sums, self.at = importing, reading.sums, at
        self.known_at: datetime = reading.known_at
        self.origin = Origin.GENERATED if importing.generated else Origin.REPORTED
        self.indicators = {one.code: one for one in indicators}
        self.regions = {one.code: one for one in Region.objects.all()}
        self.kept = Kept()

    def store(self) -> Kept:
        if not self.importing.generated:
            for code in generated_among(self.indicators):
                self._clear(self.indicators[code])
        for key in sorted(self.sums.arrays):
            self._store(self.regions[key[0]], self.indicators[key[1]], key)
        return self.kept

    def _clear(self, indicator: Indicator) -> None:
        """Generated figures go as a whole, with what was done to them by hand."""
        rows = Observation.objects.filter(indicator=indicator)
        span = rows.aggregate(first=Min("day"), last=Max("day"))
        self.kept.cleared |= {(day - DAY_ZERO).days for day in span.values() if day is not None}
        self.kept.regions |= {one.pk: one for one in self.regions.values()}
        self.kept.indicators[indicator.pk] = indicator
        self.kept.replaced += rows.filter(origin=Origin.GENERATED).count()
        Outlier.objects.filter(observation__indicator=indicator).delete()
        rows.delete()

    def _store(self, region: Region, indicator: Indicator, key: tuple[str, str]) -> None:
        figures = dict(self.sums.figures(key))
        if not figures:
            return
        span = day_at(min(figures) - BEFORE), day_at(max(figures) + AFTER)
        standing = standing_figures(region, indicator, *span, self.known_at)
        changed = {at: value for at, value in figures.items() if standing.get(at) != value}
        new = [place for place in changed if place not in standing]
        self.kept.added += len(new)
        self.kept.revised += len(changed) - len(new)
        self.kept.unchanged += len(figures) - len(changed)
        if not changed:
            return
        self.kept.places |= {min(changed), max(changed)}
        self.kept.regions[region.pk] = region
        self.kept.indicators[indicator.pk] = indicator
        self._add(region, indicator, changed)
        self._flag(region, indicator, set(changed), {**standing, **changed})

    def _add(self, region: Region, indicator: Indicator, changed: dict[int, int]) -> None:
        facts = {
            "region": region.pk,
            "indicator": indicator.pk,
            "known_at": self.known_at,
            "recorded_at": self.at,
            "origin": self.origin,
            "source": self.importing.pk,
        }
        same = {name: [value] * len(changed) for name, value in facts.items()}
        days = [day_at(place) for place in changed]
        values = [Decimal(value) / 100 for value in changed.values()]
        insert_new(Observation, {**same, "day": days, "value": values})

    def _flag(
        self, region: Region, indicator: Indicator, new: set[int], values: dict[int, int]
    ) -> None:
        """Those that stand out, unless the same figure was flagged before."""
        first, last = min(values), max(values)
        days = [values[at] / 100 if at in values else None for at in range(first, last + 1)]
        found = {day_at(at): expected_of(days, at - first) for at in sorted(new)}
        outlying = {day: expected for day, expected in found.items() if expected is not None}
        if not outlying:
            return
        mine = Outlier.objects.filter(observation__region=region, observation__indicator=indicator)
        flagged = set(mine.values_list("observation__day", "observation__value"))
        rows = Observation.objects.filter(
            source=self.importing, region=region, indicator=indicator, day__in=outlying
        )
        Outlier.objects.bulk_create(
            Outlier(observation=row, expected=Decimal(str(round(outlying[row.day], 2))))
            for row in rows.order_by("day")
            if (row.day, row.value) not in flagged
        )


def _note(importing: ObservationImport, reading: Reading, kept: Kept, at: datetime) -> None:
    if importing.status == WorkStatus.RUNNING:
        importing.status = WorkStatus.DONE
    importing.layout = reading.layout.name if reading.layout else ""
    importing.known_at = reading.known_at or importing.known_at
    importing.bytes_read, importing.rows_read = reading.bytes, reading.rows
    importing.added, importing.revised = kept.added, kept.revised
    importing.unchanged, importing.replaced = kept.unchanged, kept.replaced
    importing.skipped = reading.problems.total
    importing.report = [problem.kept() for problem in reading.problems.listed]
    importing.warnings = [problem.kept() for problem in reading.problems.warnings]
    importing.parts = reading.parts
    if kept.places:
        importing.first_day, importing.last_day = day_at(min(kept.places)), day_at(max(kept.places))
    importing.ended_at, importing.alive_at = at, machine_at(at)
    importing.save()


def _tell(kept: Kept, by: User | None, at: datetime) -> None:
    places = kept.places | kept.cleared
    if places:
        first, last = day_at(min(places)), day_at(max(places))
        tell(Arrival(kept.regions.values(), kept.indicators.values(), first, last, by, at))
