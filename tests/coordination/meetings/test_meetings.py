from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from coordination.audit.models import AuditEvent
from coordination.dossiers.models import Function
from coordination.dossiers.services import grant_access
from coordination.kit.refusals import NotAllowed, Refusal, Stale
from coordination.mail.models import Message
from coordination.meetings.models import Meeting, MeetingStatus, Presence
from coordination.meetings.services.agenda import ItemFacts, submit_item
from coordination.meetings.services.meetings import (
    cancel_meeting,
    name_note_takers,
    open_meeting,
    plan_meeting,
    restore_meeting,
)
from coordination.meetings.services.moving import move_meeting, undo_move
from coordination.people.models import BodyMember, MemberRole
from coordination.search.models import SearchRow
from tests.cast import MONDAY, Cast

THURSDAY = datetime(2020, 11, 5, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def planned(cast: Cast, starts_at: datetime = THURSDAY, **more: Any) -> Meeting:
    values: dict[str, Any] = {
        "body": cast.body,
        "dossier": cast.dossier,
        "starts_at": starts_at,
        "ends_at": starts_at + HOUR,
        "by": cast.secretary,
        "at": MONDAY,
    }
    return plan_meeting(**{**values, **more})


def test_planning_makes_a_row_per_present_member(cast: Cast) -> None:
    BodyMember.objects.create(
        body=cast.body,
        organisation=cast.jenv,
        role=MemberRole.IN_COPY,
        since=MONDAY.date(),
    )

    meeting = planned(cast)

    rows = meeting.attendances.order_by("organisation__code", "person__name")
    assert [(row.organisation, row.person, row.role, row.presence) for row in rows] == [
        (cast.dgsc, cast.secretary, MemberRole.SECRETARY, Presence.UNKNOWN),
        (cast.dgsc, cast.lead, MemberRole.CHAIR, Presence.UNKNOWN),
        (cast.szw, cast.szw_officer, MemberRole.MEMBER, Presence.UNKNOWN),
        (cast.vws, cast.vws_officer, MemberRole.MEMBER, Presence.UNKNOWN),
    ]


def test_planning_leaves_one_root_event_and_is_found(cast: Cast) -> None:
    meeting = planned(cast)

    events = AuditEvent.objects.filter(action="meetings.planned")
    assert [(event.object_id, event.root) for event in events] == [(str(meeting.pk), True)]
    assert SearchRow.objects.filter(kind="meeting", object_id=meeting.pk).count() == 1


def test_planning_tells_every_expected_person_but_the_planner(cast: Cast) -> None:
    planned(cast)

    told = Message.objects.filter(kind="meetings.invited").order_by("recipient__user__name")
    assert [message.recipient.user for message in told] == [
        cast.szw_officer,
        cast.vws_officer,
        cast.lead,
    ]
    assert {message.not_before for message in told} == {MONDAY + timedelta(minutes=15)}


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "sentence"),
    [
        (THURSDAY, THURSDAY, "eindigt na het begin"),
        (THURSDAY, THURSDAY - HOUR, "eindigt na het begin"),
        (THURSDAY, THURSDAY + timedelta(hours=25), "hooguit 24 uur"),
        (THURSDAY.replace(year=2099), THURSDAY.replace(year=2099) + HOUR, "binnen vijf jaar"),
        (THURSDAY.replace(year=9999), THURSDAY.replace(year=9999) + HOUR, "binnen vijf jaar"),
        (THURSDAY.replace(year=1), THURSDAY.replace(year=1) + HOUR, "binnen vijf jaar"),
    ],
)
def test_impossible_times_are_refused(
    cast: Cast, starts_at: datetime, ends_at: datetime, sentence: str
) -> None:
    with pytest.raises(Refusal, match=sentence):
        planned(cast, starts_at, ends_at=ends_at)

    assert Meeting.objects.count() == 0


