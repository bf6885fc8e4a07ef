"""Who was there, for whom and with what power."""

from datetime import datetime

from django.utils.translation import gettext as _

from coordination.audit.deeds import deed, digest, record
from coordination.kit.history import save_as
from coordination.kit.locking import locked
from coordination.kit.refusals import Refusal
from coordination.people.models import Organisation, User

from ..models import Attendance, Authority, Meeting, Presence
from .refused import refuse_who_does_not_note
from .state import refuse_kept
from .typed import typed

LONGEST_NAME = 120
GUEST = ""
"""A guest has no role in the body."""


@deed
def note_attendance(
    *,
    attendance: Attendance,
    by: User,
    at: datetime,
    presence: str | None = None,
    authority: str | None = None,
    person: User | None = None,
    named: str | None = None,
) -> Attendance:
    """The row with what is given; what is None stays. Refuses another organisation's person.

    `named` is who came without an account; empty with no person means nobody is known.
    """
    meeting = _writable(attendance.meeting, by)
    row = meeting.attendances.select_for_update(of=("self",)).get(pk=attendance.pk)
    old = _state(row)
    if presence is not None:
        row.presence = _one_of(presence, Presence.values, "presence")
    if authority is not None:
        row.authority = _one_of(authority, Authority.values, "authority")
    if person is not None or named is not None:
        _name(row, person, named or "")
    save_as(row, by=by, at=at)
    record(
        "attendance.noted",
        row,
        by=by,
        at=at,
        dossier=meeting.dossier_id,
        organisation=row.organisation_id,
        old=old,
        new=_state(row),
    )
    return row


@deed
def note_all_present(*, meeting: Meeting, by: User, at: datetime) -> list[Attendance]:
    """Everybody of whom nothing was noted yet as present; what was noted stays."""
    meeting = _writable(meeting, by)
    rows = meeting.attendances.select_for_update(of=("self",)).filter(presence=Presence.UNKNOWN)
    noted = list(rows.order_by("pk"))
    if not noted:
        raise Refusal(_("Of everybody it stands here already whether they are present."))
    for row in noted:
        row.presence = Presence.PRESENT
        save_as(row, by=by, at=at)
    record(
        "attendance.all_noted",
        meeting,
        by=by,
        at=at,
        dossier=meeting.dossier_id,
        rows=[str(row.pk) for row in noted],
    )
    return noted


@deed
def add_guest(
    *,
    meeting: Meeting,
    organisation: Organisation,
    by: User,
    at: datetime,
    person: User | None = None,
    named: str = "",
) -> Attendance:
    """Somebody present who is no member; she listens. Refuses who has a row already."""
    meeting = _writable(meeting, by)
    named = typed(named, field="person", longest=LONGEST_NAME)
    same = meeting.attendances.filter(organisation=organisation, person=person)
    if same.filter(named__iexact=named).exists():
        raise Refusal(_("This guest already stands in the list."), field="organisation")
    row = Attendance(
        meeting=meeting,
        organisation=organisation,
        role=GUEST,
        presence=Presence.PRESENT,
        authority=Authority.LISTENING,
    )
    if person is not None or named:
        _name(row, person, named)
    save_as(row, by=by, at=at)
    record(
        "attendance.guest_added",
        row,
        by=by,
        at=at,
        dossier=meeting.dossier_id,
        organisation=organisation.pk,
        person=person,
        named=digest(row.named) if row.named else "",
    )
    return row


@deed
def remove_guest(*, attendance: Attendance, by: User, at: datetime) -> Meeting:
    """The guest off the list; a member's row stays, whether she came or not."""
    meeting = _writable(attendance.meeting, by)
    if attendance.role != GUEST:
        raise Refusal(_("A member stays in the list; note her as absent."))
    record(
        "attendance.guest_removed",
        attendance,
        by=by,
        at=at,
        dossier=meeting.dossier_id,
        organisation=attendance.organisation_id,
        person=attendance.person_id and str(attendance.person_id),
    )
    attendance._history_user, attendance._history_date = by, at  # type: ignore[attr-defined]  # put there by simple_history
    attendance.delete()
    return meeting


def _writable(meeting: Meeting, by: User) -> Meeting:
    found = locked(meeting)
    refuse_who_does_not_note(found, by)
    refuse_kept(found)
    return found


def _name(row: Attendance, person: User | None, named: str) -> None:
    """Who came: somebody with an account, or somebody by name."""
    if person is not None:
        _refuse_stranger(row, person)
    row.person = person
    row.named = "" if person else typed(named, field="person", longest=LONGEST_NAME)


def _one_of(value: str, values: list[str], field: str) -> str:
    if value not in values:
        raise Refusal(_("Choose one of the answers that stand there."), field=field)
    return value


def _refuse_stranger(row: Attendance, person: User) -> None:
    if person.organisation_id != row.organisation_id or not person.is_active:
        raise Refusal(_("Choose somebody who works for this organisation."), field="person")
    if (
        row.meeting.attendances.filter(organisation=row.organisation_id, person=person)
        .exclude(pk=row.pk)
        .exists()
    ):
        raise Refusal(_("She already stands in the list."), field="person")


def _state(row: Attendance) -> dict[str, str]:
    return {
        "presence": row.presence,
        "authority": row.authority,
        "person": str(row.person_id or ""),
        "named": digest(row.named) if row.named else "",
    }
