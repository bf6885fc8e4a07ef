from datetime import timedelta

from django.utils import timezone
from django.utils.translation import override

from coordination.mail.kinds import mail_kinds
from coordination.mail.models import Message, Status
from coordination.meetings.plan_mail import MOVED_AGAIN, NEVER_GONE, RESTORED
from coordination.meetings.services.meetings import (
    cancel_meeting,
    restore_meeting,
)
from coordination.meetings.services.moving import move_meeting, undo_move
from coordination.meetings.services.telling import BACK
from tests.cast import MONDAY, Cast

from .test_meetings import HOUR, THURSDAY, planned


def told(cast: Cast, kind: str) -> Message:
    return Message.objects.get(kind=kind, recipient__user=cast.vws_officer)


def test_the_invitation_says_when_and_where(cast: Cast) -> None:
    meeting = planned(cast, place="zaal 4")
    message = told(cast, "meetings.invited")

    with override("nl"):
        rendered = mail_kinds["meetings.invited"].render(message)

    assert "donderdag 5 november 2020, 10.00–11.00\nzaal 4" in rendered.text
    assert rendered.notice.path == meeting.get_absolute_url()


def test_a_meeting_planned_by_the_clock_here_is_told(cast: Cast) -> None:
    planned(cast, starts_at=timezone.localtime(THURSDAY))
    message = told(cast, "meetings.invited")
    assert mail_kinds["meetings.invited"].still_due(message) is None


def test_a_move_that_was_taken_back_is_not_told(cast: Cast) -> None:
    moved = move_meeting(
        meeting=planned(cast),
        starts_at=THURSDAY + HOUR,
        ends_at=THURSDAY + 2 * HOUR,
        version=1,
        reason="later",
        by=cast.lead,
        at=MONDAY,
    )
    message = told(cast, "meetings.moved")
    kind = mail_kinds["meetings.moved"]
    assert kind.still_due(message) is None
    assert "10.00" in kind.render(message).text

    undo_move(meeting=moved, version=2, by=cast.lead, at=MONDAY + timedelta(minutes=5))

    message.refresh_from_db()
    assert (message.status, message.reason) == (Status.SUPERSEDED, BACK)
    assert Message.objects.filter(kind="meetings.moved", status=Status.QUEUED).count() == 0


def test_a_restored_meeting_is_not_told_as_cancelled(cast: Cast) -> None:
    meeting = cancel_meeting(meeting=planned(cast), reason="ziek", by=cast.lead, at=MONDAY)
    message = told(cast, "meetings.cancelled")
    kind = mail_kinds["meetings.cancelled"]
    assert (kind.still_due(message), "ziek" in kind.render(message).text) == (None, True)

    restore_meeting(meeting=meeting, by=cast.lead, at=MONDAY)

    assert kind.still_due(message) == RESTORED


def send(message: Message) -> None:
    Message.objects.filter(pk=message.pk).update(status=Status.SENT)


def test_who_heard_of_the_cancelling_is_invited_again(cast: Cast) -> None:
    meeting = planned(cast)
    send(told(cast, "meetings.invited"))
    cancelled = cancel_meeting(meeting=meeting, reason="ziek", by=cast.lead, at=MONDAY + HOUR / 2)
    restore_meeting(meeting=cancelled, by=cast.lead, at=MONDAY + HOUR)
    again, kind = told(cast, "meetings.restored"), mail_kinds["meetings.restored"]
    assert kind.still_due(again) == NEVER_GONE
    send(told(cast, "meetings.cancelled"))

    said = kind.render(again)

    assert kind.still_due(again) is None
    assert [
        part in said.calendar for part in ("METHOD:REQUEST", "SEQUENCE:3", "STATUS:CONFIRMED")
    ] == [True, True, True]
    assert "donderdag 5 november gaat toch door" in said.subject


def test_who_was_not_invited_yet_hears_where_a_silently_moved_meeting_is(cast: Cast) -> None:
    move_meeting(
        meeting=planned(cast),
        starts_at=THURSDAY + HOUR,
        ends_at=THURSDAY + 2 * HOUR,
        version=1,
        silent=True,
        by=cast.lead,
        at=MONDAY,
    )
    message, kind = told(cast, "meetings.invited"), mail_kinds["meetings.invited"]
    assert kind.still_due(message) is None
    assert "11.00–12.00" in kind.render(message).text


def test_who_hears_of_the_move_is_not_invited_to_the_old_hour(cast: Cast) -> None:
    move_meeting(
        meeting=planned(cast),
        starts_at=THURSDAY + HOUR,
        ends_at=THURSDAY + 2 * HOUR,
        version=1,
        by=cast.lead,
        at=MONDAY,
    )
    message, kind = told(cast, "meetings.invited"), mail_kinds["meetings.invited"]
    assert kind.still_due(message) == MOVED_AGAIN


def test_in_a_story_that_stands_still_the_last_that_was_told_counts(cast: Cast) -> None:
    """Cancelled and restored over and over at one moment: version 10 comes after version 9."""
    meeting = planned(cast)
    for _round in range(4):
        meeting = cancel_meeting(meeting=meeting, reason="ziek", by=cast.lead, at=MONDAY)
        meeting = restore_meeting(meeting=meeting, by=cast.lead, at=MONDAY)
    cancel_meeting(meeting=meeting, reason="ziek", by=cast.lead, at=MONDAY)
    kind, mine = mail_kinds["meetings.restored"], told(cast, "meetings.invited").recipient
    mine.messages.update(status=Status.SENT)
    again = mine.messages.filter(kind="meetings.restored").latest("queued_at")
    meeting = restore_meeting(meeting=meeting, by=cast.lead, at=MONDAY + HOUR)
    assert meeting.version > 10
    assert kind.still_due(again) is None
