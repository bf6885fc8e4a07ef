"""A line as one reader sees it: its stops in their meetings, and how it keeps its promise."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from coordination.kit.moments import day_of
from coordination.meetings.models import AgendaItem, Meeting, MeetingStatus
from coordination.people.models import User

from ..models import AdviceRequest, Stop, StopPurpose

HELD = (MeetingStatus.CLOSED, MeetingStatus.CIRCULATED, MeetingStatus.ADOPTED)


@dataclass
class StopView:
    """A stop where it stands now. `meeting` is None where there is none, or not for this reader.

    `instead_of` is the cancelled meeting it came from, `stranded` what stands on its agenda.
    `out_of_order`: it stands before the stop that precedes it.
    """

    stop: Stop
    today: dt.date
    meeting: Meeting | None = None
    instead_of: Meeting | None = None
    hidden: bool = False
    stranded: AgendaItem | None = None
    item: AgendaItem | None = None
    out_of_order: bool = False

    @property
    def moment(self) -> dt.datetime | None:
        """That of its meeting; else as it was first planned."""
        return self.meeting.starts_at if self.meeting else self.stop.planned_at

    @property
    def day(self) -> dt.date | None:
        moment = self.moment
        return day_of(moment) if moment else None

    @property
    def planned_on(self) -> dt.date | None:
        return day_of(self.stop.planned_at) if self.stop.planned_at else None

    @property
    def is_held(self) -> bool:
        """Its meeting was closed: what was said there stands. A question is asked on its day."""
        if self.stop.purpose == StopPurpose.ASKED:
            return self.day is not None and self.day <= self.today
        return self.meeting is not None and self.meeting.status in HELD

    @property
    def is_passed(self) -> bool:
        """Its day is over without a report of it."""
        return self.day is not None and self.day < self.today and not self.is_held

    @property
    def is_moved(self) -> bool:
        """It stands on another day than was first planned."""
        return (
            self.meeting is not None
            and None not in (self.planned_on, self.day)
            and (self.planned_on != self.day)
        )

    @property
    def is_missing(self) -> bool:
        """Its meeting was cancelled and no later one of that body is planned."""
        return self.instead_of is not None and self.meeting is None

    @property
    def label(self) -> str:
        return self.stop.body.code


@dataclass
class LineView:
    """A line with its stops in the order of their route."""

    line: AdviceRequest
    stops: list[StopView]
    today: dt.date
    items: dict[UUID, AgendaItem] = field(default_factory=dict)

    @property
    def answering(self) -> StopView | None:
        return next((one for one in self.stops if one.stop.answers), None)

    @property
    def next(self) -> StopView | None:
        """The first stop that is still to come, of a line that runs."""
        if not self.line.is_running:
            return None
        return next((one for one in self.stops if not one.is_held and not one.is_passed), None)

    @property
    def is_late(self) -> bool:
        """The promised cycle passed without the answer, or the answer stands behind it now."""
        promised = self.line.promised_by
        if promised is None or self.line.withdrawn_at is not None:
            return False
        if self.line.answered_at is not None:
            return self.answered_on > promised
        return self.today > promised or self._answers_after(promised)

    @property
    def is_behind(self) -> bool:
        """The answer stands later than was promised, within its cycle still."""
        promised = self.line.promised_on
        if promised is None or not self.line.is_running or self.is_late:
            return False
        return self._answers_after(promised)

    @property
    def answered_on(self) -> dt.date:
        """The day of the meeting in which it was answered, else that on which it was noted."""
        here = self.answering
        if here is not None and here.is_held and here.day is not None:
            return here.day
        assert self.line.answered_at is not None
        return timezone.localdate(self.line.answered_at)

    def _answers_after(self, day: dt.date) -> bool:
        here = self.answering
        if here is None:
            return False
        return here.is_missing or (here.day is not None and here.day > day)


def line_views(user: User, lines: Sequence[AdviceRequest], *, at: dt.datetime) -> list[LineView]:
    """Each line with its stops, where their meetings are seen by `user`: two queries.

    One more where a meeting was planned after the line began, two where one was cancelled.
    """
    return views_of(user, lines, stops_of(user, lines), at=at, treated=treated_in)


def stops_of(user: User, lines: Sequence[AdviceRequest]) -> Any:
    """The stops of these lines with their meetings, of which `sees` says whether she may."""
    seen = Meeting.objects.visible_to(user).filter(pk=OuterRef("meeting"))
    rows = Stop.objects.present().with_place().filter(request__in=[line.pk for line in lines])
    rows = rows.select_related("body", "item", "slot", "meeting__body")
    return rows.annotate(sees=Exists(seen)).order_by("position", "created_at", "pk")


def views_of(
    user: User,
    lines: Sequence[AdviceRequest],
    rows: Any,
    *,
    at: dt.datetime,
    treated: Callable[[User, set[UUID]], list[AgendaItem]],
) -> list[LineView]:
    """The same from these rows of stops; `treated` fetches the items of their course."""
    stops = list(rows)
    meetings = {stop.meeting.pk: stop.meeting for stop in stops if stop.meeting and stop.sees}
    meetings |= _planned(user, {stop.stands_in for stop in stops if not stop.meeting} - {None})
    today = timezone.localdate(at)
    views = [_placed(stop, meetings, today) for stop in stops]
    _follow_cancelled(user, views)
    by_line: dict[UUID, list[StopView]] = defaultdict(list)
    for view in views:
        by_line[view.stop.request_id].append(view)
    say_order(by_line.values())
    items = items_of(user, lines, views, treated)
    return [line_with(line, by_line[line.pk], items, today) for line in lines]


def _planned(user: User, pks: set[Any]) -> dict[Any, Meeting]:
    """What slots became since the line began; no query where there is none."""
    if not pks:
        return {}
    rows = Meeting.objects.visible_to(user).filter(pk__in=pks).select_related("body")
    return {row.pk: row for row in rows}


def _placed(stop: Stop, meetings: dict[Any, Meeting], today: dt.date) -> StopView:
    stands_in = stop.stands_in  # type: ignore[attr-defined]  # with_place put it there
    meeting = meetings.get(stands_in)
    if meeting is not None and meeting.status == MeetingStatus.CANCELLED:
        return StopView(stop, today, instead_of=meeting)
    return StopView(stop, today, meeting, hidden=stands_in is not None and meeting is None)


def _follow_cancelled(user: User, views: list[StopView]) -> None:
    """A stop of a cancelled meeting stands in the next one of that body, on its own line first."""
    lost = [(view, view.instead_of) for view in views if view.instead_of is not None]
    if not lost:
        return
    rows = Meeting.objects.visible_to(user).standing().select_related("body", "dossier")
    rows = rows.filter(
        body__in={view.stop.body_id for view, _gone in lost},
        starts_at__gt=min(gone.starts_at for _view, gone in lost),
    )
    coming = list(rows.prefetch_related("planned_as__slot").order_by("starts_at", "pk")[:200])
    for view, gone in lost:
        later = [
            one
            for one in coming
            if one.body_id == view.stop.body_id and one.starts_at > gone.starts_at
        ]
        own = [one for one in later if _on_line(one, view.stop)]
        view.meeting = next(iter(own or later), None)


def next_instead(user: User, stop: Stop, gone: Meeting) -> Meeting | None:
    """Where a stop of a cancelled meeting stands now, as its line shows it."""
    view = StopView(stop, timezone.localdate(gone.starts_at), instead_of=gone)
    _follow_cancelled(user, [view])
    return view.meeting


def _on_line(meeting: Meeting, stop: Stop) -> bool:
    if stop.slot is None:
        return True
    return any(row.slot.line == stop.slot.line for row in meeting.planned_as.all())


def say_order(lines: Iterable[list[StopView]]) -> None:
    for views in lines:
        last: dt.datetime | None = None
        for view in views:
            if view.moment is None:
                continue
            view.out_of_order = last is not None and view.moment < last
            last = max(last, view.moment) if last else view.moment


def treated_in(user: User, origins: set[UUID]) -> list[AgendaItem]:
    rows = AgendaItem.objects.visible_to(user).present()
    rows = rows.filter(Q(pk__in=origins) | Q(origin__in=origins))
    return list(rows.order_by("meeting__starts_at", "position", "pk"))


def items_of(
    user: User,
    lines: Sequence[AdviceRequest],
    views: list[StopView],
    treated: Callable[[User, set[UUID]], list[AgendaItem]],
) -> dict[UUID, dict[UUID, list[AgendaItem]]]:
    """By line and meeting the items it was treated under: those tied to it, and their course."""
    tied: dict[UUID, set[UUID]] = defaultdict(set)
    for view in views:
        if view.stop.item is not None:
            tied[view.stop.request_id].add(view.stop.item.origin_id or view.stop.item.pk)
    for line in lines:
        if line.asked_item is not None:
            tied[line.pk].add(line.asked_item.origin_id or line.asked_item.pk)
    known = {pk for pks in tied.values() for pk in pks}
    found: dict[UUID, list[AgendaItem]] = defaultdict(list)
    for row in treated(user, known) if known else ():
        found[row.origin_id or row.pk].append(row)
    by_line: dict[UUID, dict[UUID, list[AgendaItem]]] = {}
    for pk, origins in tied.items():
        here = by_line.setdefault(pk, defaultdict(list))
        for origin in origins:
            for row in found[origin]:
                here[row.meeting_id].append(row)
    return by_line


def line_with(
    line: AdviceRequest,
    views: list[StopView],
    items: dict[UUID, dict[UUID, list[AgendaItem]]],
    today: dt.date,
) -> LineView:
    """Each item stands with the first stop of its meeting; an asked stop has the asked item."""
    here = items.get(line.pk, {})
    shown: dict[UUID, AgendaItem] = {}
    for view in views:
        if view.instead_of is not None:
            view.stranded = next(iter(here.get(view.instead_of.pk, [])), None)
        if view.meeting is None:
            continue
        for item in here.get(view.meeting.pk, []):
            asked = view.stop.purpose == StopPurpose.ASKED or item.pk != line.asked_item_id
            if item.pk not in shown and asked:
                view.item = shown[item.pk] = item
                break
    return LineView(line, views, today, shown)
