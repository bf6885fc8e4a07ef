"""What of the rhythm hangs on a meeting: deadlines by their own unit, and their reminders."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy

from coordination.audit.deeds import record
from coordination.kit.locking import locked
from coordination.kit.workdays import DayBook
from coordination.mail.kinds import part_in
from coordination.meetings.dependents import Dependents, Move, Said, Shift, Who, dependents
from coordination.meetings.models import Meeting
from coordination.meetings.outsiders import is_withheld, reached_at
from coordination.people.models import Post, Recipient, User
from coordination.people.queries import daybook_of

from . import foretold, moved_events  # noqa: F401  each stands in a file of its own
from .models import Deadline
from .naming import papers_for
from .services.keeping import keep

DEADLINES = "cycle.deadlines"


def shifts(moves: Sequence[Move], _before: Sequence[Shift]) -> list[Shift]:
    """Open deadlines of these meetings, each counted back anew by its own unit.

    Working days are those of the secretary's organisation. One that was set by hand stays.
    """
    by_id = {move.meeting.pk: move for move in moves if move.goes_elsewhen}
    books: dict[Any, DayBook] = {}
    found = []
    for row in _rows().filter(meeting__in=by_id).order_by("due_at", "pk"):
        move = by_id[row.meeting_id]
        keeper = move.meeting.body.organisation_id
        if keeper not in books:
            books[keeper] = daybook_of(keeper)
        offset = row.offset
        becomes = offset.before(move.becomes.starts_at, books[keeper]) if offset else row.due_at
        found.append(_shift(row, becomes, move.becomes.starts_at))
    return found


def _rows() -> Any:
    return Deadline.objects.open().select_related(
        "organisation",
        "person__organisation",
        "post__holder__organisation",
        "meeting__body",
        "dossier",
    )


def _shift(row: Deadline, becomes: dt.datetime, hangs_at: dt.datetime | None = None) -> Shift:
    return Shift(
        DEADLINES,
        row,
        gettext_lazy("deadline"),
        row.what,
        was=row.due_at,
        becomes=becomes,
        who=tuple(_owes(row)),
        url=row.get_absolute_url(),
        hangs_at=hangs_at,
    )


def _owes(row: Deadline) -> Iterable[Who]:
    match row.owed_by:
        case User() as person:
            yield person
        case Post() as post:
            if post.holder:
                yield post.holder
        case organisation:
            yield from reached_at(organisation, row.dossier, on=_day(row.due_at))


def seen(found: Sequence[Shift], user: User) -> list[Shift]:
    kept = Deadline.objects.visible_to(user).filter(pk__in=[one.noun.pk for one in found])
    pks = set(kept.values_list("pk", flat=True))
    return [one for one in found if one.noun.pk in pks]


def apply(shift: Shift, by: User, at: dt.datetime) -> None:
    """The deadline at its new moment; papers are named after the new day of their meeting."""
    deadline: Deadline = locked(shift.noun)
    old = deadline.due_at
    deadline.due_at = shift.becomes
    deadline.what = _renamed(deadline, at)
    keep(deadline, by=by, at=at)
    record(
        "cycle.deadline_moved",
        deadline,
        by=by,
        at=at,
        dossier=deadline.dossier_id,
        part=True,
        old=old,
        new=deadline.due_at,
    )


def _renamed(deadline: Deadline, at: dt.datetime) -> str:
    """Its name with the new day, where it was named after the day of its meeting."""
    meeting = deadline.meeting
    if meeting is None:
        return deadline.what
    before = meeting.history.filter(version=meeting.version - 1).order_by("-history_date").first()
    code = meeting.body.code
    if before is None or deadline.what != papers_for(code, _day(before.starts_at)):
        return deadline.what
    return papers_for(code, _day(meeting.starts_at))


def _day(moment: dt.datetime) -> dt.date:
    return timezone.localtime(moment).date()


def undone(meetings: Sequence[Meeting], moved_at: dt.datetime) -> list[Shift]:
    found = []
    for row in _rows().filter(meeting__in=meetings).order_by("due_at", "pk"):
        kept = row.history.filter(version=row.version, history_date=moved_at)
        before = row.history.filter(version=row.version - 1).first()
        if before and kept.exists():
            found.append(_shift(row, before.due_at))
    return found


def said_to(pks: Iterable[UUID], recipient: Recipient) -> dict[str, Said]:
    """Deadlines that still stand, as this recipient may read them; a mailbox what it owes."""
    rows = _rows().filter(pk__in=list(pks))
    if recipient.user:
        rows = rows.visible_to(recipient.user)
    found = {}
    for row in rows:
        part = part_in(row.dossier_id, recipient)
        owes = row.organisation_id is not None and row.organisation_id == recipient.mailbox_id
        if part.visible or (owes and not row.dossier.is_classified):
            what = row.dossier.number if is_withheld(row.dossier, recipient) else row.what
            found[str(row.pk)] = Said(what, row.due_at, row.get_absolute_url())
    return found


dependents.add(DEADLINES, Dependents(shifts, seen, apply, undone, said_to), order=20)
