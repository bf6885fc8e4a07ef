"""What happened to a point, newest first, and how it stood at a moment."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils.formats import date_format

from coordination.dossiers.asof import as_of

from ..models import ActionPart, ActionPoint, ActionStatus, ActionUpdate, PartStatus, Verb

SHOWN = 200
MINE = 8


@dataclass(frozen=True)
class Happening:
    """One line of the timeline; `old` and `new` as they are read."""

    update: ActionUpdate
    old: str
    new: str


def timeline_of(point: ActionPoint, *, until: datetime | None = None) -> list[Happening]:
    """The last 200 happenings, newest first."""
    updates = ActionUpdate.objects.filter(action_point=point)
    if until is not None:
        updates = updates.filter(at__lte=until)
    updates = updates.select_related(
        "by__organisation", "answer__recipient__mailbox", "answer__recipient__user"
    ).order_by("-at", "-version", "pk")[:SHOWN]
    return [Happening(one, _read(one, one.old), _read(one, one.new)) for one in updates]


def parts_of(point: ActionPoint) -> list[ActionPart]:
    return list(point.parts.select_related("organisation", "by").order_by("organisation__code"))


def point_as_of(point: ActionPoint, at: datetime) -> ActionPoint | None:
    """The point as it stood at `at`; None while it was being written."""
    found: ActionPoint | None = as_of(ActionPoint, at).filter(id=point.pk).first()
    return found


@dataclass(frozen=True)
class PointThen:
    """A point as it stood, and as it stands now."""

    then: ActionPoint
    now: ActionPoint

    @property
    def is_open(self) -> bool:
        return self.now.status == ActionStatus.OPEN

    @property
    def moved(self) -> bool:
        return self.now.due_on != self.then.due_on

    @property
    def handed_over(self) -> bool:
        owner = "owner_organisation_id", "owner_person_id", "owner_post_id"
        return any(getattr(self.now, name) != getattr(self.then, name) for name in owner)


def mine_then(user: Any, at: datetime) -> list[PointThen]:
    """The first of the open points she owned at `at`, herself or by the post she holds now."""
    seen = ActionPoint.objects.visible_to(user)
    hers = Q(owner_person=user) | Q(owner_post__holder=user)
    rows = as_of(ActionPoint, at).filter(hers, status=ActionStatus.OPEN, id__in=seen.values("pk"))
    stood = list(rows.order_by("due_on", "id")[:MINE])
    now = seen.select_related("owner_organisation").in_bulk([row.pk for row in stood])
    return [PointThen(row, now[row.pk]) for row in stood]


def history_of(point: ActionPoint) -> Iterator[Any]:
    """Every version that was kept, newest first."""
    rows = ActionPoint.history.filter(id=point.pk).order_by("-version", "-history_date")
    return iter(rows.select_related("history_user")[:SHOWN])


def _read(update: ActionUpdate, value: str) -> str:
    if update.verb == Verb.UNDONE and value:
        return ", ".join(str(Verb(verb).label) for verb in value.split() if verb in Verb.values)
    if update.verb == Verb.REPORTED and value in PartStatus.values:
        return str(PartStatus(value).label)
    if update.verb == Verb.LATER and value:
        return date_format(date.fromisoformat(value), "SHORT_DATE_FORMAT")
    return value if update.verb in {Verb.MOVED, Verb.HANDED_OVER, Verb.SPLIT, Verb.ADDED} else ""
