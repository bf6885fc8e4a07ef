"""A line as it stood at a moment: its words, its stops in their meetings, and what they asked."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from coordination.decisions.models import Decision
from coordination.dossiers.asof import as_of, attach
from coordination.dossiers.models import Dossier
from coordination.meetings.models import AgendaItem, Meeting, MeetingStatus, Submission
from coordination.people.models import Body, User

from ..models import AdviceRequest, Stop
from .line import say_order
from .standing import StopView
from .story import Chapter, Story
from .treated import items_of, line_with, treated_in


def story_as_of(user: User, line: AdviceRequest, at: datetime) -> Story | None:
    """What it said at `at` within what `user` may see today; None before it was asked.

    What was typed under an item stands on the page of its meeting, as that was kept.
    """
    then: AdviceRequest | None = as_of(AdviceRequest, at).filter(id=line.pk).first()
    if then is None:
        return None
    then.dossier, then.team, then.asked_item = line.dossier, line.team, line.asked_item
    views = _views(user, line, at)

    known = {one.pk: one for view in views for one in (view.meeting, view.instead_of) if one}

    def treated(reader: User, origins: set[UUID]) -> list[AgendaItem]:
        return _items_then(reader, origins, at, known)

    items = items_of(user, [then], views, treated)
    view = line_with(then, views, items, timezone.localdate(at))
    seen = Decision.objects.visible_to(user).filter(pk=then.decision_id)
    decision = seen.select_related("body", "post").first() if then.decision_id else None
    return Story(view, [Chapter(one) for one in view.course], decision)


def _views(user: User, line: AdviceRequest, at: datetime) -> list[StopView]:
    """The stops that stood, in the meetings of then as far as she may see those now."""
    rows = as_of(Stop, at).filter(request_id=line.pk, removed_at=None)
    stops = sorted(rows, key=lambda one: (one.position, one.created_at))
    became = _with_present(stops)
    stands_in = {one.pk: one.meeting_id or became[one.pk] for one in stops}
    meetings = _meetings_then(user, set(stands_in.values()) - {None}, at)
    views = []
    for stop in stops:
        stop.request = line
        view = StopView(stop, timezone.localdate(at))
        meeting = meetings.get(stands_in[stop.pk])
        if meeting is None:
            view.hidden = stop.meeting_id is not None
        elif meeting.status == MeetingStatus.CANCELLED:
            view.instead_of = meeting
        else:
            view.meeting = meeting
        views.append(view)
    say_order([views])
    return views


def _with_present(stops: list[Stop]) -> dict[UUID, Any]:
    """Give each its body and item; what their slots became, by stop. One query, as a rule."""
    rows = Stop.objects.with_place().filter(pk__in=[one.pk for one in stops])
    present = rows.select_related("body", "item").in_bulk()
    changed = []
    for stop in stops:
        now = present[stop.pk]
        if (stop.body_id, stop.item_id) == (now.body_id, now.item_id):
            stop.body, stop.item = now.body, now.item
        else:
            changed.append(stop)
    attach(changed, "body", Body)
    attach(changed, "item", AgendaItem)
    return {pk: stop.became for pk, stop in present.items()}


def _meetings_then(user: User, pks: set[Any], at: datetime) -> dict[UUID, Meeting]:
    """Meetings that were planned by then and that she may see, with their status and hour."""
    history: Any = Meeting.history
    state = history.filter(id=OuterRef("pk"), history_date__lte=at)
    state = state.order_by("-history_date", "-version")
    rows = Meeting.objects.visible_to(user).filter(pk__in=pks)
    rows = rows.annotate(
        was=Subquery(state.values("status")[:1]), began=Subquery(state.values("starts_at")[:1])
    )
    found = {}
    for row in rows.exclude(was=None).select_related("body"):
        row.status, row.starts_at = row.was, row.began
        found[row.pk] = row
    return found


def _items_then(
    user: User, origins: set[UUID], at: datetime, known: dict[UUID, Meeting]
) -> list[AgendaItem]:
    """Items that she may see now, in a dossier of then that she may see too, as they stood.

    `known` are meetings as they stood; those of other items are asked for.
    """
    present = {row.pk: row for row in treated_in(user, origins)}
    rows: list[AgendaItem] = [
        row
        for row in as_of(AgendaItem, at).filter(id__in=present, removed_at=None)
        if row.submission == Submission.ACCEPTED
    ]
    elsewhere = {row.dossier_id for row in rows if row.dossier_id != present[row.pk].dossier_id}
    if elsewhere:
        readable = Dossier.objects.visible_to(user).filter(pk__in=elsewhere)
        elsewhere -= set(readable.values_list("pk", flat=True))
    kept = [row for row in rows if row.dossier_id not in elsewhere]
    attach(kept, "referred_to", Body)
    others = {row.meeting_id for row in kept} - set(known)
    meetings = {**known, **(_meetings_then(user, others, at) if others else {})}
    kept = [row for row in kept if row.meeting_id in meetings]
    for row in kept:
        row.meeting = meetings[row.meeting_id]
    return sorted(kept, key=lambda row: (row.position, row.created_at))
