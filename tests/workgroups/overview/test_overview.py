"""How every dossier stands, on one page."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from coordination.decisions.services import record_decision_outside_meeting
from coordination.dossiers.models import Dossier
from coordination.dossiers.services import open_dossier
from coordination.measures.models import Sector
from coordination.measures.services import MeasureFacts, add_measure
from coordination.meetings.services.meetings import plan_meeting
from coordination.people.models import Organisation, User
from tests.cast import Cast
from tests.workgroups.conftest import Crew
from workgroups.overview.queries import SORTS, Issue, Wanted, issues_of, list_issues

SignIn = Callable[[User], Client]


def titles(user: User, now: datetime, **more: Any) -> list[str]:
    moment: dict[str, Any] = {"now": now, "today": now.date()}
    found = list_issues(user, Wanted(**more), **moment).rows
    return [one.dossier.title for one in issues_of(found, user, **moment)]


def issue_of(user: User, now: datetime) -> Issue:
    """The only dossier that she sees, as it stands then."""
    found = list_issues(user, Wanted(), now=now, today=now.date()).rows
    (issue,) = issues_of(found, user, now=now, today=now.date())
    return issue


def test_a_row_says_how_a_dossier_stands(
    crew: Crew, cast: Cast, add_point: Callable[..., Any], now: datetime
) -> None:
    add_point(cast.szw, date(2020, 11, 1))
    add_point(cast.vws, date(2020, 11, 6))
    deed: dict[str, Any] = {"by": cast.secretary, "at": now}
    decision = record_decision_outside_meeting(
        taken_by=cast.body, taken_on=now.date(), dossier=cast.dossier, text="Zo doen we het", **deed
    )
    meeting = plan_meeting(
        body=cast.body,
        dossier=cast.dossier,
        starts_at=now + timedelta(days=3),
        ends_at=now + timedelta(days=3, hours=1),
        **deed,
    )
    later = now + timedelta(days=16)
    issue = issue_of(cast.stranger, later)
    assert (issue.team, issue.decision, issue.meeting) == (crew.team, decision, None)
    assert (issue.open, issue.late, issue.ministries) == (2, 2, ["SZW", "VWS"])
    assert (issue.silent_weeks, issue.needs_team) == (2, False)
    issue = issue_of(cast.stranger, now)
    assert (issue.meeting, issue.late, issue.silent_weeks) == (meeting, 1, 0)


def test_several_ministries_without_a_team_are_pointed_out(
    cast: Cast,
    add_point: Callable[..., Any],
    make_team: Callable[..., Any],
    now: datetime,
) -> None:
    add_point(cast.szw, date(2020, 11, 6))
    assert titles(cast.stranger, now, needs_team=True) == []
    add_point(cast.vws, date(2020, 11, 6))
    assert titles(cast.stranger, now, needs_team=True) == ["Kwetsbare groepen"]
    make_team("MLT3", dossier=cast.dossier, body=cast.body)
    assert titles(cast.stranger, now, needs_team=True) == []


def test_ministries_at_work_together_ask_for_no_attention_while_one_has_primacy(
    cast: Cast, add_point: Callable[..., Any], now: datetime
) -> None:
    """A ministry answers for its own dossiers and a team takes no work over: one is a choice."""
    Dossier.objects.filter(pk=cast.dossier.pk).update(primacy=cast.szw)
    for ministry in (cast.szw, cast.vws):
        add_point(ministry, date(2020, 11, 6))
    issue = issue_of(cast.stranger, now)
    assert (issue.needs_team, list(issue.attention)) == (True, [])


def test_nothing_invisible_is_listed_or_counted(cast: Cast, sign_in: SignIn, now: datetime) -> None:
    assert titles(cast.coordinator, now) == ["Kwetsbare groepen"]
    assert titles(cast.partner, now) == []
    client = sign_in(cast.stranger)
    page = client.get(reverse("overview:per_ministry")).content.decode()
    assert ("JenV" in page, "DGSC-19" in page) == (False, True)


def test_filters_and_sorts_stand_in_the_address(cast: Cast, now: datetime) -> None:
    deed: dict[str, Any] = {"by": cast.coordinator, "at": now}
    open_dossier(title="Arbeidsmigranten", owner=cast.szw, primacy=cast.szw, **deed)
    by = cast.coordinator
    assert titles(by, now, sort="title") == ["Arbeidsmigranten", "Kwetsbare groepen"]
    assert titles(by, now, sort="title", down=True) == ["Kwetsbare groepen", "Arbeidsmigranten"]
    assert titles(by, now, owner="szw") == ["Arbeidsmigranten"]
    assert titles(by, now, primacy="-") == ["Kwetsbare groepen"]
    assert titles(by, now, text="arbeidsm") == ["Arbeidsmigranten"]
    assert titles(by, now, weeks=2) == []
    assert len(titles(by, now + timedelta(weeks=2, days=1), weeks=2)) == 2
    wanted = Wanted(owner="SZW", weeks=4, late=True, sort="late", down=True)
    assert wanted.address() == "eigenaar=SZW&stil=4&telaat=1&sorteer=-late"


@pytest.mark.parametrize("sort", SORTS)
def test_every_sort_keeps_every_dossier(cast: Cast, now: datetime, sort: str) -> None:
    assert titles(cast.stranger, now, sort=sort, down=True) == ["Kwetsbare groepen"]


def test_the_sheet_holds_what_the_page_shows_and_no_formula(
    cast: Cast, sign_in: SignIn, now: datetime
) -> None:
    deed: dict[str, Any] = {"by": cast.coordinator, "at": now}
    open_dossier(title="=HYPERLINK(1)", owner=cast.szw, **deed)
    client = sign_in(cast.coordinator)
    answer = client.get(f"{reverse('overview:xlsx')}?eigenaar=SZW")
    rows = list(load_workbook(BytesIO(answer.content)).active.values)  # type: ignore[union-attr]  # a book of one sheet
    assert [row[1] for row in rows[1:]] == ["'=HYPERLINK(1)"]
    text = client.get(f"{reverse('overview:csv')}?eigenaar=SZW").content.decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in text


@pytest.fixture
def in_sectors(cast: Cast, now: datetime) -> Callable[..., Dossier]:
    """A dossier of SZW, with a measure for these sectors."""
    deed: dict[str, Any] = {"by": cast.coordinator, "at": now}

    def make(title: str, *codes: str, **more: Any) -> Dossier:
        dossier = open_dossier(title=title, owner=cast.szw, **deed, **more)
        sectors = tuple(
            Sector.objects.get_or_create(
                code=code, defaults={"name_nl": f"sector {code}", "name_en": code}
            )[0]
            for code in codes
        )
        facts = MeasureFacts(f"Maatregel van {title}", "", "", "", sectors)
        add_measure(dossier=dossier, facts=facts, **deed)
        return dossier

    return make


def counted(client: Client, name: str) -> dict[str | None, tuple[int, ...]]:
    """What the API says, by code of the owner or the sector."""
    kind, nouns = {"owner": ("organisation", Organisation), "sector": ("sector", Sector)}[name]
    rows = client.get(f"/api/v1/overview/per-{name}").json()["results"]
    numbers = ("dossiers", "without_primacy", "late_points", "silent")
    codes = {str(one.pk): one.code for one in nouns.objects.all()}  # type: ignore[attr-defined]  # of both
    return {codes.get(row[kind]): tuple(row[name] for name in numbers) for row in rows}


def test_dossiers_are_counted_for_each_sector_and_apart_where_they_have_none(
    cast: Cast,
    add_point: Callable[..., Any],
    in_sectors: Callable[..., Dossier],
    now: datetime,
    sign_in: SignIn,
) -> None:
    both = in_sectors("Toegang", "horeca", "events", primacy=cast.vws)
    in_sectors("Nacht", "horeca")
    add_point(cast.szw, now.date() - timedelta(days=1), both, by=cast.coordinator)
    client = sign_in(cast.coordinator)
    assert counted(client, "sector") == {
        "horeca": (2, 1, 1, 2),
        "events": (1, 0, 1, 1),
        None: (1, 1, 0, 1),
    }
    assert counted(client, "owner") == {"SZW": (2, 1, 1, 2), "DGSC-19": (1, 1, 0, 1)}
    page = client.get(reverse("overview:per_sector")).content.decode()
    for filters in ("sector=horeca", "sector=horeca&amp;primaat=-", "sector=events&amp;telaat=1"):
        assert f'href="/overzicht/?soort=all&amp;{filters}"' in page
    assert titles(cast.coordinator, now, sector="horeca") == ["Toegang", "Nacht"]
    assert titles(cast.coordinator, now, sector="-") == ["Kwetsbare groepen"]


def test_no_sector_counts_a_dossier_or_a_measure_that_she_may_not_see(
    cast: Cast, in_sectors: Callable[..., Dossier], now: datetime, sign_in: SignIn
) -> None:
    in_sectors("Besloten", "horeca", restricted=True)
    assert "horeca" not in counted(sign_in(cast.stranger), "sector")
    assert counted(sign_in(cast.coordinator), "sector").keys() == {"horeca", None}
    assert counted(sign_in(cast.partner), "sector") == {}


@pytest.mark.parametrize("many", [1, 3])
def test_the_page_asks_as_much_for_one_dossier_as_for_three(
    cast: Cast,
    add_point: Callable[..., Any],
    now: datetime,
    sign_in: SignIn,
    django_assert_num_queries: DjangoAssertNumQueries,
    many: int,
) -> None:
    for number in range(1, many):
        dossier = open_dossier(title=f"Dossier {number}", owner=cast.dgsc, by=cast.lead, at=now)
        add_point(cast.szw, date(2020, 11, 6), dossier)
    client = sign_in(cast.coordinator)
    for name, queries in (
        ("overview:overview", 12),
        ("overview:per_ministry", 7),
        ("overview:per_sector", 8),
    ):
        client.get(reverse(name))
        with django_assert_num_queries(queries):
            assert client.get(reverse(name)).status_code == 200
