"""A request that closes at a meeting moves with it, and those who still owe it hear so once."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from coordination.actions.services import move_term
from coordination.actions.terms import Term
from coordination.contributions.models import AnswerForm, Contribution, closing_moment
from coordination.contributions.queries.hanging import Hangs, hangs_on
from coordination.contributions.services import Question, ask_contribution
from coordination.contributions.terms import Before
from coordination.kit.refusals import Refusal
from coordination.kit.workdays import Offset, Unit
from coordination.mail.kinds import mail_kinds
from coordination.mail.models import Message
from coordination.meetings.models import Meeting
from coordination.meetings.services.agenda import ItemFacts, submit_item
from coordination.meetings.services.circulation import circulate_minutes
from coordination.meetings.services.entries import write_line
from coordination.meetings.services.meetings import cancel_meeting
from coordination.meetings.services.moving import move_meeting, undo_move
from tests.cast import MONDAY, Cast

from ..meetings.test_meetings import HOUR, THURSDAY, planned
from .conftest import fresh

Make = Callable[..., Contribution]
DAY = timedelta(days=1)
MONDAY_AFTER = THURSDAY + 4 * DAY
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


def moved_to(cast: Cast, starts_at: datetime, **more: Any) -> Meeting:
    meeting = Meeting.objects.get(starts_at=THURSDAY)
    hours: dict[str, Any] = {"starts_at": starts_at, "ends_at": starts_at + HOUR}
    who: dict[str, Any] = {"by": cast.secretary, "at": MONDAY + HOUR}
    return move_meeting(meeting=meeting, version=meeting.version, **hours, **who, **more)


@pytest.mark.parametrize(
    ("offset", "closes", "then"),
    [
        (Offset(1, Unit.WORKING_DAYS), THURSDAY - DAY, MONDAY_AFTER - 3 * DAY),
        (Offset(1, Unit.CALENDAR_DAYS), THURSDAY - DAY, MONDAY_AFTER - DAY),
        (Offset(20, Unit.HOURS), THURSDAY - 20 * HOUR, MONDAY_AFTER - 20 * HOUR),
        (Offset(0, Unit.HOURS), THURSDAY, MONDAY_AFTER),
    ],
)
def test_a_request_counted_back_from_a_meeting_moves_along_by_its_own_unit(
    cast: Cast, make_request: Make, offset: Offset, closes: datetime, then: datetime
) -> None:
    asked = make_request(term=Before(planned(cast), offset))
    assert asked.closes_at == closes

    moved = moved_to(cast, MONDAY_AFTER)

    assert Contribution.objects.get().closes_at == then
    told = Message.objects.get(kind="meetings.moved", recipient__user=cast.szw_officer)
    assert mail_kinds["meetings.moved"].render(told).text.count(asked.number) == 1

    undo_move(meeting=moved, version=moved.version, by=cast.secretary, at=MONDAY + 2 * HOUR)
    assert Contribution.objects.get().closes_at == closes


def test_a_request_whose_term_was_set_by_hand_stays(cast: Cast, make_request: Make) -> None:
    asked = make_request(term=Before(planned(cast), Offset(1, Unit.WORKING_DAYS)))
    who: dict[str, Any] = {"by": cast.secretary, "at": MONDAY}
    point, term = asked.action_point, Term(date(2020, 11, 4), time(21))
    point = move_term(point=point, version=point.version, term=term, reason="Drukte", **who)
    assert hangs_on(fresh(asked), cast.secretary) == Hangs(asked.meeting, follows=False)

    moved_to(cast, FRIDAY)

    assert fresh(asked).closes_at == closing_moment(point)


@pytest.mark.parametrize(
    ("meeting", "number", "field"),
    [
        (Meeting.objects.none, 1, "meeting"),
        (lambda: Meeting.objects.filter(starts_at=THURSDAY), 367, "number"),
        (lambda: Meeting.objects.filter(starts_at=THURSDAY), 4, "number"),
        (lambda: Meeting.objects.filter(starts_at=MONDAY), 1, "meeting"),
    ],
)
def test_a_meeting_that_is_over_or_too_far_to_count_back_from_is_refused(
    cast: Cast, make_request: Make, meeting: Any, number: int, field: str
) -> None:
    planned(cast, MONDAY)
    coming = planned(cast)
    chosen = meeting().first() or cancel_meeting(
        meeting=coming, reason="Vervalt", by=cast.secretary, at=MONDAY
    )
    with pytest.raises(Refusal) as refused:
        make_request(term=Before(chosen, Offset(number, Unit.WORKING_DAYS)))
    assert (refused.value.field, Contribution.objects.count()) == (field, 0)
