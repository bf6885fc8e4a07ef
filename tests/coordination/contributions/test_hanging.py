"""A request that closes at a meeting moves with it, and those who still owe it hear so once."""

from datetime import timedelta

import pytest

from coordination.contributions.models import AnswerForm, Contribution
from coordination.contributions.services import Question, ask_contribution
from coordination.mail.kinds import mail_kinds
from coordination.mail.models import Message
from coordination.meetings.models import Meeting
from coordination.meetings.services.agenda import ItemFacts, submit_item
from coordination.meetings.services.circulation import circulate_minutes
from coordination.meetings.services.entries import write_line
from coordination.meetings.services.moving import move_meeting, undo_move
from tests.cast import MONDAY, Cast

from ..meetings.test_meetings import HOUR, THURSDAY, planned

FRIDAY = THURSDAY + timedelta(days=1)


@pytest.fixture
def asked(cast: Cast) -> Contribution:
    """Asked of all members on Monday, by Thursday's meeting."""
    first, _coming = planned(cast, MONDAY), planned(cast)
    facts = ItemFacts(title="Sheets", dossier=cast.dossier)
    item = submit_item(meeting=first, facts=facts, by=cast.secretary, at=MONDAY)
    typed = "Sheets aanleveren @allen uiterlijk volgend overleg"
    point = write_line(item=item, typed=typed, by=cast.secretary, at=MONDAY).action_point
    assert point is not None
    first = Meeting.objects.get(pk=first.pk)
    circulate_minutes(meeting=first, version=first.version, by=cast.secretary, at=MONDAY)
    question = Question("Stuur stap 3 en 4", AnswerForm.BOTH)
    return ask_contribution(point=point, question=question, by=cast.secretary, at=MONDAY)


def test_a_request_closes_at_the_new_moment_and_each_who_owes_it_is_told_once(
    cast: Cast, asked: Contribution
) -> None:
    meeting = Meeting.objects.get(starts_at=THURSDAY)
    moved = move_meeting(
        meeting=meeting,
        starts_at=FRIDAY,
        ends_at=FRIDAY + HOUR,
        version=meeting.version,
        by=cast.secretary,
        at=MONDAY + HOUR,
    )

    assert Contribution.objects.get().closes_at == FRIDAY
    message = Message.objects.get(kind="meetings.moved", recipient__user=cast.szw_officer)
    said = mail_kinds["meetings.moved"].render(message).text
    assert said.count(asked.number) == 1
    assert "Stuur stap 3 en 4: vrijdag 6 november 2020, 10.00 (was donderdag" in said

    undo_move(meeting=moved, version=moved.version, by=cast.secretary, at=MONDAY + 2 * HOUR)

    assert Contribution.objects.get().closes_at == THURSDAY
