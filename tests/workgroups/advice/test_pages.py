"""The lanes, the story and the panels, in a number of queries that does not grow."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from coordination.decisions.services import record_decision_outside_meeting
from coordination.kit import clock
from coordination.meetings.models import Meeting
from coordination.meetings.services.entries import write_line
from coordination.people.models import Body
from tests.cast import Cast
from tests.workgroups.advice.test_line import fresh, hold, stop_at
from workgroups.advice.models import AdviceRequest, Stop, StopPurpose
from workgroups.advice.queries.lanes import in_meeting
from workgroups.advice.services import (
    StopFacts,
    add_stop,
    answer_line,
    change_stop,
    link_decision,
    put_on_agenda,
    remove_stop,
)

Ask = Callable[..., AdviceRequest]
SignIn = Callable[..., Client]
LANES, STORY = 7, 11


@pytest.fixture
def hers(cast: Cast, sign_in: SignIn) -> Client:
    """The browser of MLT3's secretary."""
    return sign_in(cast.secretary)


def page(client: Client, address: str, **query: str) -> str:
    response = client.get(address, query)
    assert response.status_code == 200
    return response.content.decode()


def test_two_lines_stand_beside_each_other_in_a_fixed_number_of_queries(
    hers: Client, ask: Ask, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    ask("De eerste vraag", asked_on=date(2020, 11, 2))
    day = {"dag": "2020-11-17"}
    page(hers, "/advieslijn/", **day)
    with django_assert_num_queries(LANES):
        page(hers, "/advieslijn/", **day)
    ask("De tweede vraag", asked_on=date(2020, 11, 16))
    ask("De derde vraag", asked_on=date(2020, 11, 16))
    with django_assert_num_queries(LANES):
        shown = page(hers, "/advieslijn/", **day)
    assert shown.index("De eerste vraag") < shown.index("De tweede vraag")
    assert "di 17 nov" in shown


def test_beside_each_other_the_lines_say_how_far_each_came(
    cast: Cast, hers: Client, ask: Ask, now: datetime, meeting_of: Callable[..., Meeting]
) -> None:
    """By words and signs, not by the colour of a bar alone, which a phone does not draw."""
    line = ask()
    hold(meeting_of("ACC", date(2020, 11, 5)), cast, now)

    def stops(day: int) -> list[tuple[str, ...]]:
        """What each stop says beside its purpose, on a desk and on a phone."""
        with time_machine.travel(datetime(2020, 11, day, 12, tzinfo=UTC)):
            shown = page(hers, "/advieslijn/")
        words = ("gevoerd", "nog geen verslag", "antwoord hier toegezegd")
        found = [part.split("</td>")[0] for part in shown.split('<span class="lane-stop')[1:]]
        return [tuple(word for word in words if word in one) for one in found]

    assert stops(10) == [(), ("gevoerd",), (), (), ("antwoord hier toegezegd",), ()]
    assert stops(11)[2] == ("nog geen verslag",)
    assert line.stops.count() == 6


def test_an_answered_line_waits_for_what_line_a_decides(
    cast: Cast, hers: Client, ask: Ask, now: datetime, meeting_of: Callable[..., Meeting]
) -> None:
    """Until its decision is noted, and also in a cycle in which it stops nowhere."""
    line = ask()
    by: dict[str, Any] = {"by": cast.secretary, "at": now}
    facts = StopFacts(StopPurpose.DECISION, meeting=meeting_of("MCC", date(2020, 12, 4)))
    decides = stop_at(line, StopPurpose.DECISION, "MCC")
    change_stop(stop=decides, facts=facts, version=1, **by)
    outcome = stop_at(line, StopPurpose.OUTCOME, "MCC")
    remove_stop(stop=outcome, version=1, **by)
    line = answer_line(line=fresh(line), text="Klein kan", version=line.version, **by)
    address = line.get_absolute_url()
    with time_machine.travel(datetime(2020, 11, 18, 12, tzinfo=UTC)):
        (row,) = page(hers, "/advieslijn/").split("<tr>")[2:]
        assert address in row
        assert "vr 4 dec: " in row.split('class="lane-then"')[1]
        assert "hierna: MCC vr 4 dec, besluit" in page(hers, address)
        decision = record_decision_outside_meeting(
            taken_by=cast.body, taken_on=now.date(), dossier=cast.dossier, text="Klein", **by
        )
        link_decision(line=line, decision=decision, version=line.version, **by)
        assert "hierna" not in page(hers, address)
        assert address not in page(hers, "/advieslijn/")


def test_the_story_costs_the_same_with_one_stop_treated_and_with_three(
    cast: Cast,
    hers: Client,
    ask: Ask,
    now: datetime,
    question_item: Any,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    by: dict[str, Any] = {"by": cast.coordinator, "at": now}
    asked = write_line(item=question_item, typed="Vraag: Wat kan er wel?", **by)
    line = ask(line=asked, asked_on=None)
    address = line.get_absolute_url()
    page(hers, address)
    with django_assert_num_queries(STORY):
        page(hers, address)
    stops = line.stops.filter(purpose__in=[StopPurpose.DIRECTION, StopPurpose.DRAFT])
    for stop in stops.order_by("position"):
        item = put_on_agenda(stop=stop, version=stop.version, requested_decision="Akkoord", **by)
        write_line(item=item, typed="Besproken", **by)
    with django_assert_num_queries(STORY):
        shown = page(hers, address)
    assert shown.count("Besproken") == 3


def test_the_decision_shows_its_advice_and_the_team_its_lines(
    cast: Cast, hers: Client, ask: Ask, now: datetime
) -> None:
    line = ask()
    decision = record_decision_outside_meeting(
        taken_by=cast.body,
        taken_on=now.date(),
        dossier=cast.dossier,
        text="Klein vieren",
        by=cast.secretary,
        at=now,
    )
    answer_line(
        line=line, text="Klein kan", decision=decision, version=1, by=cast.secretary, at=now
    )
    for address in (
        decision.get_absolute_url(),
        f"{line.team.get_absolute_url()}?meer",
        f"{cast.dossier.get_absolute_url()}?meer",
    ):
        assert line.get_absolute_url() in page(hers, address)


def test_the_team_that_is_asked_is_chosen_by_who_asks(hers: Client, ask: Ask) -> None:
    shown = page(hers, "/advieslijn/nieuw/")
    teams = shown[shown.index('name="team"') :].split("</select>")[0]
    assert '<option value="" selected>' in teams


def test_a_question_in_the_minutes_is_put_on_the_line_with_one_click(
    cast: Cast, ask: Ask, now: datetime, question_item: Any, sign_in: SignIn, route: Any
) -> None:
    client = sign_in(cast.coordinator)
    by: dict[str, Any] = {"by": cast.coordinator, "at": now}
    asked = write_line(item=question_item, typed="Vraag: Wat kan er wel?", **by)
    agenda = f"/overleg/{question_item.meeting_id}/agenda/"
    assert f"/advieslijn/nieuw/?line={asked.pk}" in page(client, f"{agenda}?meer")
    form = page(client, "/advieslijn/nieuw/", line=str(asked.pk))
    assert "Wat kan er wel?" in form
    sent = {
        "question": "Wat kan er wel?",
        "kind": "question",
        "team": str(cast.dossier.pk),
        "route": str(route.pk),
        "line": str(asked.pk),
        "item": str(question_item.pk),
    }
    ask("Een andere vraag")
    response = client.post("/advieslijn/nieuw/", sent)
    assert response.status_code == 302, response.content.decode()
    line = AdviceRequest.objects.get(asked_line=asked)
    assert (line.asked_on, line.promised_on) == (date(2020, 11, 2), date(2020, 11, 17))
    shown = page(client, f"{agenda}?meer")
    assert line.get_absolute_url() in shown
    assert f"?line={asked.pk}" not in shown


def test_what_was_typed_stays_when_somebody_else_was_first(
    cast: Cast, hers: Client, ask: Ask
) -> None:
    line = ask("Wat kan er wel met kerst?")
    sent = {"question": "Mijn vraag", "background": "", "version": "7"}
    response = hers.post(f"{line.get_absolute_url()}bewerken", sent)
    assert response.status_code == 409
    shown = response.content.decode()
    assert "Mijn vraag" in shown
    assert "Wat kan er wel met kerst?" in shown


def test_a_partner_and_a_stranger_in_a_restricted_dossier_see_no_line(
    cast: Cast, ask: Ask, sign_in: SignIn
) -> None:
    line = ask("Een vertrouwelijke vraag")
    cast.dossier.restricted = True
    cast.dossier.save()
    for user in (cast.stranger, cast.partner):
        client = sign_in(user)
        assert client.get(line.get_absolute_url()).status_code == 404
        assert "Een vertrouwelijke vraag" not in page(client, "/advieslijn/", dag="2020-11-03")


def test_a_route_is_kept_as_rows_and_a_late_line_is_red(
    cast: Cast, ask: Ask, sign_in: SignIn, route: Any, hers: Client
) -> None:
    ask()
    shown = page(hers, "/advieslijn/")
    # the promised cycle of 2020 passed long ago
    assert clock.today() > date(2020, 11, 29)
    assert "te laat: toegezegd voor di 17 nov" in shown
    keeper = sign_in(cast.coordinator)
    sent = {"name_nl": "Kort", "name_en": "Short", "kind": "question", "version": route.version}
    sent |= {"slot_1": str(route.steps.get(position=1).slot_id), "purpose_1": "asked"}
    response = keeper.post(f"/advieslijn/routes/{route.pk}/", sent)
    assert response.status_code == 302, response.content.decode()
    assert [step.purpose for step in route.steps.all()] == ["asked"]
    assert Stop.objects.count() == 6


def test_the_api_says_the_line_with_its_stops(
    cast: Cast, hers: Client, ask: Ask, meeting_of: Callable[..., Meeting]
) -> None:
    line = ask()
    found = hers.get(f"/api/v1/advice-requests/{line.pk}").json()
    assert (found["number"], found["late"], len(found["stops"])) == (line.number, True, 6)
    meeting = meeting_of("MCC", date(2020, 11, 17))
    assert found["stops"][4]["stands_in"] == str(meeting.pk)
    response = hers.post(
        f"/api/v1/advice-requests/{line.pk}/answer",
        {"text": "Klein vieren"},
        content_type="application/json",
        headers={"if-match": '"1"'},
    )
    assert response.status_code == 200, response.content
    assert response.json()["answer"] == "Klein vieren"


def test_a_stop_without_a_day_stands_behind_the_others(
    cast: Cast, hers: Client, ask: Ask, now: datetime, bodies: dict[str, Body]
) -> None:
    line = ask()
    facts = StopFacts(StopPurpose.INTERIM, body=bodies["ACC"])
    add_stop(line=line, facts=facts, version=line.version, by=cast.secretary, at=now)
    shown = page(hers, "/advieslijn/", dag="2020-11-17")
    assert "tussenproduct" in shown


def test_of_two_who_note_the_answer_the_second_sees_both_texts(
    cast: Cast, hers: Client, ask: Ask, now: datetime
) -> None:
    line = ask()
    answer_line(line=line, text="De eerste", version=1, by=cast.coordinator, at=now)
    sent = {"text": "De tweede, van een ander", "version": 1}
    second = hers.post(f"{line.get_absolute_url()}antwoord", sent)
    shown = second.content.decode()
    assert second.status_code == 409
    assert "De eerste" in shown
    assert "De tweede, van een ander</textarea>" in shown
    sent["version"] = 2
    again = hers.post(f"{line.get_absolute_url()}antwoord", sent)
    assert again.status_code == 422
    assert "De tweede, van een ander</textarea>" in again.content.decode()


def test_who_keeps_no_line_is_told_before_she_types(cast: Cast, ask: Ask, sign_in: SignIn) -> None:
    line = ask()
    stop = line.stops.order_by("position")[1]
    client = sign_in(cast.stranger)
    assert client.get(line.get_absolute_url()).status_code == 200
    for address in ("antwoord", "bewerken", "intrekken", "besluit", "haltes/nieuw"):
        assert client.get(f"{line.get_absolute_url()}{address}").status_code == 403, address
    for address in ("", "agenda", "stukken"):
        assert client.get(f"/advieslijn/haltes/{stop.pk}/{address}").status_code == 403, address


def test_a_meeting_does_not_wait_for_a_line_that_was_answered_before(
    cast: Cast, hers: Client, ask: Ask, now: datetime, meeting_of: Callable[..., Meeting]
) -> None:
    line = ask()
    acc = meeting_of("ACC", date(2020, 11, 12))
    assert [view.line for view, _stop in in_meeting(cast.secretary, acc.pk, at=now)] == [line]
    answer_line(line=line, text="Klein vieren", version=1, by=cast.secretary, at=now)
    assert in_meeting(cast.secretary, acc.pk, at=now) == []
    mcc = meeting_of("MCC", date(2020, 11, 20))
    assert len(in_meeting(cast.secretary, mcc.pk, at=now)) == 1
    with time_machine.travel(now, tick=False):
        assert "voordien beantwoord" in page(hers, line.get_absolute_url())
