"""A stop is due at its meeting, and who keeps the line is reminded of each."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from coordination.cycle.due import due_items
from coordination.cycle.models import Reminder
from coordination.cycle.services.reminders.planning import plan_reminders
from coordination.decisions.services import record_decision_outside_meeting
from coordination.meetings.models import Meeting
from tests.cast import Cast
from tests.coordination.cycle.reminding import local, make_rule
from tests.workgroups.advice.test_line import hold
from workgroups.advice.models import AdviceRequest, StopPurpose
from workgroups.advice.services import answer_line, link_decision, withdraw_line

Ask = Callable[..., AdviceRequest]
Find = Callable[..., Meeting]


def due(cast: Cast) -> list[str]:
    source = due_items["advice.stop"]
    rows = source.ordered(source.found(user=cast.secretary, is_open=True))
    return [f"{item.day:%d-%m}" for item in source.items("advice.stop", rows)]


def test_each_stop_is_due_until_its_meeting_has_a_report(
    cast: Cast, now: datetime, ask: Ask, meeting_of: Find
) -> None:
    line = ask()
    assert due(cast) == ["05-11", "10-11", "12-11", "17-11", "20-11"]
    hold(meeting_of("ACC", date(2020, 11, 5)), cast, now)
    assert due(cast) == ["10-11", "12-11", "17-11", "20-11"]
    withdraw_line(line=line, because="Vervalt", version=1, by=cast.secretary, at=now)
    assert due(cast) == []


def test_a_later_stop_is_reminded_of_where_the_meeting_before_it_never_got_a_report(
    cast: Cast, ask: Ask
) -> None:
    make_rule(cast, 2, kind="advice.stop")
    line = ask()
    on_tuesday = local(2020, 11, 10, 8)
    plan_reminders(at=on_tuesday)
    thursday = line.stops.get(purpose=StopPurpose.DRAFT)
    assert Reminder.objects.get(item=thursday.pk).falls_at == local(2020, 11, 10, 7, 30)
    plan_reminders(at=on_tuesday)
    assert Reminder.objects.filter(item=thursday.pk).count() == 1
    # the next one falls on Friday
    tuesday = line.stops.get(purpose=StopPurpose.OUTCOME)
    assert not Reminder.objects.filter(item=tuesday.pk).exists()


def test_the_decision_on_an_answered_line_is_due_until_it_is_noted(
    cast: Cast, now: datetime, ask: Ask
) -> None:
    by: dict[str, Any] = {"by": cast.secretary, "at": now}
    line = answer_line(line=ask(), text="Klein vieren", version=1, **by)
    assert due(cast) == ["20-11"]
    decision = record_decision_outside_meeting(
        taken_by=cast.body, taken_on=now.date(), dossier=cast.dossier, text="Klein", **by
    )
    link_decision(line=line, decision=decision, version=2, **by)
    assert due(cast) == []
