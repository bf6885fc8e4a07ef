"""A request for input that closes at or before a meeting moves with it; who owes it is told."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy

from coordination.actions.models import PartStatus
from coordination.kit.workdays import DayBook
from coordination.mail.kinds import part_in
from coordination.meetings import hanging
from coordination.meetings.dependents import Dependents, Move, Said, Shift, Who, dependents
from coordination.meetings.models import Meeting
from coordination.meetings.outsiders import is_withheld
from coordination.people.models import Recipient, User
from coordination.people.queries import daybook_of

from .models import Contribution
from .services.letters import addressee

REQUESTS = "contributions.requests"


def shifts(moves: Sequence[Move], _before: Sequence[Shift]) -> list[Shift]:
    """Requests at the moment they close: those whose point says so, and those counted back."""
    return [*_of_points(hanging.shifts(moves, [])), *_counted_back(moves)]


def _counted_back(moves: Sequence[Move]) -> Iterator[Shift]:
    """Each counted anew by its own unit; one whose term was set since then stays."""
    by_id = {move.meeting.pk: move for move in moves if move.goes_elsewhen}
    books: dict[Any, DayBook] = {}
    for row in _hanging(by_id):
        move, offset, was = by_id[row.meeting_id], row.offset, hanging.moment_of(row.action_point)
        assert offset is not None  # the constraint contribution_offset_with_meeting
        keeper = move.meeting.body.organisation_id
        if keeper not in books:
            books[keeper] = daybook_of(keeper)
        follows = was == offset.before(move.was.starts_at, books[keeper])
        becomes = offset.before(move.becomes.starts_at, books[keeper]) if follows else was
        yield _shift(row, was, becomes)


def _hanging(meetings: Iterable[Any]) -> Any:
    rows = Contribution.objects.open().filter(meeting__in=list(meetings))
    rows = rows.select_related("action_point__dossier")
    return rows.order_by("action_point__due_on", "action_point__due_time", "pk")


def _of_points(found: Sequence[Shift]) -> list[Shift]:
    rows = Contribution.objects.open().filter(action_point__in=[one.noun.pk for one in found])
    by_point = {row.action_point_id: row for row in rows.select_related("action_point__dossier")}
    return [
        _shift(by_point[one.noun.pk], one.was, one.becomes)
        for one in found
        if one.noun.pk in by_point
    ]


def _shift(request: Contribution, was: dt.datetime, becomes: dt.datetime) -> Shift:
    return Shift(
        REQUESTS,
        request.action_point,
        gettext_lazy("request for input"),
        f"{request.number} {request.question}",
        was=was,
        becomes=becomes,
        who=tuple(_asked(request, was)),
        url=request.get_absolute_url(),
    )


def _asked(request: Contribution, at: dt.datetime) -> Iterator[Who]:
    """Those who still owe a reply, where they were asked."""
    point = request.action_point
    for part in point.parts.filter(status=PartStatus.OPEN).select_related("organisation"):
        recipient = addressee(part.organisation, point, at=at)
        contact = None if point.dossier.is_classified else recipient.contact
        mailbox = recipient.mailbox if recipient.mailbox and recipient.mailbox.mailbox else None
        who = recipient.user or mailbox or contact
        if who is not None:
            yield who


def seen(found: Sequence[Shift], user: User) -> list[Shift]:
    return hanging.seen(found, user)


def undone(meetings: Sequence[Meeting], moved_at: dt.datetime) -> list[Shift]:
    counted = (
        (row, hanging.moment_before(row.action_point, moved_at)) for row in _hanging(meetings)
    )
    back = [
        _shift(row, hanging.moment_of(row.action_point), moment)
        for row, moment in counted
        if moment
    ]
    return [*_of_points(hanging.undone(meetings, moved_at)), *back]


def said_to(pks: Iterable[UUID], recipient: Recipient) -> dict[str, Said]:
    """By the id of the point; what a mailbox was asked it may read where that is unclassified."""
    rows = Contribution.objects.filter(action_point__in=list(pks))
    if recipient.user:
        rows = rows.visible_to(recipient.user)
    found = {}
    for row in rows.select_related("action_point__dossier"):
        point = row.action_point
        is_classified = point.dossier.is_classified
        if recipient.user or not is_classified or part_in(point.dossier_id, recipient).visible:
            held = is_withheld(point.dossier, recipient)
            what = row.number if held else f"{row.number} {row.question[:200]}"
            found[str(point.pk)] = Said(what, hanging.moment_of(point), row.get_absolute_url())
    return found


dependents.add(REQUESTS, Dependents(shifts, seen, hanging.apply, undone, said_to), order=40)
