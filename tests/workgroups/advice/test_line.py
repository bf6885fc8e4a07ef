"""A question runs past the bodies of the cycle, keeps its promise or says that it does not."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from coordination.cycle.models import Cadence
from coordination.cycle.services.planning import plan_cadence
from coordination.kit.refusals import NotAllowed, Refusal, Stale
from coordination.meetings.dependents import Move, When
from coordination.meetings.models import AgendaItem, Entry, Meeting
from coordination.meetings.queries.moving import plan_of
from coordination.meetings.services.agenda import ItemFacts, submit_item
from coordination.meetings.services.circulation import circulate_minutes
from coordination.meetings.services.entries import write_line
from coordination.meetings.services.meetings import cancel_meeting, restore_meeting
from coordination.meetings.services.moving import move_meeting
from coordination.meetings.services.referring import refer_item
from tests.cast import Cast
from workgroups.advice.models import AdviceRequest, Stop, StopPurpose
from workgroups.advice.queries.line import line_views
from workgroups.advice.queries.standing import LineView
from workgroups.advice.queries.story import story_of, with_decision
from workgroups.advice.services import (
    StopFacts,
    add_stop,
    answer_line,
    link_decision,
    put_on_agenda,
    remove_stop,
    restore_stop,
    resume_line,
    take_back_answer,
    withdraw_line,
)

Ask = Callable[..., AdviceRequest]
Find = Callable[..., Meeting]


def view_of(cast: Cast, line: AdviceRequest, at: datetime) -> LineView:
    (view,) = line_views(cast.secretary, [fresh(line)], at=at)
    return view


def fresh(line: AdviceRequest) -> AdviceRequest:
    found: AdviceRequest = AdviceRequest.objects.select_related("asked_item", "team").get(
        pk=line.pk
    )
    return found


def days(view: LineView) -> list[tuple[str, str, str]]:
    return [(one.label, one.stop.purpose, f"{one.day:%d-%m}") for one in view.stops]


def stop_at(line: AdviceRequest, purpose: StopPurpose, body: str) -> Stop:
    found: Stop = line.stops.get(purpose=purpose, body__code=body)
    return found


def test_a_question_of_monday_2_november_is_back_on_tuesday_17_november(
    cast: Cast, now: datetime, ask: Ask
) -> None:
    line = ask()
    view = view_of(cast, line, now)
    assert days(view) == [
        ("Catshuis", "asked", "02-11"),
        ("ACC", "direction", "05-11"),
        ("MCC", "direction", "10-11"),
        ("ACC", "draft", "12-11"),
        ("MCC", "outcome", "17-11"),
        ("MCC", "decision", "20-11"),
    ]
    assert all(one.meeting for one in view.stops)
    assert (line.promised_on, line.promised_by) == (date(2020, 11, 17), date(2020, 11, 29))


def test_a_question_on_a_friday_waits_for_the_next_direction(
    cast: Cast, now: datetime, ask: Ask
) -> None:
    line = ask(asked_on=date(2020, 11, 6))
    assert days(view_of(cast, line, now))[:2] == [
        ("Catshuis", "asked", "06-11"),
        ("ACC", "direction", "19-11"),
    ]


def test_a_cycle_that_is_planned_later_is_found_by_then(
    cast: Cast, now: datetime, ask: Ask, cadence: Cadence
) -> None:
    line = ask(asked_on=date(2020, 12, 14))
    view = view_of(cast, line, now)
    assert [one.meeting for one in view.stops] == [None] * 6
    assert view.answering is not None
    assert view.answering.day == date(2020, 12, 29)
    plan_cadence(cadence=cadence, until=date(2021, 1, 10), by=cast.coordinator, at=now)
    assert all(one.meeting for one in view_of(cast, line, now).stops[1:])


def test_a_stop_follows_a_moved_meeting_and_says_so(
    cast: Cast, now: datetime, ask: Ask, meeting_of: Find
) -> None:
    line = ask()
    meeting = meeting_of("MCC", date(2020, 11, 17))
    to = meeting.starts_at + timedelta(days=1)
    becomes = When(to, to + timedelta(hours=1), "")
    plan = plan_of([Move(meeting, When.of(meeting), becomes)])
    assert [one.what for one in plan.shifts if one.source == "advice.stops"] == [
        f"{line.number} MCC uitkomst: Wat kan er wel met kerst?"
    ]
    told = [told.who for told in plan.told if any(s.source == "advice.stops" for s in told.shifts)]
    assert set(told) == {cast.lead, cast.secretary}
    move_meeting(
        meeting=meeting,
        starts_at=to,
        ends_at=to + timedelta(hours=1),
        version=meeting.version,
        by=cast.coordinator,
        at=now,
    )
    view = view_of(cast, line, now)
    assert view.answering is not None
    assert (view.answering.day, view.answering.is_moved) == (date(2020, 11, 18), True)
    assert (view.is_behind, view.is_late) == (True, False)


def test_a_stop_follows_a_cancelled_meeting_and_comes_back_with_it(
    cast: Cast, now: datetime, ask: Ask, meeting_of: Find
) -> None:
    line = ask()
    meeting = meeting_of("MCC", date(2020, 11, 17))
    cancelled = cancel_meeting(meeting=meeting, reason="Reces", by=cast.coordinator, at=now)
    here = view_of(cast, line, now).answering
    assert here is not None
    # the next meeting of the MCC on line B, not the one of line A on Friday
    assert (here.day, here.instead_of) == (date(2020, 11, 24), meeting)
    assert view_of(cast, line, now).stops[5].out_of_order
    restore_meeting(meeting=cancelled, by=cast.coordinator, at=now)
    assert view_of(cast, line, now).answering.day == date(2020, 11, 17)  # type: ignore[union-attr]  # it has one


def test_it_is_red_when_the_promised_cycle_passes(cast: Cast, now: datetime, ask: Ask) -> None:
    line = ask()
    last = datetime.fromisoformat("2020-11-29T12:00+01:00")
    assert view_of(cast, line, last).is_late is False
    assert view_of(cast, line, last + timedelta(days=1)).is_late is True
    answered = answer_line(line=line, text="Klein vieren", version=1, by=cast.secretary, at=last)
    assert view_of(cast, answered, last + timedelta(days=9)).is_late is False


def hold(
    meeting: Meeting, cast: Cast, at: datetime, typed: str = "", item: AgendaItem | None = None
) -> Entry:
    """The meeting with a line under the item, sent round."""
    by: dict[str, Any] = {"by": cast.coordinator, "at": at}
    facts = ItemFacts("Rondvraag", cast.dossier)
    under = item or submit_item(meeting=meeting, facts=facts, **by)
    entry = write_line(item=under, typed=typed or "Besproken", **by)
    current = Meeting.objects.get(pk=meeting.pk)
    circulate_minutes(meeting=current, version=current.version, **by)
    found: Entry = Entry.objects.select_related("decision").get(pk=entry.pk)
    return found


def test_the_story_goes_from_the_question_to_the_decision(
    cast: Cast, now: datetime, ask: Ask, question_item: AgendaItem, meeting_of: Find
) -> None:
    by: dict[str, Any] = {"by": cast.coordinator, "at": now}
    asked = write_line(item=question_item, typed="Vraag: Wat kan er wel met kerst?", **by)
    line = ask(line=asked, asked_on=None)
    hold(meeting_of("Catshuis", date(2020, 11, 2)), cast, now, item=question_item)
    first = stop_at(line, StopPurpose.DIRECTION, "ACC")
    asks = "Instemmen met de richting"
    item = put_on_agenda(stop=first, version=1, requested_decision=asks, **by)
    assert item.follows == question_item
    hold(item.meeting, cast, now, "Akkoord, met aandacht voor de regio", item)
    on = refer_item(
        item=AgendaItem.objects.get(pk=item.pk),
        meeting=meeting_of("MCC", date(2020, 11, 10)),
        **by,
    )
    entry = hold(on.meeting, cast, now, "! De richting wordt uitgewerkt", on)
    line = fresh(line)
    answered = answer_line(line=line, text="Klein vieren", version=line.version, **_by(cast, now))
    link_decision(
        line=answered, decision=entry.decision, version=answered.version, **_by(cast, now)
    )
    rows = with_decision(cast.secretary, AdviceRequest.objects.select_related("asked_item"))
    story = story_of(cast.secretary, rows.get(pk=line.pk), at=now)
    said = [[entry.text for entry in one.lines] for one in story.chapters]
    assert said[:3] == [
        ["Wat kan er wel met kerst?", "Besproken"],
        ["Akkoord, met aandacht voor de regio"],
        ["De richting wordt uitgewerkt"],
    ]
    assert [one.item.since is not None for one in story.chapters if one.item] == [False, True, True]
    assert story.decision == entry.decision
    assert asked in story.chapters[0].lines


def _by(cast: Cast, at: datetime) -> dict[str, Any]:
    return {"by": cast.secretary, "at": at}


def test_who_may_not_see_a_meeting_reads_the_plan_only(
    cast: Cast, now: datetime, ask: Ask, cadence: Cadence
) -> None:
    line = ask()
    cadence.dossier.restricted = True
    cadence.dossier.save()
    (view,) = line_views(cast.vws_officer, [line], at=now)
    assert [(one.meeting, one.hidden) for one in view.stops] == [(None, True)] * 6
    assert [f"{one.day:%d-%m}" for one in view.stops][-2:] == ["17-11", "20-11"]


def test_a_stranger_starts_no_line_and_an_old_version_changes_none(
    cast: Cast, now: datetime, ask: Ask
) -> None:
    line = ask()
    with pytest.raises(NotAllowed):
        answer_line(line=line, text="Nee", version=1, by=cast.stranger, at=now)
    with pytest.raises(Stale):
        answer_line(line=line, text="Nee", version=7, **_by(cast, now))
    with pytest.raises(Refusal):
        answer_line(line=line, text="  ", version=1, **_by(cast, now))


def test_what_ends_a_line_is_undone(cast: Cast, now: datetime, ask: Ask) -> None:
    line = ask()
    answered = answer_line(line=line, text="Klein vieren", version=1, **_by(cast, now))
    with pytest.raises(Refusal, match="afgerond"):
        withdraw_line(line=answered, because="Vervalt", version=2, **_by(cast, now))
    running = take_back_answer(line=answered, version=2, **_by(cast, now))
    gone = withdraw_line(line=running, because="Vervalt", version=3, **_by(cast, now))
    back = resume_line(line=gone, version=4, **_by(cast, now))
    assert (back.is_running, back.version, back.history.count()) == (True, 5, 5)


def test_an_extra_stop_stands_in_the_place_of_its_meeting(
    cast: Cast, now: datetime, ask: Ask, meeting_of: Find
) -> None:
    line = ask()
    facts = StopFacts(StopPurpose.INTERIM, meeting=meeting_of("MCC", date(2020, 11, 3)))
    made = add_stop(line=line, facts=facts, version=1, **_by(cast, now))
    shown = days(view_of(cast, line, now))
    assert shown[:3] == [
        ("Catshuis", "asked", "02-11"),
        ("MCC", "interim", "03-11"),
        ("ACC", "direction", "05-11"),
    ]
    gone = remove_stop(stop=made, version=1, **_by(cast, now))
    assert len(view_of(cast, line, now).stops) == 6
    restore_stop(stop=gone, version=2, **_by(cast, now))
    assert days(view_of(cast, line, now)) == shown
    second = StopFacts(StopPurpose.OUTCOME, meeting=facts.meeting, answers=True)
    with pytest.raises(Refusal, match="andere halte"):
        add_stop(line=line, facts=second, version=2, **_by(cast, now))
