"""An action point that is due at a meeting moves with it; its line in the minutes says so."""

from datetime import timedelta

from django.utils import timezone

from coordination.actions.models import ActionPoint, ActionUpdate, Verb
from coordination.actions.services import move_term
from coordination.actions.terms import Term
from coordination.mail.kinds import mail_kinds
from coordination.mail.models import Message
from coordination.meetings.models import AgendaItem, Entry, Meeting
from coordination.meetings.services.circulation import circulate_minutes
from coordination.meetings.services.entries import write_line
from coordination.meetings.services.moving import move_meeting, undo_move
from tests.cast import MONDAY, Cast
from tests.kept import kept

from .test_meetings import HOUR, THURSDAY, planned

FRIDAY = THURSDAY + timedelta(days=1, hours=2)
LATER = MONDAY + HOUR


@kept
def coming(cast: Cast) -> Meeting:
    return planned(cast)


@kept
def written(cast: Cast, coming: Meeting, item: AgendaItem) -> Meeting:
    """The minutes of Monday with a point of VWS's officer that is due at Thursday's meeting."""
    write_line(
        item=item,
        typed="Notitie delen @VWS uiterlijk volgend overleg",
        by=cast.secretary,
        at=MONDAY,
    )
    return Meeting.objects.get(pk=item.meeting_id)


def circulated(cast: Cast, meeting: Meeting) -> ActionPoint:
    circulate_minutes(meeting=meeting, version=meeting.version, by=cast.secretary, at=MONDAY)
    return ActionPoint.objects.get()


def moved(cast: Cast, meeting: Meeting) -> Meeting:
    return move_meeting(
        meeting=meeting,
        starts_at=FRIDAY,
        ends_at=FRIDAY + HOUR,
        version=meeting.version,
        by=cast.secretary,
        at=LATER,
    )


def due() -> tuple[str, str]:
    point = ActionPoint.objects.get()
    return point.due_on.isoformat(), f"{point.due_time:%H.%M}"


def test_a_point_due_at_the_meeting_goes_with_it_and_its_owner_is_told(
    cast: Cast, written: Meeting, coming: Meeting
) -> None:
    point = circulated(cast, written)
    version = point.due_version

    moved(cast, coming)

    assert due() == ("2020-11-06", "12.00")
    point.refresh_from_db()
    assert (point.due_version, point.postponed) == (version + 1, 0)
    last = ActionUpdate.objects.filter(action_point=point).latest("at")
    assert (last.verb, last.text) == (Verb.MOVED, "Het overleg is verplaatst.")
    message = Message.objects.get(kind="meetings.moved", recipient__user=cast.vws_officer)
    said = mail_kinds["meetings.moved"].render(message).text
    assert f"{point.number} Notitie delen" in said
    assert "(was donderdag 5 november 2020, 10.00)" in said


def test_undoing_puts_the_point_back(cast: Cast, written: Meeting, coming: Meeting) -> None:
    circulated(cast, written)
    meeting = moved(cast, coming)

    undo_move(meeting=meeting, version=meeting.version, by=cast.secretary, at=LATER + HOUR)

    assert due() == ("2020-11-05", "10.00")


def test_a_point_that_was_moved_by_hand_stays(
    cast: Cast, written: Meeting, coming: Meeting
) -> None:
    point = circulated(cast, written)
    move_term(
        point=point,
        version=point.version,
        term=Term(timezone.localdate(THURSDAY) + timedelta(days=7)),
        reason="Meer tijd nodig",
        by=cast.secretary,
        at=MONDAY,
    )

    moved(cast, coming)

    assert ActionPoint.objects.get().due_on.isoformat() == "2020-11-12"


def test_a_draft_in_its_minutes_goes_with_the_meeting_and_nobody_hears_of_it(
    cast: Cast, written: Meeting, coming: Meeting
) -> None:
    meeting = moved(cast, coming)

    assert due() == ("2020-11-06", "12.00")
    assert Entry.objects.get().reading["due_on"] == "2020-11-06"
    things = [one.payload["things"] for one in Message.objects.filter(kind="meetings.moved")]
    assert [one for one in things if one] == []

    undo_move(meeting=meeting, version=meeting.version, by=cast.secretary, at=LATER + HOUR)

    assert due() == ("2020-11-05", "10.00")
