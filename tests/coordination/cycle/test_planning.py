"""A cadence is planned ahead, and never twice."""

from collections.abc import Callable
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from coordination.audit.models import AuditEvent
from coordination.audit.verify import Verdict, verify_record
from coordination.cycle.models import Cadence, Cycle, Deadline, PlannedMeeting, Slot
from coordination.cycle.services.clock import plan_six_weeks
from coordination.cycle.services.planning import NothingToPlan, Planned, plan_cadence
from coordination.cycle.services.slots import remove_slot
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.kit.workdays import Offset, Unit
from coordination.mail.models import Message
from coordination.meetings.models import Attendance, Meeting
from coordination.meetings.services.meetings import cancel_meeting, plan_meeting
from coordination.people.models import User
from coordination.people.services import add_closed_day
from coordination.search.models import SearchRow
from tests.cast import MONDAY, Cast

FOUR_WEEKS = date(2020, 11, 29)


def planned(cadence: Cadence, by: User | None, until: date = FOUR_WEEKS, **more: Any) -> Planned:
    return plan_cadence(cadence=cadence, until=until, by=by, at=MONDAY, **more)


def starts() -> list[str]:
    rows = Meeting.objects.order_by("starts_at", "body__code").values_list(
        "starts_at", "body__code"
    )
    return [f"{timezone.localtime(moment):%d-%m %H:%M} {code}" for moment, code in rows]


def test_two_cycles_are_planned_with_the_meetings_of_their_slots(
    cast: Cast, cadence: Cadence
) -> None:
    found = planned(cadence, cast.coordinator)

    assert [(c.number, c.starts_on) for c in found.cycles] == [
        (1, date(2020, 11, 2)),
        (2, date(2020, 11, 16)),
    ]
    assert starts() == ["03-11 09:30 ACC", "03-11 14:00 MCC", "17-11 09:30 ACC", "17-11 14:00 MCC"]


def test_both_lines_in_one_body_at_one_moment_are_one_meeting_with_an_item_each(
    cast: Cast, cadence: Cadence
) -> None:
    planned(cadence, cast.coordinator)
    first = Meeting.objects.filter(body__code="MCC").earliest("starts_at")
    assert list(first.items.order_by("position").values_list("line", "title", "dossier")) == [
        ("A", "beeld en richting", cast.dossier.pk),
        ("B", "uitkomsten advies", cast.dossier.pk),
    ]
    assert first.ends_at - first.starts_at == timedelta(minutes=90)
    assert PlannedMeeting.objects.filter(meeting=first).count() == 2


def test_papers_are_due_a_working_day_ahead_from_the_secretary_of_the_body(
    cast: Cast, cadence: Cadence
) -> None:
    planned(cadence, cast.coordinator)
    due = Deadline.objects.get(meeting__body__code="ACC", due_at__day=2)
    assert (due.due_at.isoformat(), due.organisation, due.what) == (
        "2020-11-02T08:30:00+00:00",
        cast.vws,
        "Stukken voor ACC van 3 november",
    )
    assert due.offset == Offset(1, Unit.WORKING_DAYS)


def test_a_paper_for_sunday_s_catshuis_is_due_on_friday(
    cast: Cast, make_cadence: Callable[..., Cadence], make_slot: Callable[..., Slot]
) -> None:
    cadence = make_cadence()
    due = Offset(1, Unit.WORKING_DAYS)
    make_slot(cadence, "Catshuis", 7, "15:00", papers_due=due)
    planned(cadence, cast.coordinator, date(2020, 11, 8))
    assert Deadline.objects.get().due_at.isoformat() == "2020-11-06T14:00:00+00:00"


def test_papers_follow_the_closed_days_of_the_secretary(cast: Cast, cadence: Cadence) -> None:
    add_closed_day(
        day=date(2020, 11, 16),
        reason="Dicht",
        organisation=cast.vws,
        by=cast.coordinator,
        at=MONDAY,
    )
    planned(cadence, cast.coordinator)
    due = Deadline.objects.filter(meeting__body__code="ACC").latest("due_at")
    assert due.due_at.isoformat() == "2020-11-13T08:30:00+00:00"


