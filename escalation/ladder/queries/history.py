"""What was determined of a region and of the country, and what waits to be published."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, Max, Min, OuterRef, QuerySet, Subquery

from coordination.decisions.models import Decision
from coordination.measures.models import Measure
from coordination.people.models import Post, User
from escalation.regions.models import Region

from ..models import Contact, Determination, Level, LevelMeasure
from .assessments import last_of_day

MOST_LISTS = 20


def offices(user: User) -> QuerySet[Any]:
    """The posts that she may name, each with when it `last` set a level."""
    set_by = Determination.objects.standing().filter(post=OuterRef("pk"))
    newest = set_by.order_by("-determined_at", "-pk").values("determined_at")[:1]
    rows: QuerySet[Any] = Post.objects.visible_to(user)
    found: QuerySet[Any] = rows.annotate(last=Subquery(newest)).order_by("code")
    return found


@dataclass(frozen=True)
class ReadIn:
    """A list of levels that was read in and stands, by the moment on which it was."""

    at: datetime
    by: str
    levels: int
    first: datetime
    last: datetime

    @property
    def key(self) -> int:
        return key_of(self.at)


EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def key_of(read_at: datetime) -> int:
    """The moment on which a list was read in as it stands in an address: in microseconds."""
    return (read_at - EPOCH) // timedelta(microseconds=1)


def read_in_at(key: int, user: User) -> datetime | None:
    """The moment of a list of which she sees something that stands."""
    try:
        at = EPOCH + timedelta(microseconds=key)
    except OverflowError:
        return None
    rows = Determination.objects.visible_to(user).standing().historic()
    return at if rows.filter(determined_at=at).exists() else None


def lists_read_in(user: User) -> list[ReadIn]:
    """The newest first, each with what of it she sees."""
    rows = Determination.objects.visible_to(user).standing().historic()
    counted = rows.values("determined_at", "determined_by__name").annotate(
        levels=Count("pk"), first=Min("in_force_at"), last=Max("in_force_at")
    )
    return [
        ReadIn(one["determined_at"], one["determined_by__name"] or "", one["levels"],
               one["first"], one["last"])
        for one in counted.order_by("-determined_at")[:MOST_LISTS]
    ]  # fmt: skip


def with_decisions(rows: Any, user: Any) -> Any:
    """The same ladders or determinations, with `decision_seen`: whether she sees their decision."""
    seen = Decision.objects.visible_to(user).filter(pk=OuterRef("decision"))
    return rows.select_related("decision").annotate(decision_seen=Exists(seen))


def waiting(user: User) -> QuerySet[Any]:
    """Determined and not published, the oldest first."""
    rows = Determination.objects.visible_to(user).standing().filter(published_at=None)
    found: QuerySet[Any] = with_decisions(rows, user).select_related(
        "region__dossier", "level__ladder", "previous__level", "post", "determined_by"
    )
    return found.order_by("determined_at", "region__name", "pk")


def determinations_of(
    region: Region, user: User, *, until: datetime | None = None
) -> QuerySet[Any]:
    """Newest first, each with the assessment it was held against; of those in force by `until`."""
    rows = Determination.objects.visible_to(user).standing().filter(region=region)
    if until is not None:
        rows = rows.filter(in_force_at__lte=until, published_at__isnull=False)
    found: QuerySet[Any] = with_decisions(rows, user).select_related(
        "level__ladder", "post", "assessment__level", "determined_by", "confirmed_by",
        "published_by",
    )  # fmt: skip
    return found.order_by("-in_force_at", "-determined_at", "-pk")


def figures_now(region: Region, rows: Sequence[Determination]) -> dict[date, list[dict[str, Any]]]:
    """For the day of each determination the figures as they were assessed last, by day."""
    days = {row.assessment.on for row in rows if row.assessment is not None}
    kept = last_of_day(region.assessments.filter(on__in=days, known_at=None))
    return {one.on: one.figures for one in kept}


def measures_at(level: Level, user: User) -> list[tuple[LevelMeasure, bool]]:
    """What holds at a level, in its own words, and whether she sees the measure itself."""
    seen = Exists(Measure.objects.visible_to(user).filter(pk=OuterRef("measure")))
    rows = level.measures.select_related("measure").annotate(seen=seen)
    return [(row, row.seen) for row in rows.order_by("position", "instrument")]


def contacts_of(region: Region, user: User, *, until: datetime) -> QuerySet[Any]:
    """Newest first, those that were logged by `until`."""
    rows = Contact.objects.visible_to(user).filter(region=region, recorded_at__lte=until)
    return rows.select_related("by__organisation").order_by("-at", "-recorded_at", "-pk")
