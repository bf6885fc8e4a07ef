"""The list of action points: a page of rows, grouped late, this week, later and done."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db.models import (
    QuerySet,
    TimeField,
    Value,
    prefetch_related_objects,
)
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from coordination.decisions.models import Decision
from coordination.kit.keyset import Key, KeysetPage, keyset_page

from ..models import ActionPoint, ActionStatus, PartStatus
from .filters import Filters, find_points, last_day_of_week

RECENTLY_DONE = 10
FEW = 8
BY_TERM = (
    Key("due_on", date.fromisoformat),
    Key("hour", time.fromisoformat),
    Key("serial", int),
    Key("pk", UUID),
)
LABELS: dict[str, Promise] = {
    "late": _("Late"),
    "week": _("This week"),
    "later": _("Later"),
    "done": _("Done"),
    "dropped": _("Dropped"),
}
SHOWN = (
    *("series", "year", "serial", "kind", "text", "for_everyone"),
    *("due_on", "due_time", "due_words", "postponed", "assent", "status", "done_at"),
    *("dropped_at", "created_at", "version", "owner_organisation__code", "owner_person__name"),
    *("owner_person__function", "owner_post__name_nl", "owner_post__name_en"),
    "owner_post__holder_id",
)


@dataclass(frozen=True)
class Group:
    """Rows under one heading; a group may go on from the page before."""

    name: str
    points: list[ActionPoint]

    @property
    def label(self) -> Promise:
        return LABELS[self.name]


@dataclass(frozen=True)
class Listing:
    """A page of the list, and the cursors of its neighbours."""

    groups: list[Group]
    before: str
    after: str


def list_points(user: Any, wanted: Filters, cursor: str, *, now: datetime) -> Listing:
    """A page of what she may see that matches, with what was done last on its first page."""
    found = with_names(find_points(user, wanted, now=now))
    page = _page(found, wanted, cursor)
    rows = list(page.rows)
    if wanted == Filters(status=ActionStatus.OPEN, mine=wanted.mine, ours=wanted.ours) and (
        not page.before
    ):
        rows += recently_done(user, wanted, now=now)
    load_parts(rows)
    return Listing(group(rows, now=now), page.before, page.after)


def with_names(points: "QuerySet[Any]") -> "QuerySet[Any]":
    """With what a row shows and no more: of fifty rows every column is felt."""
    owners = points.select_related("owner_organisation", "owner_person", "owner_post")
    named: QuerySet[Any] = owners.only(*SHOWN)
    last = Coalesce("due_time", Value(time.max), output_field=TimeField())
    marked: QuerySet[Any] = named.annotate(hour=last)
    return marked


def recently_done(user: Any, wanted: Filters, *, now: datetime) -> list[ActionPoint]:
    done = Filters(status=ActionStatus.DONE, mine=wanted.mine, ours=wanted.ours)
    found = with_names(find_points(user, done, now=now))
    return list(found.order_by("-done_at")[:RECENTLY_DONE])


def load_parts(points: Iterable[ActionPoint]) -> None:
    """The parts of the points that were asked of everyone: one query, or none."""
    prefetch_related_objects([point for point in points if point.for_everyone], "parts")


def parts_in(point: ActionPoint) -> tuple[int, int]:
    """How many parts are in, of how many that are asked; not applicable counts for neither."""
    states = [part.status for part in point.parts.all()]
    asked = [state for state in states if state != PartStatus.NOT_APPLICABLE]
    return asked.count(PartStatus.IN), len(asked)


def group(points: Sequence[ActionPoint], *, now: datetime) -> list[Group]:
    """The points under their headings, in the order in which they come."""
    clock = timezone.localtime(now)
    sunday = last_day_of_week(clock.date())
    groups: list[Group] = []
    for point in points:
        name = _group_of(point, clock, sunday)
        if not groups or groups[-1].name != name:
            groups.append(Group(name, []))
        groups[-1].points.append(point)
    return groups


def _group_of(point: ActionPoint, clock: datetime, sunday: date) -> str:
    if point.status != ActionStatus.OPEN:
        return str(point.status)
    if point.is_late_by(clock):
        return "late"
    return "week" if point.due_on <= sunday else "later"


def _page(found: "QuerySet[Any]", wanted: Filters, cursor: str) -> KeysetPage:
    if wanted.status in {ActionStatus.DONE, ActionStatus.DROPPED}:
        field = "done_at" if wanted.status == ActionStatus.DONE else "dropped_at"
        keys = (Key(field, datetime.fromisoformat), Key("pk", UUID))
        return keyset_page(found, keys, cursor, descending=True)
    return keyset_page(found, BY_TERM, cursor)


def first_points(user: Any, wanted: Filters, *, now: datetime) -> tuple[list[Group], bool]:
    """The first few that match, the latest due first in line, and whether there are more."""
    found = with_names(find_points(user, wanted, now=now))
    rows = list(found.order_by(*(key.name for key in BY_TERM))[: FEW + 1])
    load_parts(rows[:FEW])
    return group(rows[:FEW], now=now), len(rows) > FEW


def list_awaiting(user: Any) -> list[ActionPoint]:
    """Open points that she must still confirm, soonest first."""
    found = ActionPoint.objects.visible_to(user).awaiting(user)
    return list(found.select_related("owner_organisation").order_by("due_on", "pk")[:FEW])


def list_carrying_out(user: Any, decision: Decision, *, now: datetime) -> list[Group]:
    """What carries out the decision, as far as she may see it, soonest first."""
    found = with_names(ActionPoint.objects.visible_to(user).filter(decision=decision))
    rows = list(found.order_by("due_on", "pk")[:100])
    load_parts(rows)
    return group(rows, now=now)
