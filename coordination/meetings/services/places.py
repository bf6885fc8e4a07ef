"""What the verbs on lines share: the lock, the place, and saving as the newest change."""

from datetime import datetime
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from coordination.kit.history import save_as
from coordination.kit.refusals import NotAllowed, Refusal, Stale
from coordination.people.models import User

from ..models import AgendaItem, Entry, Meeting, MeetingStatus
from ..permissions import takes_notes
from .opening import begin

GAP = 1024
"""Room between two lines, so that one can be put between them without moving the others."""


def locked_for_writing(meeting: Meeting, *, by: User, at: datetime) -> Meeting:
    """The meeting locked for a change to its lines; a planned one opens with its first line."""
    locked: Meeting = (
        Meeting.objects.select_for_update(of=("self",))
        .select_related("body", "dossier")
        .get(pk=meeting.pk)
    )
    if not takes_notes(by, locked):
        raise NotAllowed(
            _("Only the secretary, the chair or a note taker types here. Ask to be note taker.")
        )
    if locked.is_kept:
        raise Refusal(
            _("This report was circulated. Propose an addition, or correct it as a new version.")
        )
    if locked.status == MeetingStatus.CANCELLED:
        raise Refusal(_("This meeting was cancelled; nothing can be typed in it."))
    if locked.status == MeetingStatus.PLANNED:
        begin(locked, by=by, at=at)
    return locked


def locked_line(entry: Entry, version: int, *, by: User, at: datetime) -> tuple[Entry, Meeting]:
    meeting = locked_for_writing(entry.meeting, by=by, at=at)
    locked = (
        Entry.objects.select_for_update(of=("self",))
        .select_related("item__dossier", "decision", "action_point", "updated_by__organisation")
        .get(pk=entry.pk)
    )
    if locked.version != version:
        raise Stale(
            _("Somebody else changed this line. Both texts stand here; choose or combine them."),
            current=locked,
        )
    locked.meeting = meeting
    return locked, meeting


def locked_line_of_kept(entry: Entry, meeting: Meeting, version: int) -> Entry:
    """A line of a locked, circulated or adopted report; refuses an old version."""
    locked: Entry = (
        Entry.objects.select_for_update(of=("self",))
        .select_related("item__dossier")
        .get(pk=entry.pk)
    )
    if not meeting.is_kept:
        raise Refusal(_("This report is still being written: change the line itself."))
    if locked.version != version:
        raise Stale(
            _("Somebody else changed this line. Both texts stand here; choose or combine them."),
            current=locked,
        )
    locked.meeting = meeting
    return locked


def save_line(entry: Entry, meeting: Meeting, *, by: User, at: datetime) -> None:
    """Save the line as the newest change of the meeting, which is locked.

    Before circulation no history is kept.
    """
    meeting.sequence += 1
    Meeting.objects.filter(pk=meeting.pk).update(sequence=meeting.sequence)
    entry.sequence = meeting.sequence
    entry.version += 1
    entry.updated_at, entry.updated_by = at, by
    save_as(entry, by=by, at=at, history=False)


def line_state(entry: Entry) -> dict[str, Any]:
    return {
        "typed": entry.typed,
        "item": str(entry.item_id),
        "position": entry.position,
        "phase": entry.phase,
        "removed": entry.removed_at is not None,
    }


def position_after(
    item: AgendaItem, after: Entry | None, moving: Entry | None, *, last: bool = False
) -> int:
    """A position behind `after`; makes room by numbering the item's lines anew where it is full."""
    others = item.entries.exclude(pk__in=[moving.pk] if moving else []).order_by("position", "pk")
    if last:
        return int(others.aggregate(top=Max("position"))["top"] or 0) + GAP
    here: int = after.position if after else 0
    following: Entry | None = others.filter(position__gt=here).order_by("position").first()
    if following is None:
        return here + GAP
    if following.position - here > 1:
        return here + (following.position - here) // 2
    for number, entry in enumerate(others, start=1):
        Entry.objects.filter(pk=entry.pk).update(position=number * GAP)
    if after:
        after.refresh_from_db(fields=["position"])
    return (after.position if after else 0) + GAP // 2
