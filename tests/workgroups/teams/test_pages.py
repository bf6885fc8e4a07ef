"""What the pages of teams show, to whom, and in how many questions to the database."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from coordination.meetings.services.meetings import plan_meeting
from coordination.people.models import Organisation, User
from tests.cast import Cast
from tests.workgroups.conftest import FIRST_DAY, Crew
from workgroups.teams.models import Team, TeamMember
from workgroups.teams.services import Need, Seat, ask_people, change_member, end_member

SignIn = Callable[[User], Client]


def shown(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_list_says_who_is_known_and_who_is_not(crew: Crew, sign_in: SignIn) -> None:
    page = shown(sign_in(crew.stranger), reverse("teams:list"))
    row = page[page.index('class="team-code">MLT3') :]
    row = row[: row.index("</tr>")]
    named, empty = row.split('data-label="Nog niemand bekend"')
    assert all(code in named for code in ("JenV", "SCP", "SZW", "VWS"))
    assert ("OCW" in named, "OCW" in empty) == (False, True)


def test_the_page_of_a_team_names_who_speaks_for_a_ministry(crew: Crew, sign_in: SignIn) -> None:
    page = shown(sign_in(crew.stranger), crew.team.get_absolute_url())
    assert "policy officer szw" in page
    assert "nog niet bekend" in page


def test_what_a_person_carries_shows_to_the_lead_alone(crew: Crew, sign_in: SignIn) -> None:
    heading, setup = "Belasting per persoon", reverse("teams:setup", args=[crew.team.pk])
    seen = {
        who: heading in shown(sign_in(getattr(crew, who)), setup)
        for who in ("lead", "secretary", "member", "coordinator", "stranger")
    }
    assert seen == {
        "lead": True,
        "secretary": False,
        "member": False,
        "coordinator": False,
        "stranger": False,
    }


def test_what_somebody_spends_on_a_team_is_known_inside_it_and_adds_up_nowhere(
    crew: Crew, cast: Cast, sign_in: SignIn
) -> None:
    place = crew.places["SZW"]
    place.capacity, place.capacity_unit = Decimal("0.37"), "fte"
    place.save()
    pages = (crew.team.get_absolute_url(), reverse("teams:places"), "/api/v1/team-members")

    def told(who: User) -> list[bool]:
        texts = [shown(sign_in(who), page) for page in pages]
        return [any(written in text for written in ("0.37", "0,37")) for text in texts]

    assert told(crew.member) == [True, False, True]
    assert told(crew.coordinator) == [True, False, True], "keeps the team without a place in it"
    assert told(crew.stranger) == [False, False, False]
    sheet = sign_in(crew.lead).get(reverse("teams:places_xlsx"))
    rows = load_workbook(BytesIO(sheet.content)).active.values  # type: ignore[union-attr]  # a book of one sheet
    assert not any("0.37" in str(cell) for row in rows for cell in row)


def test_a_partner_sees_no_team_that_is_not_shared(crew: Crew, cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.partner)
    assert client.get(crew.team.get_absolute_url()).status_code == 404
    assert "MLT3" not in shown(client, reverse("teams:list"))
    assert "VWS" not in shown(client, reverse("teams:radar"))


def test_looking_back_shows_who_was_known_then(
    crew: Crew, cast: Cast, make_user: Callable[..., User], now: datetime, sign_in: SignIn
) -> None:
    officer = make_user("policy officer ocw", crew.ocw)
    seat = Seat(crew.ocw, FIRST_DAY, person=officer)
    change_member(
        member=crew.places["OCW"], version=1, seat=seat, by=crew.lead, at=now + timedelta(days=1)
    )
    client, address = sign_in(crew.stranger), crew.team.get_absolute_url()
    assert "policy officer ocw" in shown(client, address)
    then = shown(client, f"{address}?op=2020-11-02T18:00")
    assert ("policy officer ocw" in then, "nog niet bekend" in then) == (False, True)
    before = shown(client, f"{address}?op=2020-10-01T18:00")
    assert "nog niet voorgesteld" in before


def test_who_sits_where_is_narrowed_and_leaves_as_a_sheet(
    crew: Crew, cast: Cast, sign_in: SignIn
) -> None:
    client = sign_in(crew.stranger)
    page = shown(client, f"{reverse('teams:places')}?organisatie=SZW")
    assert ("policy officer szw" in page, "policy officer vws" in page) == (True, False)
    cast.szw_officer.name = "=1+1"
    cast.szw_officer.save()
    answer = client.get(f"{reverse('teams:places_xlsx')}?organisatie=SZW")
    rows = list(load_workbook(BytesIO(answer.content)).active.values)  # type: ignore[union-attr]  # a book of one sheet
    assert rows[1][:4] == ("SZW", "MLT3", "Kwetsbare groepen", "'=1+1")


def test_the_radar_counts_empty_places(crew: Crew, sign_in: SignIn) -> None:
    page = shown(sign_in(crew.stranger), f"{reverse('teams:radar')}?organisatie=OCW")
    assert f'<a href="{crew.team.get_absolute_url()}">' in page


def test_the_radar_shows_where_people_of_an_organisation_should_be_twice(
    crew: Crew,
    make_team: Callable[..., Team],
    make_member: Callable[..., TeamMember],
    cast: Cast,
    now: datetime,
    sign_in: SignIn,
) -> None:
    other, soon = make_team("LT1"), now + timedelta(days=2)
    make_member(other, cast.szw, person=cast.szw_officer)
    for team, by in ((crew.team, crew.lead), (other, cast.coordinator)):
        facts: dict[str, Any] = {"body": team.body, "dossier": team.dossier, "by": by, "at": now}
        plan_meeting(starts_at=soon, ends_at=soon + timedelta(hours=1), **facts)
    client, radar = sign_in(crew.stranger), reverse("teams:radar")
    with time_machine.travel(now, tick=False):
        twice = shown(client, f"{radar}?organisatie=SZW")
        once = shown(client, f"{radar}?organisatie=VWS")
        told = client.get("/api/v1/teams/radar").json()["results"]
    assert ("policy officer szw" in twice, "policy officer szw" in once) == (True, False)
    assert {row["organisation"] for row in told if row["colliding_meetings"]} == {str(cast.szw.pk)}
    rows = {row.split("<")[0]: row for row in once.split("data-row-open>")[1:]}
    counts = [rows[code].count("status--warn") for code in ("SZW", "VWS", "OCW")]
    assert counts == [1, 0, 0]


def test_naming_who_was_not_known_from_the_page(
    crew: Crew, make_user: Callable[..., User], sign_in: SignIn
) -> None:
    officer, place = make_user("policy officer ocw", crew.ocw), crew.places["OCW"]
    form: dict[str, Any] = {
        "organisation": crew.ocw.pk,
        "role": "member",
        "person": officer.email,
        "since": "2020-10-19",
        "version": 1,
    }
    client = sign_in(crew.lead)
    address = reverse("teams:member_edit", args=[place.pk])
    assert client.post(address, form).status_code == 302
    assert TeamMember.objects.get(pk=place.pk).person == officer
    again = client.post(address, {**form, "role": "deputy"})
    assert (again.status_code, again.context["form"].clashes[0][0]) == (409, "Rol")


def test_who_was_second_reads_both_last_days_the_way_of_the_language(
    crew: Crew, sign_in: SignIn
) -> None:
    client, address = sign_in(crew.lead), reverse("teams:edit", args=[crew.team.pk])
    start = client.get(address).context["form"].initial
    typed = start | {"sponsor": str(start["sponsor"].pk)}
    assert client.post(address, typed | {"ends_on": "2020-12-15"}).status_code == 302
    late = client.post(address, typed | {"ends_on": "2020-12-16"})
    assert late.status_code == 409
    [(_label, there, hers)] = late.context["form"].clashes
    assert (there, hers) == ("15 december 2020", "16 december 2020")


@pytest.mark.parametrize("many", [1, 3])
def test_the_pages_ask_as_much_for_one_team_as_for_three(
    crew: Crew,
    make_team: Callable[..., Team],
    make_member: Callable[..., TeamMember],
    make_organisation: Callable[..., Organisation],
    make_user: Callable[..., User],
    django_assert_num_queries: DjangoAssertNumQueries,
    sign_in: SignIn,
    many: int,
) -> None:
    for number in range(1, many):
        team = make_team(f"LT{number}")
        place = make_organisation(f"M{number}")
        make_member(team, place, person=make_user(f"member {number}", place))
        make_member(crew.team, place, person=make_user(f"other {number}", place))
    client = sign_in(crew.lead)
    for address, queries in (
        (reverse("teams:list"), 8),
        (crew.team.get_absolute_url(), 8),
        (f"{crew.team.get_absolute_url()}?meer", 15),
        (reverse("teams:setup", args=[crew.team.pk]), 10),
        (reverse("teams:places"), 8),
        (reverse("teams:radar"), 8),
    ):
        shown(client, address)
        with django_assert_num_queries(queries):
            client.get(address)


def test_the_last_day_of_a_place_is_the_day_before_the_one_that_is_said(
    crew: Crew, now: datetime, sign_in: SignIn
) -> None:
    """Her successor begins on that day, so she is not there through it."""
    client, address = sign_in(crew.secretary), crew.team.get_absolute_url()
    with time_machine.travel(now, tick=False):
        assert "Er nam eerder niemand deel." in shown(client, f"{address}?vroeger=1")
        place, first_without = crew.places["VWS"], now.date() + timedelta(days=31)
        end_member(member=place, version=1, until=first_without, by=crew.lead, at=now)
        page = shown(client, address)
    assert ("tot do 3 dec" in page, "tot en met do 3 dec" in page) == (True, False)


def test_who_comes_after_her_is_not_on_secondment_by_that(
    crew: Crew, make_member: Callable[..., TeamMember], sign_in: SignIn
) -> None:
    lent = {"person": crew.stranger, "seconded": True}
    place = make_member(crew.team, crew.scp, **lent)
    replace = reverse("teams:member_replace", args=[place.pk])
    page = shown(sign_in(crew.lead), replace)
    assert re.search(r'<input[^>]*name="seconded"[^>]*checked', page) is None


def test_what_a_team_asks_for_no_longer_was_withdrawn_and_not_answered(
    crew: Crew, cast: Cast, now: datetime, sign_in: SignIn
) -> None:
    need = Need(cast.szw, "Onderzoeker", now.date() + timedelta(days=7))
    asked = ask_people(team=crew.team, need=need, by=crew.lead, at=now)
    client, address = sign_in(crew.secretary), asked.get_absolute_url()
    gone = client.post(reverse("teams:request_withdraw", args=[asked.pk]), {"version": "1"})
    assert gone.status_code == 302
    page = shown(client, address)
    assert ("Ingetrokken door" in page, "Beantwoord door" in page) == (True, False)
    assert "De capaciteitsvraag is ingetrokken." in page
