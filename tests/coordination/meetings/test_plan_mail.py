from datetime import timedelta

from django.utils.translation import override

from coordination.mail.kinds import mail_kinds
from coordination.mail.models import Message
from coordination.meetings.services.meetings import (
    cancel_meeting,
    move_meeting,
    restore_meeting,
    undo_move,
)
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

    assert kind.still_due(message) == "the meeting was moved again"


def test_a_restored_meeting_is_not_told_as_cancelled(cast: Cast) -> None:
    meeting = cancel_meeting(meeting=planned(cast), reason="ziek", by=cast.lead, at=MONDAY)
    message = told(cast, "meetings.cancelled")
    kind = mail_kinds["meetings.cancelled"]
    assert (kind.still_due(message), "ziek" in kind.render(message).text) == (None, True)

    restore_meeting(meeting=meeting, by=cast.lead, at=MONDAY)

    assert kind.still_due(message) == "the meeting was restored"
