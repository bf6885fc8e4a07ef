"""Which level stood in a region when: what was published, each from its own moment on."""

import uuid
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby, zip_longest
from operator import attrgetter, itemgetter
from typing import Any

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import get_language

from coordination.dossiers.queries.prepared import PreparedForReader
from coordination.kit.moments import midnight
from escalation.regions.models import Region

from ..models import Determination
from .ladders import Adopted, adopted

WEEKS = 12
# the key as text: a thousand of them are read for a few regions
REGION = Cast("region_id", models.CharField())
COLUMNS = (
    REGION, "in_force_at", "level__rank", "level__name_nl", "level__name_en", "next_on",
    "published_at", "basis", "region__scope",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """A level from one moment to the next; rank 0 where the escalation was ended."""

    start: datetime
    rank: int
    name: str
    next_on: date | None
    published_at: datetime
    basis: str = ""


_start = attrgetter("start")


@dataclass(slots=True)
class Track:
    """The levels of one region, oldest first; before the first nothing is known."""

    steps: list[Step] = field(default_factory=list)

    def at(self, moment: datetime) -> Step | None:
        place = bisect_right(self.steps, moment, key=_start)
        return self.steps[place - 1] if place else None

    def rank(self, moment: datetime) -> int:
        step = self.at(moment)
        return step.rank if step else 0


NOWHERE = Track()


def tracks(
    user: Any,
    *,
    since: datetime,
    until: datetime,
    regions: Any = None,
    free_at: datetime | None = None,
    ladders: Adopted | None = None,
) -> dict[uuid.UUID, Track]:
    """Of every region she sees the levels that stood between two moments; one query.

    A level is carried over from ladder to ladder and ends where none of its scope follows;
    `ladders` where those were read already.

    By when a level is in force, not by when it was recorded: a level set afterwards for a day
    long past stands on that day. With `free_at` only what is free of embargo at that moment.
    """
    if regions is None and free_at is None:
        rows = _prepared(user, since=since, until=until)
    else:
        rows = _in_force(user, since, until, regions=regions, free_at=free_at)
    known = ladders or adopted()
    return {
        uuid.UUID(region): Track(_ended(*_steps(mine), known, until))
        for region, mine in groupby(rows, itemgetter(0))
    }


def _steps(rows: Iterable[Any]) -> tuple[list[Step], str]:
    """What was set in one region, in the reader's language, and the scope of the region."""
    read, dutch = list(rows), get_language() != "en"
    steps = [
        Step(start, rank or 0, (name_nl if dutch else name_en) or "", next_on, published_at, basis)
        for _region, start, rank, name_nl, name_en, next_on, published_at, basis, _scope in read
    ]
    return steps, read[0][-1]


def _ended(steps: list[Step], scope: str, ladders: Adopted, until: datetime) -> list[Step]:
    """The same steps, with one without a level where no ladder follows before the next."""
    kept, end = [], end_of(steps[0].start, scope, ladders)
    for step, later in zip_longest(steps, steps[1:]):
        if end is not None and end <= step.start:
            end = end_of(step.start, scope, ladders)
        kept.append(step)
        if end is None or end > until or not step.rank:
            continue
        if later is None or end < later.start:
            kept.append(Step(end, 0, "", None, step.published_at))
    return kept


def end_of(start: datetime, scope: str, ladders: Adopted) -> datetime | None:
    """The moment on which a level from `start` on ends of itself; None where its ladders go on."""
    last = ladders.last_day(scope, timezone.localtime(start).date())
    if last is None:
        return None
    return midnight(last + timedelta(days=1))


def _in_force(
    user: Any, since: Any, until: Any, *, regions: Any = None, free_at: datetime | None = None
) -> Any:
    """A row for each level that stood at some moment between the two, by region and moment."""
    rows = Determination.objects.visible_to(user).standing()
    rows = rows.filter(published_at__isnull=False, in_force_at__lte=until)
    if regions is not None:
        rows = rows.filter(region__in=regions)
    if free_at is not None:
        rows = rows.filter(Q(embargo_until=None) | Q(embargo_until__lte=free_at))
    earlier = rows.filter(region=OuterRef("pk"), in_force_at__lte=since)
    stood = earlier.order_by("-in_force_at", "-determined_at", "-pk").values("pk")[:1]
    at_first = Region.objects.annotate(stood=Subquery(stood)).values("stood")
    rows = rows.filter(Q(in_force_at__gt=since) | Q(pk__in=at_first))
    return rows.order_by("region_id", "in_force_at", "determined_at", "pk").values_list(*COLUMNS)


_prepared = PreparedForReader(_in_force, since=models.DateTimeField(), until=models.DateTimeField())


def week_ends(moment: datetime, count: int = WEEKS) -> list[datetime]:
    """The ends of the weeks before the one of `moment`, and `moment` itself as the last."""
    today = timezone.localtime(moment).date()
    last = today - timedelta(days=today.weekday() + 1)
    days = [last - timedelta(weeks=back) for back in range(count - 2, -1, -1)]
    return [*(_end_of(day) for day in days), moment]


def ranks_at(track: Track, moments: Sequence[datetime]) -> tuple[int, ...]:
    starts = [step.start for step in track.steps]
    places = (bisect_right(starts, moment) for moment in moments)
    return tuple(track.steps[place - 1].rank if place else 0 for place in places)


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(23, 59))).astimezone(UTC)


def standing_among(rows: Any, region: Any, at: datetime) -> Determination | None:
    """Of these, the published one in force at that moment; None where its ladders ended by then."""
    rows = rows.standing().filter(region=region, published_at__isnull=False, in_force_at__lte=at)
    rows = rows.select_related("level").order_by("-in_force_at", "-determined_at", "-pk")
    return standing_in(rows[:1], region, at)


def standing_in(
    rows: Iterable[Determination], region: Any, at: datetime, ladders: Adopted | None = None
) -> Determination | None:
    """The same of rows that were read already, the newest in force first."""
    found = next((one for one in rows if one.published_at and one.in_force_at <= at), None)
    if found is None or found.level is None:
        return found
    end = end_of(found.in_force_at, region.scope, ladders or adopted())
    return None if end is not None and end <= at else found


def since_of(standing: Determination, rows: Iterable[Determination]) -> datetime:
    """When the level that stands began: set again it is still the same level.

    `rows` the newest in force first; only what was published counts.
    """
    since = standing.in_force_at
    for row in rows:
        if row.published_at is None or row.in_force_at > standing.in_force_at:
            continue
        if _rank(row) != _rank(standing):
            break
        since = row.in_force_at
    return since


def _rank(row: Determination) -> int:
    return row.level.rank if row.level else 0
