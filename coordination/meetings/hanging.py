"""Action points that are due at a meeting move with it: those whose line in the minutes says so."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from coordination.actions.models import ActionPoint, ActionStatus, PartStatus, Verb
from coordination.actions.services.saving import put_term, save, tell, term_of
from coordination.actions.terms import Term
from coordination.kit.history import save_as
from coordination.kit.locking import locked
from coordination.kit.workdays import on_the_wall
from coordination.mail.kinds import part_in
from coordination.people.models import Recipient, User

from .dependents import Dependents, Move, Said, Shift, Who, dependents
from .models import Entry, Meeting
from .outsiders import is_withheld, reached_at

POINTS = "meetings.points"


def shifts(moves: Sequence[Move], before: Sequence[Shift]) -> list[Shift]:
    """Points whose term was read as this meeting and stands there still.

    Drafts move too, so that their minutes go round with the right day; nobody knows them yet.
    """
    found = []
    taken = {one.noun.pk for one in before}
    for point, move in _hanging(moves):
        if point.pk not in taken and moment_of(point) == move.was.starts_at:
            found.append(_shift(point, move.becomes.starts_at))
    return found


def _hanging(moves: Sequence[Move]) -> list[tuple[ActionPoint, Move]]:
    by_id = {str(move.meeting.pk): move for move in moves if move.goes_elsewhen}
    rows = (
        _of_meetings(by_id)
        .select_related("entry", "dossier", "owner_organisation", "owner_person__organisation")
        .select_related("owner_post__holder__organisation", "owner_post__organisation")
    )
    return [
        (point, by_id[point.entry.reading["due_meeting"]])
        for point in rows.order_by("due_on", "due_time", "pk")
    ]


def _of_meetings(ids: Iterable[str]) -> Any:
    standing = [ActionStatus.OPEN, ActionStatus.DRAFT]
    return ActionPoint.objects.filter(
        entry__reading__due_meeting__in=list(ids), status__in=standing
    )


def _shift(point: ActionPoint, becomes: dt.datetime) -> Shift:
    is_draft = point.status == ActionStatus.DRAFT
    return Shift(
        POINTS,
        point,
        gettext_lazy("action point"),
        f"{point.number} {point.text}",
        was=moment_of(point),
        becomes=becomes,
        who=() if is_draft else tuple(_owners(point)),
        url=point.get_absolute_url(),
        told=not is_draft,
    )


def _owners(point: ActionPoint) -> Iterable[Who]:
    """The person, the holder of the post, else mailboxes; of a point of all who still owe it."""
    if point.for_everyone:
        for part in point.parts.filter(status=PartStatus.OPEN).select_related("organisation"):
            yield from reached_at(part.organisation, point.dossier, on=point.due_on)
    elif point.owner_person:
        yield point.owner_person
    elif point.owner_post and point.owner_post.holder:
        yield point.owner_post.holder
    else:
        yield from reached_at(point.owner_organisation, point.dossier, on=point.due_on)


def moment_of(point: ActionPoint) -> dt.datetime:
    """The hour of its term; without one the end of its day."""
    return on_the_wall(dt.datetime.combine(point.due_on, point.due_time or dt.time(23, 59)))


def seen(found: Sequence[Shift], user: User) -> list[Shift]:
    kept = ActionPoint.objects.visible_to(user).filter(pk__in=[one.noun.pk for one in found])
    pks = set(kept.values_list("pk", flat=True))
    return [one for one in found if one.noun.pk in pks]


def apply(shift: Shift, by: User, at: dt.datetime) -> None:
    """Its term at the new moment; whose it is did not postpone it, so that is not counted."""
    point: ActionPoint = locked(shift.noun)
    local = timezone.localtime(shift.becomes)
    old, new = term_of(point), Term(local.date(), local.time())
    put_term(point, new)
    if point.status == ActionStatus.DRAFT:
        _redate(point, by, at)
        return
    point.due_version += 1
    save(point, by=by, at=at)
    # kept text is in the language of the reports, whoever moved the meeting
    with override("nl"):
        why = _("The meeting was moved.")
    tell(Verb.MOVED, point, by=by, at=at, text=why, old=old, new=new, part=True)


def _redate(point: ActionPoint, by: User, at: dt.datetime) -> None:
    """A draft has no history, and its line in the minutes shows its day."""
    save_as(point, by=by, at=at, history=False)
    entry = Entry.objects.select_for_update(of=("self",)).get(action_point=point)
    day, hour = point.due_on, point.due_time
    entry.reading |= {
        "due_on": day.isoformat(),
        "due_time": hour.isoformat("minutes") if hour else "",
    }
    save_as(entry, by=by, at=at, history=False)


def undone(meetings: Sequence[Meeting], moved_at: dt.datetime) -> list[Shift]:
    found = []
    for meeting in meetings:
        before = meeting.history.filter(version=meeting.version - 1).order_by("history_date").last()
        for point in _of_meetings([str(meeting.pk)]).order_by("due_on", "due_time", "pk"):
            if point.status == ActionStatus.DRAFT:
                moved = before is not None and moment_of(point) == meeting.starts_at
                found += [_shift(point, before.starts_at)] if moved else []
                continue
            back = moment_before(point, moved_at)
            found += [_shift(point, back)] if back else []
    return found


def moment_before(point: ActionPoint, moved_at: dt.datetime) -> dt.datetime | None:
    """When it was due before it moved at that moment; None where it changed since."""
    kept = point.history.filter(version=point.version, history_date=moved_at)
    old = point.history.filter(version=point.version - 1).first()
    return moment_of(old) if old and kept.exists() else None


def said_to(pks: Iterable[UUID], recipient: Recipient) -> dict[str, Said]:
    rows = ActionPoint.objects.filter(pk__in=list(pks)).select_related("dossier")
    if recipient.user:
        rows = rows.visible_to(recipient.user)
    found = {}
    for point in rows:
        part = part_in(point.dossier_id, recipient)
        if recipient.user or part.visible or not point.dossier.is_classified:
            text = "" if is_withheld(point.dossier, recipient) else f" {point.text[:200]}"
            found[str(point.pk)] = Said(
                f"{point.number}{text}", moment_of(point), point.get_absolute_url()
            )
    return found


dependents.add(POINTS, Dependents(shifts, seen, apply, undone, said_to), order=50)
