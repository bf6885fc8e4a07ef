"""The country at a moment: the level of each region, its figures, and what asks for a decision."""

import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from coordination.dossiers.asof import as_of
from coordination.people.models import User
from escalation.regions.models import Region, Scope

from ..models import Determination, Ladder, Level, Proposal, ProposalStatus
from .asked import Reach, kept_on, regions_seen, stage_of, what_waits
from .assessments import frozen, outcomes
from .ladders import adopted
from .standing import NOWHERE, Track, ranks_at, tracks, week_ends

FINE = 100


@dataclass(frozen=True, slots=True)
class Reading:
    """One figure of a region, in the unit of the ladder."""

    code: str
    value: float | None = None
    before: float | None = None
    rank: int = 0
    last: date | None = None
    known_at: datetime | None = None
    unknown: str = ""

    @property
    def decimals(self) -> int:
        """A hundred and more needs none."""
        return 0 if self.value is not None and self.value >= FINE else 1

    @property
    def change(self) -> int | None:
        """Per cent against one window earlier."""
        if self.value is None or not self.before:
            return None
        return round((self.value / self.before - 1) * 100)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A level that was determined and is not published yet; `stage` says what it waits for."""

    rank: int
    stage: str


@dataclass(slots=True)
class Place:
    """A region as it stands in the table and on the map."""

    region: Region
    rank: int
    name: str
    next_on: date | None
    weeks: tuple[int, ...]
    before: int
    basis: str = ""
    readings: list[Reading] = field(default_factory=list)
    ruled: int | None = None
    unknown: str = ""
    proposed: int | None = None
    pending: Waiting | None = None

    @property
    def url(self) -> str:
        return self.region.get_absolute_url()

    @property
    def asked(self) -> int | None:
        """The rank that lies ready to be set: of what was determined, else of the proposal."""
        return self.proposed if self.pending is None else self.pending.rank

    @property
    def over(self) -> bool:
        """The rule gives more than what stands."""
        return self.ruled is not None and self.ruled > self.rank

    @property
    def under(self) -> bool:
        return self.ruled is not None and 0 < self.ruled < self.rank


@dataclass(frozen=True, slots=True)
class Count:
    """How many regions stand on a level, and how many more than before the last change."""

    rank: int
    name: str
    number: int
    change: int


@dataclass(slots=True)
class Overview:
    """All that the page of the country says."""

    at: datetime
    day: date
    ladder: Ladder | None
    places: list[Place]
    counts: list[Count]
    changed_at: datetime | None
    figures_to: date | None
    known_at: datetime | None
    reconstructed: bool

    @property
    def changed(self) -> list[Place]:
        """The regions whose level the last determination changed."""
        return [place for place in self.places if place.before != place.rank]

    @property
    def inside(self) -> bool:
        """It holds something that is not published yet: no paper of it leaves the government."""
        return any(place.asked is not None for place in self.places)

    @property
    def bases(self) -> list[tuple[str, int]]:
        """How the levels that were read in from a list are known, and how many of each."""
        return sorted(Counter(place.basis for place in self.places if place.basis).items())

    @property
    def levels(self) -> list[Level]:
        return list(self.ladder.levels.all()) if self.ladder else []


def overview(user: User, *, at: datetime, now: datetime, reach: Reach = Reach.READER) -> Overview:
    """The regions `user` sees as they stood at `at`, by the ladder of that day.

    Where no ladder for regions holds on that day, the country by its own. What was known or
    published only later marks it as reconstructed.
    """
    public = reach is Reach.PUBLIC
    day = timezone.localtime(at).date()
    ladders = adopted()
    ladder = ladders.on(day)
    scope = ladder.scope if ladder else Scope.REGION
    regions = list(regions_seen(user, scope, now, reach))
    moments = week_ends(at)
    found = tracks(
        user, since=moments[0], until=at, free_at=now if public else None, ladders=ladders
    )
    changed_at = _last_change(found, at)
    places = [_place(one, found.get(one.pk, NOWHERE), at, changed_at, moments) for one in regions]
    by_key = {place.region.pk: place for place in places}
    _add_figures(by_key, user, ladder, day)
    if not public:
        _add_waiting(by_key, user, at, past=at < now)
    known = [r.known_at for place in places for r in place.readings if r.known_at is not None]
    known_at = max(known, default=None)
    published = [step.published_at for track in found.values() for step in track.steps[-1:]]
    later = known_at is not None and at < known_at
    return Overview(
        at=at,
        day=day,
        ladder=ladder,
        places=places,
        counts=_counts(places, ladder),
        changed_at=changed_at,
        figures_to=max(
            (r.last for p in places for r in p.readings if r.last and r.value is not None),
            default=None,
        ),
        known_at=known_at,
        reconstructed=at < now and (later or max(published, default=at) > at),
    )


def _place(
    region: Region, track: Track, at: datetime, changed_at: datetime | None, moments: list[datetime]
) -> Place:
    step = track.at(at)
    before = changed_at - timedelta(microseconds=1) if changed_at else at
    return Place(
        region=region,
        rank=step.rank if step else 0,
        name=step.name if step else "",
        next_on=step.next_on if step else None,
        basis=step.basis if step else "",
        weeks=ranks_at(track, moments),
        before=track.rank(before) if len(track.steps) > 1 else step.rank if step else 0,
    )


def _last_change(found: dict[uuid.UUID, Track], at: datetime) -> datetime | None:
    """When the last level was set that was another than before it."""
    changes = (
        step.start
        for track in found.values()
        for earlier, step in zip(track.steps, track.steps[1:], strict=False)
        if earlier.rank != step.rank and step.start <= at
    )
    return max(changes, default=None)


def _counts(places: Sequence[Place], ladder: Ladder | None) -> list[Count]:
    """One per level, the highest first; what has no level is one of its own where there is any."""
    now, before = Counter(p.rank for p in places), Counter(p.before for p in places)
    levels = list(ladder.levels.all()) if ladder else []
    names = {place.rank: place.name for place in places if place.rank}
    names |= {level.rank: level.name for level in levels}
    counts = [Count(n, names[n], now[n], now[n] - before[n]) for n in sorted(names, reverse=True)]
    if now[0]:
        counts.append(Count(0, "", now[0], now[0] - before[0]))
    return counts


def _add_figures(
    places: dict[uuid.UUID, Place], user: User, ladder: Ladder | None, day: date
) -> None:
    """What the rule says of that day: as it was kept, else as it is found now."""
    kept = list(kept_on(user, day=day))
    if kept:
        for one in kept:
            rank = one.level.rank if one.level else None
            _read(places.get(one.region_id), rank, one.unknown, one.figures)
        return
    if ladder is None:
        return
    for outcome in outcomes(ladder, [place.region for place in places.values()], [day]):
        verdict = outcome.verdict
        _read(places.get(outcome.region.pk), verdict.rank, verdict.unknown, frozen(verdict.figures))


def _read(
    place: Place | None, rank: int | None, unknown: str, figures: list[dict[str, Any]]
) -> None:
    if place is None:
        return
    place.ruled, place.unknown = rank, unknown
    place.readings = [
        Reading(
            code=figure["indicator"],
            value=figure["value"],
            before=figure.get("before"),
            rank=figure["rank"] or 0,
            last=parse_date(figure["to"]),
            known_at=parse_datetime(figure["known_at"]) if figure["known_at"] else None,
            unknown=figure.get("unknown", ""),
        )
        for figure in figures
    ]


def _add_waiting(places: dict[uuid.UUID, Place], user: User, at: datetime, *, past: bool) -> None:
    """Open proposals, and what was determined and is not published yet."""
    if user.only_partner:
        return
    for region, proposed, rank, second, told in _waited(places, at) if past else what_waits(user):
        place = places.get(region)
        if place is None:
            continue
        if proposed:
            place.proposed = rank
        else:
            place.pending = Waiting(rank or 0, stage_of(second=bool(second), told=bool(told)))


def _waited(places: dict[uuid.UUID, Place], at: datetime) -> Iterator[tuple[Any, ...]]:
    """The same of a moment that is past, from what stood then."""
    mine = list(places)
    opened = as_of(Proposal, at).filter(status=ProposalStatus.OPEN, region__in=mine)
    then = as_of(Determination, at).filter(region__in=mine, published_at=None, withdrawn_at=None)
    proposals, waiting = list(opened), list(then)
    ranks = _ranks({one.level_id for one in (*proposals, *waiting)})
    for one in proposals:
        yield one.region_id, True, ranks.get(one.level_id), False, False
    for one in waiting:
        second = one.lowers and one.confirmed_at is None
        told = one.informed_at is not None
        yield one.region_id, False, ranks.get(one.level_id), second, told


def _ranks(levels: set[Any]) -> dict[Any, int]:
    if not levels:
        return {}
    return dict(Level.objects.filter(pk__in=levels).values_list("pk", "rank"))
