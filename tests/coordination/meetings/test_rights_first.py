"""Who may not do a deed hears that, whatever state or version the meeting is in."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from coordination.kit.refusals import NotAllowed, Refusal
from coordination.meetings.models import AgendaItem, Entry, Meeting, MeetingStatus, Submission
from coordination.meetings.services import (
    agenda,
    attendance,
    circulation,
    entries,
    meetings,
    moving,
)
from coordination.meetings.services.additions import propose_addition
from coordination.meetings.services.differences import add_point_of_difference
from coordination.meetings.services.ordering import move_item, reorder_items
from coordination.meetings.services.picture import note_picture
from coordination.meetings.services.settling import settle_item_lower, take_item_up
from coordination.people.models import User
from tests.cast import MONDAY, Cast
from tests.kept import kept

from .test_api import Api, api  # noqa: F401  a fixture of the other file

pytestmark = pytest.mark.once

FACTS = {"starts_at": MONDAY, "ends_at": MONDAY + timedelta(hours=1)}
OLD = 99
Verb = Callable[..., object]


def of_meeting(service: Verb, **given: Any) -> Any:
    return pytest.param(
        lambda line, deed: service(meeting=line.meeting, **given, **deed), id=service.__name__
    )


def of_item(service: Verb, **given: Any) -> Any:
    return pytest.param(
        lambda line, deed: service(item=line.item, **given, **deed), id=service.__name__
    )


def of_line(service: Verb, **given: Any) -> Any:
    return pytest.param(
        lambda line, deed: service(entry=line, **given, **deed), id=service.__name__
    )


def of_row(service: Verb, **given: Any) -> Any:
    return pytest.param(
        lambda line, deed: service(attendance=line.meeting.attendances.first(), **given, **deed),
        id=service.__name__,
    )


def item_facts(line: Entry) -> agenda.ItemFacts:
    return agenda.ItemFacts(title="Opvang", dossier=line.meeting.dossier)


VERBS = [
    of_meeting(moving.move_meeting, version=OLD, **FACTS),
    of_meeting(moving.undo_move, version=OLD),
    of_meeting(meetings.cancel_meeting, reason=""),
    of_meeting(meetings.restore_meeting),
    of_meeting(meetings.open_meeting),
    of_meeting(meetings.name_note_takers, note_takers=[]),
    of_meeting(circulation.close_meeting, version=OLD),
    of_meeting(circulation.reopen_meeting, version=OLD),
    of_meeting(circulation.agree_minutes, version=OLD),
    of_meeting(circulation.circulate_minutes, version=OLD),
    of_meeting(circulation.take_back_circulation, version=OLD),
    of_meeting(circulation.adopt_minutes, version=OLD, adopted_in=None),
    of_meeting(attendance.note_all_present),
    of_meeting(reorder_items, items=[]),
    of_item(agenda.return_item, because=""),
    of_item(agenda.accept_item),
    of_item(settle_item_lower, because="", version=OLD),
    of_item(take_item_up, version=OLD),
    of_item(agenda.resubmit_item),
    of_item(agenda.remove_item),
    of_item(agenda.restore_item),
    of_item(agenda.set_result, result="none"),
    of_item(move_item, step=1),
    of_item(entries.write_line, typed=""),
    of_item(propose_addition, text=""),
    of_line(entries.rewrite_line, typed="", version=OLD),
    of_line(entries.move_line, version=OLD),
    of_line(entries.remove_line, version=OLD),
    of_line(entries.undo_line, version=OLD),
    of_line(circulation.correct_line, typed="", reason="", version=OLD),
    of_row(attendance.note_attendance, presence="none"),
    of_row(attendance.remove_guest),
    of_row(note_picture, picture="none"),
    pytest.param(
        lambda line, deed: agenda.submit_item(meeting=line.meeting, facts=item_facts(line), **deed),
        id="submit_item",
    ),
    pytest.param(
        lambda line, deed: agenda.edit_item(
            item=line.item, facts=item_facts(line), version=OLD, **deed
        ),
        id="edit_item",
    ),
    pytest.param(
        lambda line, deed: add_point_of_difference(
            item=line.item, organisation=line.meeting.body.organisation, position="", **deed
        ),
        id="add_point_of_difference",
    ),
]


@kept
def line(cast: Cast, item: AgendaItem) -> Entry:
    return entries.write_line(item=item, typed="Een regel", by=cast.secretary, at=MONDAY)


@pytest.mark.parametrize("status", [MeetingStatus.CANCELLED, MeetingStatus.ADOPTED])
@pytest.mark.parametrize("verb", VERBS)
def test_a_stranger_hears_that_it_is_not_hers_before_anything_of_the_meeting(
    cast: Cast, line: Entry, verb: Verb, status: MeetingStatus
) -> None:
    stand_at(line, status)
    with pytest.raises(NotAllowed):
        verb(line, {"by": cast.stranger, "at": MONDAY})


def test_who_may_hears_why_it_cannot_be_done_now(cast: Cast, line: Entry) -> None:
    stand_at(line, MeetingStatus.ADOPTED)
    for service in (meetings.open_meeting, attendance.note_all_present):
        with pytest.raises(Refusal) as refused:
            service(meeting=line.meeting, by=cast.secretary, at=MONDAY)
        assert not isinstance(refused.value, NotAllowed)


def stand_at(line: Entry, status: MeetingStatus) -> None:
    Meeting.objects.filter(pk=line.meeting_id).update(status=status)
    AgendaItem.objects.filter(pk=line.item_id).update(submission=Submission.RETURNED)
    line.refresh_from_db()


@pytest.mark.parametrize("verb", ["cancel", "open", "close", "move", "circulate", "adopt"])
def test_the_api_answers_a_stranger_403_on_every_verb_in_every_state(
    cast: Cast,
    line: Entry,
    verb: str,
    api: Callable[[User], Api],  # noqa: F811  a fixture of the other file
) -> None:
    stand_at(line, MeetingStatus.ADOPTED)
    body = {name: day.isoformat() for name, day in FACTS.items()}
    if verb in {"cancel", "move"}:
        body["reason"] = "Ziekte"
    answer = api(cast.stranger)(
        "POST", f"meetings/{line.meeting_id}/{verb}", body, If_Match=f'"{OLD}"'
    )
    assert answer.status_code == 403