def test_a_member_may_not_plan(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        planned(cast, by=cast.vws_officer)


def test_a_dossier_she_may_not_see_is_refused(cast: Cast) -> None:
    with pytest.raises(NotAllowed, match="dossier dat u mag zien"):
        planned(cast, dossier=cast.secret_dossier)


def test_moving_tells_the_members_and_keeps_the_old_time(cast: Cast) -> None:
    meeting = planned(cast)

    moved = move_meeting(
        meeting=meeting,
        starts_at=THURSDAY + HOUR,
        ends_at=THURSDAY + 2 * HOUR,
        place="zaal 4",
        reason="the minister is late",
        version=1,
        by=cast.lead,
        at=MONDAY,
    )

    assert (moved.starts_at, moved.place, moved.version) == (THURSDAY + HOUR, "zaal 4", 2)
    assert [row.starts_at for row in moved.history.order_by("version")] == [
        THURSDAY,
        THURSDAY + HOUR,
    ]
    told = Message.objects.filter(kind="meetings.moved")
    assert {message.recipient.user for message in told} == {
        cast.secretary,
        cast.vws_officer,
        cast.szw_officer,
    }


def test_moving_an_old_version_is_refused(cast: Cast) -> None:
    meeting = planned(cast)
    later: dict[str, Any] = {
        "ends_at": THURSDAY + 3 * HOUR,
        "by": cast.lead,
        "at": MONDAY,
        "version": 1,
    }
    move_meeting(meeting=meeting, starts_at=THURSDAY + HOUR, **later)

    with pytest.raises(Stale) as stale:
        move_meeting(meeting=meeting, starts_at=THURSDAY + 2 * HOUR, **later)

    assert stale.value.current.starts_at == THURSDAY + HOUR


def test_undoing_a_move_puts_the_old_time_back(cast: Cast) -> None:
    meeting = move_meeting(
        meeting=planned(cast, place="zaal 1"),
        starts_at=THURSDAY + HOUR,
        ends_at=THURSDAY + 2 * HOUR,
        place="zaal 4",
        version=1,
        by=cast.lead,
        at=MONDAY,
    )

    undone = undo_move(meeting=meeting, version=2, by=cast.lead, at=MONDAY)

    assert (undone.starts_at, undone.place, undone.version) == (THURSDAY, "zaal 1", 3)


def test_moving_to_the_same_time_is_refused(cast: Cast) -> None:
    meeting = planned(cast)

    with pytest.raises(Refusal, match="staat al"):
        move_meeting(
            meeting=meeting,
            starts_at=THURSDAY,
            ends_at=THURSDAY + HOUR,
            version=1,
            by=cast.lead,
            at=MONDAY,
        )


def test_cancelling_asks_for_a_reason(cast: Cast) -> None:
    with pytest.raises(Refusal, match="waarom het overleg niet doorgaat"):
        cancel_meeting(meeting=planned(cast), reason="  ", by=cast.lead, at=MONDAY)


def test_a_cancelled_meeting_is_restored(cast: Cast) -> None:
    meeting = cancel_meeting(meeting=planned(cast), reason="too early", by=cast.lead, at=MONDAY)
    assert (meeting.status, meeting.cancelled_because) == (MeetingStatus.CANCELLED, "too early")

    restored = restore_meeting(meeting=meeting, by=cast.lead, at=MONDAY)

    assert (restored.status, restored.cancelled_at, restored.cancelled_because) == (
        MeetingStatus.PLANNED,
        None,
        "",
    )


def test_a_meeting_that_has_begun_is_not_moved_or_cancelled(cast: Cast) -> None:
    meeting = open_meeting(meeting=planned(cast), by=cast.secretary, at=THURSDAY)

    with pytest.raises(Refusal, match="is begonnen"):
        cancel_meeting(meeting=meeting, reason="no", by=cast.lead, at=THURSDAY)


def test_opening_knows_members_named_since_it_was_planned(cast: Cast, make_user: Any) -> None:
    meeting = planned(cast)
    newcomer = make_user("policy officer jenv", cast.jenv)
    BodyMember.objects.create(
        body=cast.body, organisation=cast.jenv, person=newcomer, since=MONDAY.date()
    )

    opened = open_meeting(meeting=meeting, by=cast.secretary, at=THURSDAY)

    assert (opened.status, opened.opened_by) == (MeetingStatus.OPEN, cast.secretary)
    assert opened.attendances.filter(person=newcomer).count() == 1


def test_the_first_item_adopts_the_report_that_waits(cast: Cast) -> None:
    first = planned(cast, MONDAY)
    Meeting.objects.filter(pk=first.pk).update(
        status=MeetingStatus.CIRCULATED, circulated_at=MONDAY, circulated_by=cast.lead
    )

    meeting = planned(cast)

    assert [(item.adopts, item.position) for item in meeting.items.all()] == [(first, 1)]


def test_a_report_circulated_after_planning_comes_first_when_the_meeting_opens(cast: Cast) -> None:
    first, meeting = planned(cast, MONDAY), planned(cast)
    own = submit_item(
        meeting=meeting,
        facts=ItemFacts("Stap 3 en 4", cast.dossier),
        by=cast.secretary,
        at=MONDAY,
    )
    Meeting.objects.filter(pk=first.pk).update(
        status=MeetingStatus.CIRCULATED, circulated_at=MONDAY, circulated_by=cast.lead
    )

    open_meeting(meeting=meeting, by=cast.secretary, at=THURSDAY)

    rows = meeting.items.order_by("position").values_list("adopts", "pk", "position")
    assert [(adopts, position) for adopts, _pk, position in rows] == [(first.pk, 1), (None, 2)]
    assert rows[1][1] == own.pk


def test_a_note_taker_who_may_not_see_the_dossier_is_refused(cast: Cast) -> None:
    meeting = planned(cast)

    with pytest.raises(Refusal, match="mag dit dossier niet zien"):
        name_note_takers(meeting=meeting, note_takers=[cast.partner], by=cast.lead, at=MONDAY)


def test_the_leader_of_the_dossier_plans_for_another_body(cast: Cast, make_user: Any) -> None:
    leader = make_user("lead elsewhere", cast.jenv)
    grant_access(dossier=cast.dossier, to=leader, function=Function.LEAD, by=cast.lead, at=MONDAY)

    assert planned(cast, by=leader).created_by == leader
