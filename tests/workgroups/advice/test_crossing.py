"""Lines that cross, run ahead of their order, leave their route, or share where they were asked."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from coordination.cycle.models import Cadence
from coordination.kit.refusals import Refusal
from coordination.meetings.models import AgendaItem, Meeting
from coordination.meetings.services.entries import write_line
from coordination.meetings.services.meetings import plan_meeting
from coordination.meetings.services.referring import refer_item, take_back_referral
from coordination.people.models import Body, BodyMember, MemberRole
from tests.cast import Cast
from tests.workgroups.advice.test_line import fresh, hold, stop_at
from tests.workgroups.sending import send
from workgroups.advice.models import AdviceRequest, StopPurpose
from workgroups.advice.queries.line import line_views
from workgroups.advice.queries.story import Story, story_of, with_decision
from workgroups.advice.services import (
    StopFacts,
    answer_line,
    change_stop,
    take_back_answer,
)

Ask = Callable[..., AdviceRequest]
Find = Callable[..., Meeting]
Put = Callable[[AdviceRequest, StopPurpose, str], AgendaItem]
PutBoth = Callable[[AdviceRequest], tuple[AgendaItem, AgendaItem]]

DIRECTION, DRAFT = StopPurpose.DIRECTION, StopPurpose.DRAFT


def story(cast: Cast, line: AdviceRequest, at: datetime) -> Story:
    rows = with_decision(cast.coordinator, AdviceRequest.objects.select_related("asked_item"))
    return story_of(cast.coordinator, rows.get(pk=line.pk), at=at)


def titles(cast: Cast, line: AdviceRequest, at: datetime) -> list[str]:
    """What stands under each stop."""
    return [one.item.title if one.item else "" for one in story(cast, line, at).chapters]


@pytest.fixture
def by(cast: Cast, now: datetime) -> dict[str, Any]:
    """The secretary of the bodies."""
    return {"by": cast.coordinator, "at": now}


@pytest.fixture
def put_late_first(put: Put) -> PutBoth:
    """Two stops of a line on their agendas, of which the later was put first."""

    def put_both(line: AdviceRequest) -> tuple[AgendaItem, AgendaItem]:
        late, early = put(line, DRAFT, "ACC"), put(line, DIRECTION, "ACC")
        return AgendaItem.objects.get(pk=late.pk), early

    return put_both


@pytest.fixture
def lines(ask: Ask, question_item: AgendaItem, by: dict[str, Any]) -> list[AdviceRequest]:
    """Two questions that were asked under one item of one meeting."""
    asked = ("Hoe lang houdt de dijk het?", "Welke ziekenhuizen gaan dicht?")
    return [
        ask(text, line=write_line(item=question_item, typed=f"Vraag: {text}", **by), asked_on=None)
        for text in asked
    ]


def test_two_questions_of_one_item_go_their_own_way(
    cast: Cast, now: datetime, lines: list[AdviceRequest], put: Put
) -> None:
    first, second = lines
    put(first, DIRECTION, "ACC")
    assert titles(cast, second, now)[1] == ""
    put(second, DIRECTION, "ACC")
    assert titles(cast, first, now)[:3] == ["Adviesbehoefte uit A", first.question, ""]
    assert titles(cast, second, now)[:3] == ["Adviesbehoefte uit A", second.question, ""]
    both = line_views(cast.coordinator, [fresh(one) for one in lines], at=now)
    assert [view.stops[1].item.title for view in both if view.stops[1].item] == [
        first.question,
        second.question,
    ]


def test_the_item_they_were_asked_under_goes_on_for_both(
    cast: Cast,
    now: datetime,
    lines: list[AdviceRequest],
    question_item: AgendaItem,
    meeting_of: Find,
    by: dict[str, Any],
) -> None:
    refer_item(item=question_item, meeting=meeting_of("ACC", date(2020, 11, 5)), **by)
    for line in lines:
        assert titles(cast, line, now)[1] == "Adviesbehoefte uit A"


def test_a_later_stop_put_first_is_followed_from_the_earlier_one(
    cast: Cast,
    now: datetime,
    ask: Ask,
    question_item: AgendaItem,
    meeting_of: Find,
    by: dict[str, Any],
    put_late_first: PutBoth,
) -> None:
    line = ask(item=question_item)
    late, early = put_late_first(line)
    assert (early.follows, late.follows) == (question_item, early)
    between = refer_item(item=early, meeting=meeting_of("MCC", date(2020, 11, 10)), **by)
    late = AgendaItem.objects.get(pk=late.pk)
    assert (between.follows, late.follows, late.origin) == (early, between, question_item)
    assert titles(cast, line, now)[:4] == ["Adviesbehoefte uit A"] + [line.question] * 3


def test_the_item_of_the_question_is_referred_after_a_later_stop(
    ask: Ask,
    cast: Cast,
    question_item: AgendaItem,
    meeting_of: Find,
    by: dict[str, Any],
    put: Put,
    sign_in: Callable[..., Client],
) -> None:
    line = ask(item=question_item)
    late = put(line, DRAFT, "ACC")
    page = sign_in(cast.coordinator).get(f"/overleg/punten/{question_item.pk}/")
    assert "Eerst langs een ander overleg" in page.content.decode()
    made = refer_item(item=question_item, meeting=meeting_of("ACC", date(2020, 11, 5)), **by)
    late = AgendaItem.objects.get(pk=late.pk)
    assert (made.follows, late.follows) == (question_item, made)
    with pytest.raises(Refusal, match="ACC van 5 november"):
        refer_item(item=question_item, meeting=meeting_of("MCC", date(2020, 11, 10)), **by)
    take_back_referral(item=made, version=made.version, **by)
    late = AgendaItem.objects.get(pk=late.pk)
    assert (late.follows, late.origin) == (question_item, question_item)


def test_stops_without_a_question_item_follow_each_other_in_any_order(
    ask: Ask, put: Put, put_late_first: PutBoth
) -> None:
    line = ask()
    late, early = put_late_first(line)
    between = put(line, DIRECTION, "MCC")
    late = AgendaItem.objects.get(pk=late.pk)
    assert (between.follows, late.follows, late.origin) == (early, between, early)


def test_what_was_treated_outside_the_route_is_told(
    cast: Cast,
    now: datetime,
    ask: Ask,
    question_item: AgendaItem,
    meeting_of: Find,
    by: dict[str, Any],
    put: Put,
) -> None:
    line = ask(item=question_item)
    item = put(line, DIRECTION, "ACC")
    mcc = meeting_of("MCC", date(2020, 11, 10))
    starts = mcc.starts_at - timedelta(days=1)
    extra = plan_meeting(
        body=mcc.body,
        dossier=mcc.dossier,
        starts_at=starts,
        ends_at=starts + timedelta(hours=1),
        **by,
    )
    on = refer_item(item=item, meeting=extra, **by)
    hold(extra, cast, now, "De dijk houdt het drie dagen", on)
    told = story(cast, line, now)
    said = [(one.view.label, [entry.text for entry in one.lines]) for one in told.chapters]
    assert said[2] == ("MCC", ["De dijk houdt het drie dagen"])
    assert len(told.chapters) == 7


def test_line_a_decides_after_the_answer(ask: Ask, cast: Cast, now: datetime, put: Put) -> None:
    line = ask()
    answer_line(line=line, text="Het houdt", version=1, by=cast.secretary, at=now)
    assert put(line, StopPurpose.DECISION, "MCC").line == "A"
    with pytest.raises(Refusal):
        put(line, DRAFT, "ACC")


def test_a_stop_outside_the_route_is_made_one_after_its_meeting_was_held(
    cast: Cast,
    now: datetime,
    ask: Ask,
    question_item: AgendaItem,
    meeting_of: Find,
    by: dict[str, Any],
    sign_in: Callable[..., Client],
) -> None:
    line = ask(item=question_item)
    held = meeting_of("MCC", date(2020, 11, 3))
    on = refer_item(item=question_item, meeting=held, **by)
    hold(held, cast, now, "Het water staat hoog", on)
    page = sign_in(cast.secretary)
    address = f"{line.get_absolute_url()}haltes/nieuw?meeting={held.pk}"
    told = page.get(line.get_absolute_url()).content.decode()
    assert address in told
    assert "buiten de route" in told
    assert "buiten de route" in page.get("/advieslijn/?dag=2020-11-03").content.decode()
    assert f'value="{held.pk}" selected' in page.get(address).content.decode()
    sent = {"purpose": "direction", "meeting": held.pk, "version": line.version}
    assert page.post(address, sent).status_code == 302
    told = page.get(line.get_absolute_url()).content.decode()
    assert "buiten de route" not in told
    assert "Het water staat hoog" in told


def test_who_may_not_see_the_meeting_of_a_stop_does_not_lose_it(
    cast: Cast,
    now: datetime,
    ask: Ask,
    cadence: Cadence,
    meeting_of: Find,
    by: dict[str, Any],
    sign_in: Callable[..., Client],
) -> None:
    line = ask()
    stop = stop_at(line, DRAFT, "ACC")
    facts = StopFacts(DRAFT, meeting=meeting_of("ACC", date(2020, 11, 19)))
    change_stop(stop=stop, facts=facts, version=1, **by)
    cadence.dossier.restricted = True
    cadence.dossier.save()
    page = sign_in(cast.vws_officer)
    address = f"/advieslijn/haltes/{stop.pk}/"
    assert "dat u niet mag zien" in page.get(address).content.decode()
    sent = {"purpose": "outcome", "meeting": "", "body": stop.body_id, "version": 2}
    assert page.post(address, sent).status_code == 302
    stop.refresh_from_db()
    assert (stop.purpose, stop.meeting) == ("outcome", facts.meeting)
    said = send(page, f"advice-stops/{stop.pk}", {"purpose": "draft"}, version=3, verb="patch")
    assert said.status_code == 200, said.content
    stop.refresh_from_db()
    assert (stop.purpose, stop.meeting) == ("draft", facts.meeting)


def test_an_answer_that_was_taken_back_is_not_typed_again(
    ask: Ask, cast: Cast, now: datetime, sign_in: Callable[..., Client]
) -> None:
    line = ask()
    mine: dict[str, Any] = {"by": cast.secretary, "at": now}
    answer_line(line=line, text="De dijk houdt het drie dagen", version=1, **mine)
    take_back_answer(line=line, version=2, **mine)
    form = sign_in(cast.secretary).get(f"{line.get_absolute_url()}antwoord").content.decode()
    assert "De dijk houdt het drie dagen" in form


def test_who_withdraws_is_told_where_it_stands_on_an_agenda(
    ask: Ask, cast: Cast, put: Put, sign_in: Callable[..., Client]
) -> None:
    line = ask()
    put(line, DIRECTION, "ACC")
    form = sign_in(cast.secretary).get(f"{line.get_absolute_url()}intrekken").content.decode()
    assert "ACC do 5 nov" in form


def test_who_arranges_the_agenda_puts_a_line_of_others_on_it(
    ask: Ask,
    cast: Cast,
    now: datetime,
    bodies: dict[str, Body],
    meeting_of: Find,
    sign_in: Callable[..., Client],
) -> None:
    """The secretary of the body reads the dossier of the line and does not write there."""
    line, acc = ask(), meeting_of("ACC", date(2020, 11, 5))
    stop = stop_at(line, DIRECTION, "ACC")
    address = f"/advieslijn/haltes/{stop.pk}/agenda"
    page = sign_in(cast.stranger)
    assert page.get(address).status_code == 403
    assert page.post(address, {"version": 1}).status_code == 403
    BodyMember.objects.create(
        body=bodies["ACC"],
        organisation=cast.jenv,
        person=cast.stranger,
        role=MemberRole.SECRETARY,
        since=date(2020, 10, 1),
    )
    with time_machine.travel(now, tick=False):
        panel = page.get(f"{acc.get_absolute_url()}agenda/?meer")
        assert address in panel.content.decode(), panel
        assert page.get(address).status_code == 200
        assert page.post(address, {"version": 1}).status_code == 302
        other = f"/advieslijn/haltes/{stop_at(line, DIRECTION, 'MCC').pk}/agenda"
        assert page.get(other).status_code == 403
    assert titles(cast, line, now)[1] == line.question
