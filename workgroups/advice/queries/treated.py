"""The items under which a line was treated, at its stops and outside of its route."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Sequence
from uuid import UUID

from django.db.models import Q

from coordination.meetings.models import AgendaItem, Meeting, MeetingStatus, Submission
from coordination.people.models import User

from ..models import AdviceRequest, Stop, StopPurpose
from .belonging import lines_of
from .standing import LineView, StopView


def treated_in(user: User, origins: set[UUID]) -> list[AgendaItem]:
    rows = AgendaItem.objects.visible_to(user).present()
    rows = rows.filter(Q(pk__in=origins) | Q(origin__in=origins))
    rows = rows.select_related("meeting__body")
    return list(rows.order_by("meeting__starts_at", "position", "pk"))


def items_of(
    user: User,
    lines: Sequence[AdviceRequest],
    views: list[StopView],
    treated: Callable[[User, set[UUID]], list[AgendaItem]],
) -> dict[UUID, dict[UUID, list[AgendaItem]]]:
    """By line and meeting the items it was treated under: those tied to it, and their course."""
    tied: dict[UUID, set[UUID]] = defaultdict(set)
    own: dict[UUID, UUID | None] = {}
    for view in views:
        if view.stop.item is not None:
            tied[view.stop.request_id] |= _ways_to(view.stop.item)
            own[view.stop.item.pk] = view.stop.request_id
    for line in lines:
        if line.asked_item is not None:
            tied[line.pk] |= _ways_to(line.asked_item)
            own[line.asked_item.pk] = None
    known = {pk for pks in tied.values() for pk in pks}
    rows = treated(user, known) if known else []
    of = lines_of(rows, own)
    by_line: dict[UUID, dict[UUID, list[AgendaItem]]] = {}
    for pk, origins in tied.items():
        here = by_line.setdefault(pk, defaultdict(list))
        for row in rows:
            if (row.origin_id or row.pk) in origins and of[row.pk] in (None, pk):
                here[row.meeting_id].append(row)
    return by_line


def _ways_to(item: AgendaItem) -> set[UUID]:
    """By itself too: what had begun a course may follow from another one since."""
    return {item.pk, item.origin_id or item.pk}


def line_with(
    line: AdviceRequest,
    views: list[StopView],
    items: dict[UUID, dict[UUID, list[AgendaItem]]],
    today: dt.date,
) -> LineView:
    """Each item stands with the first stop of its meeting; an asked stop has the asked item.

    What was treated in a meeting where it does not stop stands outside of the route.
    """
    here = items.get(line.pk, {})
    shown: dict[UUID, AgendaItem] = {}
    for view in views:
        view.stop.request = line
        if view.instead_of is not None:
            view.stranded = next(iter(here.get(view.instead_of.pk, [])), None)
        if view.meeting is None:
            continue
        standing = here.get(view.meeting.pk, [])
        view.placed = bool(standing) or _stands_in(view.stop, view.meeting)
        for item in standing:
            asked = view.stop.purpose == StopPurpose.ASKED or item.pk != line.asked_item_id
            if item.pk not in shown and asked:
                view.item = shown[item.pk] = item
                break
    stops_in = {one.pk for view in views for one in (view.meeting, view.instead_of) if one}
    outside = [
        _outside(line, items[0], today)
        for meeting, items in here.items()
        if meeting not in stops_in and _is_treated(items[0])
    ]
    return LineView(line, views, today, shown, outside)


def _stands_in(stop: Stop, meeting: Meeting) -> bool:
    """Its own item does, whoever may see that."""
    item = stop.item
    return item is not None and item.removed_at is None and item.meeting_id == meeting.pk


def _is_treated(item: AgendaItem) -> bool:
    standing = item.meeting.status != MeetingStatus.CANCELLED
    return standing and item.submission == Submission.ACCEPTED


def _outside(line: AdviceRequest, item: AgendaItem, today: dt.date) -> StopView:
    stop = Stop(request=line, body=item.meeting.body, purpose="")
    return StopView(stop, today, item.meeting, item=item, outside=True)
