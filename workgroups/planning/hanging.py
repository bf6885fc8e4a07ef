"""A milestone that goes to a meeting has its day, and moves along with it."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy

from coordination.kit.locking import locked
from coordination.kit.workdays import on_the_wall
from coordination.mail.kinds import part_in
from coordination.meetings.dependents import Dependents, Move, Said, Shift, Who, dependents
from coordination.meetings.models import Meeting
from coordination.meetings.outsiders import is_withheld, reached_at
from coordination.people.models import Recipient, User

from .models import Milestone
from .services.saving import keep, note, put_span
from .spans import Span

MILESTONES = "planning.milestones"
END_OF_DAY = dt.time(23, 59)
NAMES = (
    "product__line__team__dossier",
    "product__owner_organisation",
    "product__owner_person__organisation",
    "product__owner_post__holder__organisation",
    "body",
)


def shifts(moves: Sequence[Move], _before: Sequence[Shift]) -> list[Shift]:
    """Awaited milestones of these meetings, at their new day.

    One that was set to another day by hand stays, and so does one that would come after the end
    of its team.
    """
    by_id = {move.meeting.pk: move for move in moves if move.goes_elsewhen}
    found = []
    for row in _rows().filter(meeting__in=by_id).awaited().order_by("due_on", "pk"):
        move = by_id[row.meeting_id]
        was, becomes = _day(move.was.starts_at), _day(move.becomes.starts_at)
        last = row.product.line.team.ends_on
        follows = row.due_on == was and (last is None or becomes <= last)
        if was != becomes:
            found.append(_shift(row, becomes if follows else row.due_on))
    return found


def _rows() -> Any:
    return Milestone.objects.select_related(*NAMES)


def _shift(row: Milestone, becomes: dt.date) -> Shift:
    assert row.due_on is not None  # the constraint milestone_meeting_of_body
    return Shift(
        MILESTONES,
        row,
        gettext_lazy("milestone"),
        _named(row),
        was=_end_of(row.due_on),
        becomes=_end_of(becomes),
        who=tuple(_owners(row)),
        url=row.get_absolute_url(),
        whole_day=True,
    )


def _named(row: Milestone) -> str:
    return ": ".join(filter(None, [row.product.title, row.title]))


def _owners(row: Milestone) -> Iterator[Who]:
    """The person, the holder of the post, else the organisation as it is reached."""
    product = row.product
    if product.owner_person:
        yield product.owner_person
    elif product.owner_post and product.owner_post.holder:
        yield product.owner_post.holder
    else:
        assert row.due_on is not None  # the constraint milestone_meeting_of_body
        dossier = product.line.team.dossier
        yield from reached_at(product.owner_organisation, dossier, on=row.due_on)


def _end_of(day: dt.date) -> dt.datetime:
    return on_the_wall(dt.datetime.combine(day, END_OF_DAY))


def _day(moment: dt.datetime) -> dt.date:
    return timezone.localdate(moment)


def seen(found: Sequence[Shift], user: User) -> list[Shift]:
    kept = Milestone.objects.visible_to(user).filter(pk__in=[one.noun.pk for one in found])
    pks = set(kept.values_list("pk", flat=True))
    return [one for one in found if one.noun.pk in pks]


def apply(shift: Shift, by: User, at: dt.datetime) -> None:
    """The milestone at its new day; whose it is did not let it slip, so that is no slip."""
    found: Milestone = locked(shift.noun)
    old, day = found.due_on, _day(shift.becomes)
    put_span(found, Span(day, day))
    keep(found, by=by, at=at)
    team = found.product.line.team
    note("milestone_followed", found, team, by=by, at=at, part=True, old=old, new=day)


def undone(meetings: Sequence[Meeting], moved_at: dt.datetime) -> list[Shift]:
    found = []
    for row in _rows().filter(meeting__in=meetings).order_by("due_on", "pk"):
        kept = row.history.filter(version=row.version, history_date=moved_at)
        before = row.history.filter(version=row.version - 1).first()
        if before and before.due_on and kept.exists():
            found.append(_shift(row, before.due_on))
    return found


def said_to(pks: Iterable[UUID], recipient: Recipient) -> dict[str, Said]:
    """Milestones as this recipient may read them; a mailbox those of its own organisation."""
    rows = _rows().filter(pk__in=list(pks))
    if recipient.user:
        rows = rows.visible_to(recipient.user)
    found = {}
    for row in rows:
        dossier, owner = row.product.line.team.dossier, row.product.owner_organisation_id
        owes = recipient.mailbox_id is not None and owner == recipient.mailbox_id
        if part_in(dossier.pk, recipient).visible or (owes and not dossier.is_classified):
            what = dossier.number if is_withheld(dossier, recipient) else _named(row)
            moment = _end_of(row.due_on)
            found[str(row.pk)] = Said(what, moment, row.get_absolute_url(), whole_day=True)
    return found


def waiting(meetings: Sequence[Meeting]) -> Iterator[tuple[UUID, UUID, Who]]:
    """The milestones that go there, with whose they are."""
    for row in _rows().filter(meeting__in=meetings).awaited().order_by("due_on", "pk"):
        for who in _owners(row):
            yield row.meeting_id, row.pk, who


dependents.add(MILESTONES, Dependents(shifts, seen, apply, undone, said_to, waiting), order=60)
