"""The cycle day by day, the month, planning ahead and deadlines, as pages."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from coordination.cycle.models import Cadence, Deadline, PlannedMeeting, Slot
from coordination.cycle.queries.pages import CyclePage, cycle_page, month_page
from coordination.cycle.services.planning import plan_cadence
from coordination.cycle.services.skip import skip_cycle
from coordination.dossiers.services import open_dossier
from coordination.meetings.models import Meeting
from coordination.meetings.services.meetings import cancel_meeting, plan_meeting
from coordination.meetings.services.moving import move_meeting
from coordination.people.models import User
from tests.cast import MONDAY, Cast
from tests.kept import kept

from .reminding import local

TODAY = date(2020, 11, 2)


@kept
def planned(cast: Cast, cadence: Cadence) -> Cadence:
    plan_cadence(cadence=cadence, until=date(2020, 11, 29), by=cast.coordinator, at=MONDAY)
    return cadence


def page_for(user: User, **asked: Any) -> CyclePage:
    found = cycle_page(user, today=TODAY, **asked)
    assert found is not None
    return found


def stand(page: CyclePage) -> dict[str, list[str]]:
    """Per day with something on it: line and what it is."""
    return {
        f"{day.date:%d-%m}": [f"{line}: {p.label}" for line, column in day.lines for p in column]
        for day in page.days
        if day.places
    }


def test_both_lines_stand_side_by_side(cast: Cast, planned: Cadence) -> None:
    page = page_for(cast.secretary)
    assert (page.number, page.first, page.last) == (1, TODAY, date(2020, 11, 15))
    assert stand(page) == {
        "03-11": ["A: ACC", "A: MCC", "B: MCC"],
        "10-11": ["A: Persconferentie"],
    }
    assert [day.date for day in page.days if day.is_today] == [TODAY]
    tuesday: Any = page.days[1].places
    assert [place.shared for place in tuesday] == [False, True, True]


def test_the_deadline_of_a_shared_meeting_stands_once(cast: Cast, planned: Cadence) -> None:
    tuesday: Any = page_for(cast.secretary).days[1].places
    assert [place.deadline is not None for place in tuesday] == [True, True, False]


def test_neighbours_are_a_cycle_away_and_nothing_lies_before_the_first(
    cast: Cast, planned: Cadence
) -> None:
    first, second = page_for(cast.secretary), page_for(cast.secretary, day=date(2020, 11, 20))
    assert (first.previous, first.next) == (None, date(2020, 11, 16))
    assert (second.number, second.previous) == (2, TODAY)
    assert page_for(cast.secretary, day=date(2019, 1, 1)).number == 1


def test_what_is_not_planned_yet_stands_as_expected(cast: Cast, planned: Cadence) -> None:
    page = page_for(cast.secretary, day=date(2020, 12, 1))
    assert stand(page)["01-12"] == ["A: ACC", "A: MCC", "B: MCC"]
    assert (page.is_planned, page_for(cast.secretary).is_planned) == (False, True)


def test_a_moved_meeting_stands_on_its_new_day(cast: Cast, planned: Cadence) -> None:
    meeting = Meeting.objects.filter(body__code="ACC").earliest("starts_at")
    friday = meeting.starts_at.replace(day=6)
    move_meeting(
        meeting=meeting,
        starts_at=friday,
        ends_at=friday.replace(hour=12),
        version=1,
        by=cast.coordinator,
        at=MONDAY,
    )
    assert stand(page_for(cast.secretary)) == {
        "03-11": ["A: MCC", "B: MCC"],
        "06-11": ["A: ACC"],
        "10-11": ["A: Persconferentie"],
    }


def test_rhythms_of_others_stand_beside_it(
    cast: Cast,
    planned: Cadence,
    make_cadence: Callable[..., Cadence],
    make_slot: Callable[..., Slot],
) -> None:
    cabinet = make_cadence(name_nl="Ministerraad", length=7, outside=True)
    make_slot(cabinet, title="Ministerraad", day=5)
    outside = {day.date: [p.label for p in day.outside] for day in page_for(cast.secretary).days}
    assert {day: found for day, found in outside.items() if found} == {
        date(2020, 11, 6): ["Ministerraad"],
        date(2020, 11, 13): ["Ministerraad"],
    }


def test_a_holiday_is_named_and_a_weekend_stands_only_when_something_is_on_it(
    cast: Cast, make_cadence: Callable[..., Cadence], make_slot: Callable[..., Slot]
) -> None:
    cadence = make_cadence(anchor=date(2020, 12, 21))
    make_slot(cadence, "Catshuis", 7, "15:00")
    page = page_for(cast.secretary, day=date(2020, 12, 25))
    named = {day.date.day: day.why_closed for day in page.days if day.why_closed}
    assert named == {25: "Eerste kerstdag", 1: "Nieuwjaarsdag"}
    assert [day.date.day for day in page.days if day.is_weekend] == [27]


def test_the_month_shows_what_no_rhythm_planned_and_what_lapsed(
    cast: Cast, planned: Cadence, sign_in: Any
) -> None:
    meeting = plan_meeting(
        body=cast.body,
        dossier=cast.dossier,
        starts_at=local(2020, 11, 3, 8),
        ends_at=local(2020, 11, 3, 9),
        by=cast.secretary,
        at=MONDAY,
    )
    skip_cycle(cadence=planned, number=1, reason="Kerst", by=cast.coordinator, at=MONDAY)

    client = sign_in(cast.secretary)
    weeks = client.get("/cyclus/maand/?maand=2020-11").context["weeks"]
    third = next(day for week in weeks for day in week if day.date == date(2020, 11, 3))
    assert [(one.label, one.is_cancelled) for one in third.places] == [
        ("MLT3", False),
        ("ACC", True),
        ("MCC", True),
    ]
    assert third.places[0].url == meeting.get_absolute_url()


def test_two_meetings_of_a_body_at_one_moment_both_stand_in_the_month(
    cast: Cast, planned: Cadence, make_cadence: Callable[..., Cadence], make_slot: Any
) -> None:
    elsewhere = open_dossier(title="Elders", owner=cast.dgsc, by=cast.coordinator, at=MONDAY)
    beside = make_cadence(dossier=elsewhere)
    make_slot(beside, "ACC", 2, "09:30")
    plan_cadence(cadence=beside, until=date(2020, 11, 8), by=cast.coordinator, at=MONDAY)

    weeks = month_page(cast.secretary, today=TODAY, first=date(2020, 11, 1))

    assert [place.label for place in weeks[1][1].places] == ["ACC", "ACC", "MCC"]


def test_the_month_shows_a_shared_meeting_once(cast: Cast, planned: Cadence) -> None:
    weeks = month_page(cast.secretary, today=TODAY, first=date(2020, 11, 1))
    assert ([len(week) for week in weeks], weeks[0][0].date) == ([7] * 6, date(2020, 10, 26))
    assert [place.label for place in weeks[1][1].places] == ["ACC", "MCC"]


def test_nobody_sees_the_rhythm_of_a_secret_dossier(cast: Cast, planned: Cadence) -> None:
    Cadence.objects.filter(pk=planned.pk).update(dossier=cast.secret_dossier)
    assert cycle_page(cast.secretary, today=TODAY) is None
    weeks = month_page(cast.secretary, today=TODAY, first=date(2020, 11, 1))
    assert [place for week in weeks for day in week for place in day.places] == []


@time_machine.travel(MONDAY, tick=False)
def test_the_page_marks_today_links_meetings_and_strikes_what_lapsed(
    cast: Cast, planned: Cadence, sign_in: Callable[[User], Client]
) -> None:
    mcc = Meeting.objects.filter(body__code="MCC").earliest("starts_at")
    cancel_meeting(meeting=mcc, reason="Rust", by=cast.coordinator, at=MONDAY)
    page = sign_in(cast.secretary).get("/cyclus/").content.decode()
    table = page[page.index('<table class="cycle"') : page.index("</table>")]
    assert re.findall(r'<tr[^>]*aria-current="date"', table) != []
    assert table.count(mcc.get_absolute_url()) == 2
    assert table.count("place--cancelled") == 2
    assert "Persconferentie" in table
    assert "stukken te laat" in table


@pytest.mark.parametrize("query", ["dag=30-02-2020", "dag=0000-00-00", "cadans=x", "cadans=%00"])
def test_nonsense_in_the_address_shows_the_present_cycle(
    cast: Cast, planned: Cadence, sign_in: Callable[[User], Client], query: str
) -> None:
    assert sign_in(cast.secretary).get(f"/cyclus/?{query}").status_code == 200
    assert sign_in(cast.secretary).get("/cyclus/maand/?maand=2020-13").status_code == 200


@time_machine.travel(MONDAY, tick=False)
def test_the_page_asks_as_much_for_one_cycle_of_one_meeting_as_of_many(
    cast: Cast,
    cadence: Cadence,
    make_slot: Callable[..., Slot],
    sign_in: Callable[[User], Client],
    django_assert_max_num_queries: Any,
) -> None:
    plan_cadence(cadence=cadence, until=date(2020, 11, 15), by=cast.coordinator, at=MONDAY)
    client = sign_in(cast.secretary)
    counts = []
    for _time in range(2):
        with django_assert_max_num_queries(20) as asked:
            client.get("/cyclus/")
        counts.append(len(asked))
        for day in range(3, 8):
            make_slot(cadence, "BWO", day, "16:00", line="B", purpose="status")
        plan_cadence(cadence=cadence, until=date(2020, 11, 29), by=cast.coordinator, at=MONDAY)
        counts = counts[-2:]
    assert counts[0] == counts[1]


@time_machine.travel(MONDAY, tick=False)
def test_a_coordinator_plans_ahead_and_is_told_what_stands_on_a_holiday(
    cast: Cast,
    make_cadence: Callable[..., Cadence],
    make_slot: Callable[..., Slot],
    sign_in: Callable[[User], Client],
) -> None:
    cadence = make_cadence(length=7)
    make_slot(cadence, "MCC", 5)
    data = {"cadence": cadence.pk, "until": "2020-12-25"}
    answer = sign_in(cast.coordinator).post("/cyclus/plannen/", data, follow=True)
    page = answer.content.decode()
    assert "8 cycli, 8 overleggen en 0 deadlines gepland." in page
    assert "25 december (Eerste kerstdag)" in page
    assert PlannedMeeting.objects.count() == 8
    again = sign_in(cast.coordinator).post("/cyclus/plannen/", data)
    assert (again.status_code, "staat al" in again.content.decode()) == (422, True)


def test_a_member_reads_and_does_not_plan(
    cast: Cast, planned: Cadence, sign_in: Callable[[User], Client]
) -> None:
    client = sign_in(cast.secretary)
    assert client.get("/cyclus/plannen/").status_code == 403
    assert client.get(f"/cyclus/cadansen/{planned.pk}/").status_code == 200
    assert client.get(f"/cyclus/cadansen/{planned.pk}/wijzigen/").status_code == 403


def test_a_changed_slot_meets_what_somebody_saved_first(
    cast: Cast, cadence: Cadence, sign_in: Callable[[User], Client]
) -> None:
    slot = cadence.slots.get(body__code="ACC")
    data = {
        "body": slot.body_id,
        "day": "3",
        "starts": "10:00",
        "minutes": "60",
        "purpose": "mijn tekst",
        "version": "0",
    }
    answer = sign_in(cast.coordinator).post(f"/cyclus/plekken/{slot.pk}/", data)
    page = answer.content.decode()
    assert (answer.status_code, "mijn tekst" in page, "beeld" in page) == (409, True, True)
    answer = sign_in(cast.coordinator).post(f"/cyclus/plekken/{slot.pk}/", {**data, "version": "1"})
    slot.refresh_from_db()
    assert (answer.status_code, slot.purpose, slot.version) == (302, "mijn tekst", 2)


def test_a_deadline_is_ticked_off_on_its_page(
    cast: Cast, planned: Cadence, sign_in: Callable[[User], Client]
) -> None:
    due = Deadline.objects.earliest("due_at")
    sign_in(cast.coordinator).post(f"/cyclus/deadlines/{due.pk}/gehaald/", {"version": due.version})
    due.refresh_from_db()
    assert (due.met_by, due.version) == (cast.coordinator, 2)
