"""A meeting is planned, cancelled, restored and opened; moving stands in moving.py."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coordination.audit.deeds import deed, record
from coordination.dossiers.models import Dossier
from coordination.kit.history import save_as
from coordination.kit.locking import locked
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.people.models import Body, User
from coordination.search.services import index_again

from ..models import Meeting, MeetingStatus
from ..permissions import can_plan, takes_notes
from .adoption import put_adoption_items
from .found import findable_meeting
from .invitations import announce
from .members import note_members
from .opening import begin
from .state import refuse_begun
from .typed import required, typed

LONGEST = timedelta(hours=24)
FURTHEST_YEARS = 5
ONLY_LEADERS = gettext_lazy(
    "Only the secretary or chair of the body, or the dossier's lead, plans its meetings."
)


@deed
def plan_meeting(  # noqa: PLR0913  what a meeting is, in one deed
    *,
    body: Body,
    dossier: Dossier,
    starts_at: datetime,
    ends_at: datetime,
    by: User,
    at: datetime,
    place: str = "",
    subject: str = "",
    note_takers: Iterable[User] = (),
) -> Meeting:
    """A planned meeting with a row of attendance per present member, who are told by mail.

    Its first item adopts the body's last circulated report, where there is one. Refuses an end
    before the start, more than 24 hours, more than five years from now, a dossier `by` may not
    see, and who does not lead the body or the dossier.
    """
    meeting = Meeting(
        body=body,
        dossier=dossier,
        starts_at=starts_at,
        ends_at=ends_at,
        created_at=at,
        created_by=by,
    )
    if not Dossier.objects.visible_to(by).filter(pk=dossier.pk).exists():
        raise NotAllowed(_("Choose a dossier that you may see."), field="dossier")
    refuse_who_may_not(by, meeting)
    refuse_impossible(starts_at, ends_at, at)
    meeting.subject, meeting.place = typed(subject, field="subject"), typed(place, field="place")
    save_as(meeting, by=by, at=at)
    meeting.note_takers.set(note_takers)
    note_members(meeting, by=by, at=at)
    put_adoption_items(meeting, by=by, at=at)
    _index(meeting, at)
    announce(meeting, "meetings.invited", by=by, at=at)
    record(
        "meetings.planned",
        meeting,
        by=by,
        at=at,
        dossier=dossier.pk,
        body=body.code,
        starts_at=starts_at,
        ends_at=ends_at,
    )
    return meeting


@deed
def cancel_meeting(*, meeting: Meeting, reason: str, by: User, at: datetime) -> Meeting:
    """The meeting cancelled with its reason, told to who is expected; restore_meeting undoes."""
    meeting = to_plan(meeting, by)
    refuse_begun(meeting)
    meeting.cancelled_because = required(
        reason, _("Say why the meeting is cancelled."), field="reason", longest=300
    )
    meeting.status = MeetingStatus.CANCELLED
    meeting.cancelled_at, meeting.cancelled_by = at, by
    keep(meeting, by=by, at=at)
    announce(meeting, "meetings.cancelled", by=by, at=at, reason=meeting.cancelled_because)
    record(
        "meetings.cancelled",
        meeting,
        by=by,
        at=at,
        dossier=meeting.dossier_id,
        reason=meeting.cancelled_because,
    )
    return meeting


@deed
def restore_meeting(*, meeting: Meeting, by: User, at: datetime) -> Meeting:
    """A cancelled meeting planned again at its old time, told to who heard of the cancelling."""
    meeting = to_plan(meeting, by)
    if meeting.status != MeetingStatus.CANCELLED:
        raise Refusal(_("This meeting was not cancelled."))
    meeting.status = MeetingStatus.PLANNED
    meeting.cancelled_at = meeting.cancelled_by = None
    meeting.cancelled_because = ""
    keep(meeting, by=by, at=at)
    announce(meeting, "meetings.restored", by=by, at=at)
    record("meetings.restored", meeting, by=by, at=at, dossier=meeting.dossier_id)
    return meeting


@deed
def open_meeting(*, meeting: Meeting, by: User, at: datetime) -> Meeting:
    """The meeting being written: members and reports to adopt as they are known now."""
    meeting = locked(meeting)
    if not takes_notes(by, meeting):
        raise NotAllowed(_("Only the secretary, the chair or a note taker opens the meeting."))
    refuse_begun(meeting)
    begin(meeting, by=by, at=at)
    record("meetings.opened", meeting, by=by, at=at, dossier=meeting.dossier_id)
    return meeting


@deed
def name_note_takers(
    *, meeting: Meeting, note_takers: Iterable[User], by: User, at: datetime
) -> Meeting:
    """Who types beside secretary and chair. Refuses a person who may not see the dossier."""
    meeting = to_plan(meeting, by)
    named = list(note_takers)
    for person in named:
        if not Dossier.objects.visible_to(person).filter(pk=meeting.dossier_id).exists():
            raise Refusal(
                _("%(person)s may not see this dossier.") % {"person": person.label},
                field="note_takers",
            )
    old = [person.pk for person in meeting.note_takers.order_by("pk")]
    meeting.note_takers.set(named)
    new = [person.pk for person in named]
    keep(meeting, by=by, at=at)
    record(
        "meetings.note_takers_named",
        meeting,
        by=by,
        at=at,
        dossier=meeting.dossier_id,
        old=old,
        new=new,
    )
    return meeting


def keep(meeting: Meeting, *, by: User, at: datetime) -> None:
    """Save the meeting as its next version, found anew."""
    meeting.version += 1
    save_as(meeting, by=by, at=at)
    _index(meeting, at)


def to_plan(meeting: Meeting, by: User) -> Meeting:
    """The meeting under lock, for who plans it."""
    found = locked(meeting)
    refuse_who_may_not(by, found)
    return found


def refuse_who_may_not(by: User, meeting: Meeting) -> None:
    if not can_plan(by, meeting):
        raise NotAllowed(ONLY_LEADERS)


def refuse_impossible(starts_at: datetime, ends_at: datetime, at: datetime) -> None:
    if abs(starts_at.year - at.year) > FURTHEST_YEARS or abs(ends_at.year - at.year) > (
        FURTHEST_YEARS + 1
    ):
        raise Refusal(_("Choose a date within five years from today."), field="day")
    if ends_at <= starts_at:
        raise Refusal(_("The meeting ends after it starts; change one of the times."), field="ends")
    if ends_at - starts_at > LONGEST:
        raise Refusal(_("A meeting lasts at most 24 hours; plan a second one."), field="ends")


def _index(meeting: Meeting, at: datetime) -> None:
    index_again(findable_meeting(meeting), at=at)