def test_planning_twice_adds_nothing(cast: Cast, cadence: Cadence) -> None:
    planned(cadence, cast.coordinator)
    before = (Meeting.objects.count(), Cycle.objects.count(), AuditEvent.objects.count())
    with pytest.raises(NothingToPlan, match="29 november 2020"):
        planned(cadence, cast.coordinator)
    after = (Meeting.objects.count(), Cycle.objects.count(), AuditEvent.objects.count())
    assert after == before


def test_planning_further_goes_on_where_the_last_one_ended(cast: Cast, cadence: Cadence) -> None:
    planned(cadence, cast.coordinator)
    more = planned(cadence, cast.coordinator, date(2020, 12, 1))
    assert ([c.number for c in more.cycles], len(more.meetings)) == ([3], 2)


def test_a_cancelled_meeting_is_not_planned_again(cast: Cast, cadence: Cadence) -> None:
    first = planned(cadence, cast.coordinator).meetings[0]
    cancel_meeting(meeting=first, reason="Vervalt", by=cast.coordinator, at=MONDAY)
    with pytest.raises(NothingToPlan):
        planned(cadence, cast.coordinator)


def test_a_slot_that_is_added_later_is_planned_in_the_cycles_that_stand(
    cast: Cast, cadence: Cadence, make_slot: Callable[..., Slot]
) -> None:
    planned(cadence, cast.coordinator)
    make_slot(cadence, "BWO", 3, "16:00", line="A")
    more = planned(cadence, cast.coordinator)
    assert [str(m.body) for m in more.meetings] == ["BWO", "BWO"]
    assert more.cycles == []


def test_a_slot_that_was_taken_off_is_planned_no_more(cast: Cast, cadence: Cadence) -> None:
    slot = cadence.slots.get(body__code="ACC")
    remove_slot(slot=slot, version=1, by=cast.coordinator, at=MONDAY)
    planned(cadence, cast.coordinator)
    assert [line.split()[-1] for line in starts()] == ["MCC", "MCC"]


def test_a_slot_is_planned_within_its_validity(
    cast: Cast, make_cadence: Callable[..., Cadence], make_slot: Callable[..., Slot]
) -> None:
    cadence = make_cadence(length=7)
    make_slot(cadence, "ACC", valid_from=date(2020, 11, 9), valid_until=date(2020, 11, 16))
    planned(cadence, cast.coordinator)
    assert [line[:5] for line in starts()] == ["09-11", "16-11"]


def test_a_cadence_ends_on_its_last_day(
    cast: Cast, make_cadence: Callable[..., Cadence], make_slot: Callable[..., Slot]
) -> None:
    cadence = make_cadence(length=1, ends_on=date(2020, 11, 4))
    make_slot(cadence, "ACC")
    planned(cadence, cast.coordinator)
    assert [line[:5] for line in starts()] == ["02-11", "03-11", "04-11"]


def test_eleven_o_clock_stays_eleven_o_clock_in_winter(
    cast: Cast, make_cadence: Callable[..., Cadence], make_slot: Callable[..., Slot]
) -> None:
    cadence = make_cadence(length=7, anchor=date(2020, 10, 19))
    make_slot(cadence, "ACC", 1, "11:00")
    planned(cadence, cast.coordinator, date(2020, 10, 26), since=date(2020, 10, 19))
    assert starts() == ["19-10 11:00 ACC", "26-10 11:00 ACC"]
    moments = Meeting.objects.order_by("starts_at").values_list("starts_at", flat=True)
    assert [moment.hour for moment in moments] == [9, 10]


