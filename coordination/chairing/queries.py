"""The chair's sheet: a meeting on one page, for who leads it and within what she may see."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from coordination.actions.models import ActionPoint
from coordination.actions.queries.listing import with_names
from coordination.contributions.models import Contribution, Reply, Verdict
from coordination.dossiers.models import Dossier
from coordination.meetings.models import (
    AgendaItem,
    Attendance,
    Meeting,
    PointOfDifference,
    Presence,
)
from coordination.meetings.permissions import seats_led_by
from coordination.meetings.queries.agenda import numbered
from coordination.meetings.queries.attendance import attended
from coordination.meetings.queries.embargo import hold_back
from coordination.meetings.queries.item_parts import parts_for
from coordination.meetings.queries.since import Change, changes_of_agenda
from coordination.people.models import MemberRole, User

EVENING = time(18)
LATE_POINTS = 40


@dataclass(frozen=True)
class Stances:
    """Who said what in the requests for input of an item; organisations by their code."""

    agreed: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    apart: list[Reply] = field(default_factory=list)

    def with_more(self, other: "Stances") -> "Stances":
        return Stances(
            self.agreed + other.agreed, self.remarks + other.remarks, self.apart + other.apart
        )


@dataclass(frozen=True)
class LatePoint:
    """An open action point past its term. `times` it was postponed."""

    point: ActionPoint
    days: int
    times: int


@dataclass(frozen=True)
class SheetItem:
    """One item with all that the chair needs beside her while it is dealt with."""

    item: AgendaItem
    number: int
    starts_at: datetime | None
    ends_at: datetime | None
    differences: list[PointOfDifference]
    stances: Stances
    speakers: list[str]
    late_papers: list[str]
    late_points: list[LatePoint]
    changes: list[str]


@dataclass(frozen=True)
class Sheet:
    """`planned` and `length` are minutes; `changes` are those of the meeting itself.

    `stood`: whether it was planned already at the moment that is looked back to.
    """

    meeting: Meeting
    since: datetime
    stood: bool
    items: list[SheetItem]
    changes: list[str]
    chair: str
    away: list[str]
    planned: int
    length: int
    late_points: list[LatePoint]

    @property
    def spare(self) -> int:
        return self.length - self.planned

    @property
    def any_change(self) -> bool:
        return bool(self.changes) or any(row.changes for row in self.items)

    @property
    def dossiers(self) -> list[Dossier]:
        """What it is read from, each once."""
        found = {row.item.dossier_id: row.item.dossier for row in self.items}
        return list({self.meeting.dossier_id: self.meeting.dossier, **found}.values())


def evening_before(meeting: Meeting) -> datetime:
    """18.00 on the day before it begins."""
    day = timezone.localtime(meeting.starts_at).date() - timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, EVENING))


def sheet_for(user: User, meeting: Meeting, *, since: datetime, now: datetime) -> Sheet:
    """The sheet as `user` may read it, in a number of queries that does not grow."""
    items = _items(user, meeting)
    papers = [attached for item in items for attached in item.papers.all()]
    there = attended(meeting)
    differences = [point for item in items for point in item.points_of_difference.all()]
    changes = changes_of_agenda(
        user, meeting, since, items=items, papers=papers, differences=differences
    )
    by_item = _by_item(changes or [])
    late = _late_points(user, meeting, now)
    of_dossier: dict[Any, list[LatePoint]] = defaultdict(list)
    for one in late:
        of_dossier[one.point.dossier_id].append(one)
    stances = _stances(user, meeting)
    clocks = _clocks(meeting, items)
    rows, told = [], set()
    for place in numbered(items):
        item = place.item
        own, said = [], stances[item.pk]
        # what is of a dossier stands once, under the first item of it
        if item.dossier_id not in told:
            own, said = of_dossier[item.dossier_id], said.with_more(stances[item.dossier_id])
        told.add(item.dossier_id)
        rows.append(
            SheetItem(
                item=item,
                number=place.number,
                starts_at=clocks[item.pk][0],
                ends_at=clocks[item.pk][1],
                differences=list(item.points_of_difference.all()),
                stances=said,
                speakers=_speakers(item, said, there.rows),
                late_papers=[
                    attached.paper.title for attached in item.papers.all() if attached.late
                ],
                late_points=own,
                changes=by_item.get(item.pk, []),
            )
        )
    return Sheet(
        meeting=meeting,
        since=since,
        stood=changes is not None,
        items=rows,
        changes=by_item.get(None, []),
        chair=_chair(there.rows),
        away=[_called(row) for row in there.away],
        planned=sum(item.minutes_planned or 0 for item in items),
        length=(meeting.ends_at - meeting.starts_at) // timedelta(minutes=1),
        late_points=[one for one in late if one.point.dossier_id not in told],
    )


def _items(user: User, meeting: Meeting) -> list[AgendaItem]:
    rows = AgendaItem.objects.visible_to(user).on_the_agenda().filter(meeting=meeting)
    rows = rows.select_related("dossier", "submitted_by").prefetch_related(*parts_for(user))
    return hold_back(user, list(rows.order_by("position", "created_at", "pk")))


def _by_item(changes: Iterable[Change]) -> dict[UUID | None, list[str]]:
    found: dict[UUID | None, list[str]] = defaultdict(list)
    for change in changes:
        found[change.item].append(change.sentence)
    return found


def _late_points(user: User, meeting: Meeting, now: datetime) -> list[LatePoint]:
    """Open points of the body past their term, the longest first."""
    open_ones = ActionPoint.objects.visible_to(user).open().filter(body=meeting.body_id)
    today: date = timezone.localtime(now).date()
    rows = with_names(open_ones.filter(due_on__lte=today)).order_by("due_on", "year", "serial")
    return [
        LatePoint(point, point.days_late(today), point.postponed)
        for point in rows[:LATE_POINTS]
        if point.is_late(now)
    ]


def _stances(user: User, meeting: Meeting) -> dict[Any, Stances]:
    """Per item, or per dossier where none was named, the last word of each organisation.

    Said in requests about items of this meeting, and in others counted back from it.
    """
    counted = Q(meeting=meeting, item=None)
    asked = Contribution.objects.visible_to(user).filter(Q(item__meeting=meeting) | counted)
    replies = Reply.objects.visible_to(user).standing().filter(contribution__in=asked)
    rows = replies.select_related("organisation", "contribution__action_point")
    last: dict[tuple[Any, Any], Reply] = {}
    for reply in rows.order_by("at", "number"):
        asked_in = reply.contribution
        about = asked_in.item_id or asked_in.action_point.dossier_id
        last[about, reply.organisation_id] = reply
    found: dict[Any, Stances] = defaultdict(Stances)
    for (about, _who), reply in sorted(last.items(), key=lambda one: one[1].organisation.code):
        stances = found[about]
        match reply.verdict:
            case Verdict.AGREE:
                stances.agreed.append(reply.organisation.code)
            case Verdict.REMARKS:
                stances.remarks.append(reply.organisation.code)
            case Verdict.NOT_AGREED | Verdict.OBJECT:
                stances.apart.append(reply)
    return found


def _clocks(
    meeting: Meeting, items: list[AgendaItem]
) -> dict[UUID, tuple[datetime | None, datetime | None]]:
    """From when to when each item runs; unknown after the first one without minutes."""
    found: dict[UUID, tuple[datetime | None, datetime | None]] = {}
    at: datetime | None = meeting.starts_at
    for item in items:
        end = at + timedelta(minutes=item.minutes_planned) if at and item.minutes_planned else None
        found[item.pk] = (at, end)
        at = end
    return found


def _speakers(item: AgendaItem, said: Stances, rows: list[Attendance]) -> list[str]:
    """Who submitted it, then who stands apart, each by its function where somebody is named."""
    apart: list[PointOfDifference | Reply] = [*item.points_of_difference.all(), *said.apart]
    asked = [item.submitted_by, *(one.organisation for one in apart)]
    spoken = []
    for organisation in dict.fromkeys(one for one in asked if one is not None):
        own = [row for row in rows if row.organisation_id == organisation.pk]
        named = next((row for row in own if row.who and row.presence != Presence.ABSENT), None)
        spoken.append(_called(named) if named else organisation.code)
    return spoken


def _chair(rows: list[Attendance]) -> str:
    return next((_called(row) for row in rows if row.role == MemberRole.CHAIR), "")


def _called(row: Attendance) -> str:
    return f"{row.organisation.code} ({row.who})" if row.who else row.organisation.code


def next_led(user: User, *, at: datetime) -> Meeting | None:
    """The first meeting that has not ended of a body she chairs or is secretary of."""
    coming = Meeting.objects.visible_to(user).standing()
    coming = coming.filter(body__in=seats_led_by(user).values("body"))
    found: Meeting | None = coming.filter(ends_at__gt=at).order_by("starts_at", "pk").first()
    return found
