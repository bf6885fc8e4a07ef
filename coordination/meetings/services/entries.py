"""Lines of the minutes: typed, changed, moved, split, removed, and taken back."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from coordination.actions.services import discard_draft_action_point
from coordination.audit.deeds import deed, digest, record
from coordination.decisions.services import discard_draft_decision
from coordination.kit.history import save_as
from coordination.kit.refusals import Refusal
from coordination.people.models import User

from ..models import AgendaItem, Entry, Meeting, Phase
from .drafts import forget_draft
from .picture import note_giver
from .places import line_state, locked_for_writing, locked_line, position_after, save_line
from .reading import Reader, become, reading


@deed
def write_line(
    *,
    item: AgendaItem,
    typed: str,
    by: User,
    at: datetime,
    phase: str = Phase.NONE,
    after: Entry | None = None,
) -> Entry:
    """Keep a line on Enter, whatever it lacks; with owner and term it is an action point at once.

    Refuses an empty, unsafe or too long line, and who may not type here (only
    secretary, chair or note taker, until the report is circulated).
    """
    meeting = locked_for_writing(item.meeting, by=by, at=at)
    forget_draft(meeting=meeting, field=f"item:{item.pk}", by=by)
    return _write(item, meeting, typed, Reader.of(meeting, by), by, at, phase, after)


@deed
def paste_lines(
    *, item: AgendaItem, lines: Sequence[str], by: User, at: datetime, phase: str = Phase.NONE
) -> list[Entry]:
    """Keep a previewed block line by line, all of it or nothing."""
    if not lines:
        raise Refusal(_("Choose at least one line to add."), field="lines")
    if len(lines) > 200:
        raise Refusal(_("Paste at most 200 lines at a time."), field="lines")
    meeting = locked_for_writing(item.meeting, by=by, at=at)
    reader = Reader.of(meeting, by)
    made = [_write(item, meeting, typed, reader, by, at, phase, part=True) for typed in lines]
    record("entries.pasted", item, by=by, at=at, dossier=item.dossier_id, lines=len(made))
    return made


@deed
def rewrite_line(*, entry: Entry, typed: str, version: int, by: User, at: datetime) -> Entry:
    """Change the text of a line and with it what it became; refuses an old version."""
    entry, meeting = locked_line(entry, version, by=by, at=at)
    forget_draft(meeting=meeting, field=f"line:{entry.pk}", by=by)
    entry.before = line_state(entry)
    _read_again(entry, meeting, typed, by=by, at=at)
    save_line(entry, meeting, by=by, at=at)
    note_giver(entry, by=by, at=at)
    record(
        "entries.rewritten",
        entry,
        by=by,
        at=at,
        dossier=entry.item.dossier_id,
        old=digest(entry.before["typed"]),
        new=digest(typed),
    )
    return entry


@deed
def move_line(
    *,
    entry: Entry,
    version: int,
    by: User,
    at: datetime,
    item: AgendaItem | None = None,
    after: Entry | None = None,
    phase: str | None = None,
) -> Entry:
    """Put a line after another one, or first when `after` is None; also under another item."""
    entry, meeting = locked_line(entry, version, by=by, at=at)
    entry.before = line_state(entry)
    target = item or entry.item
    if target.meeting_id != meeting.pk:
        raise Refusal(_("A line moves within its own meeting."))
    changes_dossier = target.dossier_id != entry.item.dossier_id
    if changes_dossier and (entry.decision_id or entry.action_point_id):
        raise Refusal(
            _("This line became a decision or an action point of another dossier. Type it there.")
        )
    entry.item = target
    entry.position = position_after(target, after, entry)
    if phase is not None:
        entry.phase = phase
    save_line(entry, meeting, by=by, at=at)
    record("entries.moved", entry, by=by, at=at, dossier=target.dossier_id, item=target.pk)
    return entry


@deed
def split_line(
    *, entry: Entry, typed: Sequence[str], version: int, by: User, at: datetime
) -> list[Entry]:
    """Make two or more lines of one; the first keeps what the line became."""
    parts = [part.strip() for part in typed if part.strip()]
    if len(parts) < 2:
        raise Refusal(_("Put the cursor where the second line begins."), field="text")
    first = rewrite_line(entry=entry, typed=parts[0], version=version, by=by, at=at)
    made, meeting, reader = [first], first.meeting, Reader.of(first.meeting, by)
    for part in parts[1:]:
        made.append(
            _write(first.item, meeting, part, reader, by, at, first.phase, made[-1], part=True)
        )
    record("entries.split", first, by=by, at=at, dossier=first.item.dossier_id, into=len(made))
    return made


@deed
def remove_line(*, entry: Entry, version: int, by: User, at: datetime) -> Entry:
    """Take a line out of the minutes with what it became; undo brings it back."""
    entry, meeting = locked_line(entry, version, by=by, at=at)
    entry.before = line_state(entry)
    _take_back(entry, by=by, at=at)
    entry.removed_at, entry.removed_by = at, by
    save_line(entry, meeting, by=by, at=at)
    record("entries.removed", entry, by=by, at=at, dossier=entry.item.dossier_id)
    return entry


@deed
def undo_line(*, entry: Entry, version: int, by: User, at: datetime) -> Entry:
    """Put a line back as it stood before its last change, while nothing changed since."""
    entry, meeting = locked_line(entry, version, by=by, at=at)
    if not entry.before:
        raise Refusal(_("There is nothing to undo on this line."))
    before, entry.before = entry.before, {}
    entry.item = meeting.items.get(pk=before["item"])
    entry.position, entry.phase = before["position"], before["phase"]
    if before["removed"]:
        _take_back(entry, by=by, at=at)
        entry.removed_at, entry.removed_by = at, by
    else:
        entry.removed_at = entry.removed_by = None
        _read_again(entry, meeting, before["typed"], by=by, at=at)
    save_line(entry, meeting, by=by, at=at)
    record("entries.undone", entry, by=by, at=at, dossier=entry.item.dossier_id)
    return entry


def _write(  # noqa: PLR0913  one line with its place, reader and moment
    item: AgendaItem,
    meeting: Meeting,
    typed: str,
    reader: Reader,
    by: User,
    at: datetime,
    phase: str = Phase.NONE,
    after: Entry | None = None,
    *,
    part: bool = False,
) -> Entry:
    entry = Entry(
        meeting=meeting,
        item=item,
        phase=phase,
        created_at=at,
        created_by=by,
        updated_at=at,
        updated_by=by,
        version=0,
        position=position_after(item, after, None, last=after is None),
    )
    read = reader.read(typed)
    entry.kind, entry.typed, entry.text = read.kind, typed, read.text
    entry.reading = reading(read, reader.calendar)
    become(entry, read, reader, by=by, at=at)
    save_line(entry, meeting, by=by, at=at)
    note_giver(entry, by=by, at=at)
    record(
        "entries.written",
        entry,
        by=by,
        at=at,
        dossier=item.dossier_id,
        part=part,
        kind=entry.kind,
        text={"sha256": digest(typed)},
    )
    return entry


def _read_again(entry: Entry, meeting: Meeting, typed: str, *, by: User, at: datetime) -> None:
    reader = Reader.of(meeting, by)
    read = reader.read(typed)
    entry.kind, entry.typed, entry.text = read.kind, typed, read.text
    entry.reading = reading(read, reader.calendar)
    become(entry, read, reader, by=by, at=at)


def _take_back(entry: Entry, *, by: User, at: datetime) -> None:
    decision, point = entry.decision, entry.action_point
    entry.decision = entry.action_point = None
    save_as(entry, by=by, at=at, history=False)
    if decision:
        discard_draft_decision(decision=decision, by=by, at=at)
    if point:
        discard_draft_action_point(point=point, by=by, at=at)