def test_what_lies_behind_us_is_planned_only_when_asked(cast: Cast, cadence: Cadence) -> None:
    at = MONDAY + timedelta(days=2)
    plan_cadence(cadence=cadence, until=date(2020, 11, 17), by=cast.coordinator, at=at)
    assert [line[:5] for line in starts()] == ["17-11", "17-11"]


def test_a_slot_on_a_holiday_is_planned_and_the_planner_is_told(
    cast: Cast, make_cadence: Callable[..., Cadence], make_slot: Callable[..., Slot]
) -> None:
    cadence = make_cadence(length=7)
    make_slot(cadence, "MCC", 5)
    make_slot(cadence, "", 5, title="Persconferentie")
    found = planned(cadence, cast.coordinator, date(2020, 12, 27))
    assert found.closed == [
        (date(2020, 12, 25), "MCC", "Eerste kerstdag"),
        (date(2020, 12, 25), "Persconferentie", "Eerste kerstdag"),
    ]
    assert "25-12 10:00 MCC" in starts()


def test_a_meeting_that_stands_at_that_moment_is_taken_in(
    cast: Cast, make_cadence: Callable[..., Cadence], make_slot: Callable[..., Slot]
) -> None:
    by_hand = plan_meeting(
        body=cast.body,
        dossier=cast.dossier,
        starts_at=MONDAY + timedelta(days=1),
        ends_at=MONDAY + timedelta(days=1, hours=1),
        by=cast.secretary,
        at=MONDAY,
    )
    cadence = make_cadence()
    make_slot(cadence, "MLT3", 2, "15:00")
    assert planned(cadence, cast.coordinator, date(2020, 11, 3)).meetings == []
    assert PlannedMeeting.objects.get().meeting == by_hand


def test_members_are_expected_found_and_not_mailed_for_each_meeting(
    cast: Cast, make_cadence: Callable[..., Cadence], make_slot: Callable[..., Slot]
) -> None:
    cadence = make_cadence()
    make_slot(cadence, "MLT3", 2, "15:00", purpose="voortgang")
    meeting = planned(cadence, cast.coordinator, date(2020, 11, 3)).meetings[0]
    assert Attendance.objects.filter(meeting=meeting).count() == 4
    assert SearchRow.objects.filter(object_id=meeting.pk).count() == 1
    assert Message.objects.count() == 0
    assert meeting.history.get().history_user == cast.coordinator


def test_the_clock_goes_on_with_what_somebody_planned_first(cast: Cast, cadence: Cadence) -> None:
    assert plan_six_weeks(at=MONDAY) == []
    planned(cadence, cast.coordinator, date(2020, 11, 2))
    [(_cadence, found)] = plan_six_weeks(at=MONDAY)
    assert [c.number for c in found.cycles] == [2, 3, 4]
    assert plan_six_weeks(at=MONDAY) == []
    event = AuditEvent.objects.filter(action="cycle.planned").latest("seq")
    assert (event.actor, verify_record().verdict) == ("system", Verdict.HOLDS)


def test_only_a_coordinator_with_a_part_plans(cast: Cast, cadence: Cadence) -> None:
    for who in (cast.secretary, cast.lead, cast.stranger):
        with pytest.raises(NotAllowed):
            planned(cadence, who)
    assert Meeting.objects.count() == 0


def test_ten_years_ahead_are_refused(cast: Cast, cadence: Cadence) -> None:
    with pytest.raises(Refusal, match="twee jaar"):
        planned(cadence, cast.coordinator, date(2030, 1, 1))


@pytest.mark.time_machine(MONDAY)
def test_the_command_tells_what_it_planned(cast: Cast, cadence: Cadence) -> None:
    said = StringIO()
    call_command("plan_cycle", "--until", "2020-11-29", stdout=said)
    call_command("plan_cycle", "--until", "2020-11-29", stdout=said)
    assert said.getvalue().splitlines() == [
        "Tweewekelijkse cyclus: 2 cycles, 4 meetings, 4 deadlines",
        "Alles van Tweewekelijkse cyclus tot en met 29 november 2020 staat al.",
    ]
