"""A line as one reader sees it: its stops in their meetings, and how it keeps its promise."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any
from uuid import UUID

from django.utils import timezone

from coordination.meetings.models import AgendaItem, Meeting, MeetingStatus
from coordination.people.models import User

from ..models import AdviceRequest, Stop
from .standing import LineView, StopView
from .treated import items_of, line_with, treated_in


def line_views(user: User, lines: Sequence[AdviceRequest], *, at: dt.datetime) -> list[LineView]:
    """Each line with its stops, where their meetings are seen by `user`: two queries.

    One more where a meeting was planned after the line began, two where one was cancelled.
    """
    return views_of(user, lines, stops_of(user, lines), at=at, treated=treated_in)


def stops_of(user: User, lines: Sequence[AdviceRequest]) -> Any:
    """The stops of these lines with their meetings, of which `sees` says whether she may."""
    rows = Stop.objects.present().with_seen(user).filter(request__in=[line.pk for line in lines])
    rows = rows.select_related("body", "item", "slot", "meeting__body")
    return rows.order_by("position", "created_at", "pk")


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


def put_where_shown(user: Any, stops: Iterable[Any]) -> None:
    """`stands_in` of stops from with_seen is the next meeting where theirs was cancelled, if any.

    One query, and where one was cancelled two more.
    """
    rows = list(stops)
    pks = {stop.stands_in for stop in rows} - {None}
    cancelled = Meeting.objects.visible_to(user).filter(status=MeetingStatus.CANCELLED)
    gone = cancelled.in_bulk(pks) if pks else {}
    views = [
        StopView(stop, timezone.localdate(there.starts_at), instead_of=there)
        for stop in rows
        if (there := gone.get(stop.stands_in))
    ]
    _follow_cancelled(user, views)
    for view in views:
        view.stop.stands_in = view.meeting.pk if view.meeting else None  # type: ignore[attr-defined]  # with_place put it there


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
