"""What went up to ministers in a cycle and what officials settled, for who asks."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from coordination.cycle.models import Cadence
from coordination.cycle.queries.settled import UNEXPLAINED, Filters, SettledPage, settled_page
from coordination.dossiers.models import Dossier, Function
from coordination.dossiers.services import grant_access
from coordination.meetings.models import AgendaItem, Meeting
from coordination.meetings.services.agenda import ItemFacts, submit_item
from coordination.meetings.services.meetings import cancel_meeting, plan_meeting
from coordination.meetings.services.settling import settle_item_lower
from coordination.people.models import BodyMember, Clearance, MemberRole, Role, User
from tests.cast import MONDAY, Cast, add_user
from tests.kept import kept

from .conftest import find_body

pytestmark = pytest.mark.usefixtures("on_monday")

DAY = timedelta(days=1)
TODAY = date(2020, 11, 2)
ADDRESS = reverse("cycle:settled")


def meet(cast: Cast, code: str, days: int, *, ministers: bool = False) -> Meeting:
    body = find_body(cast, code)
    if ministers:
        body.of_ministers = True
        body.save()
    BodyMember.objects.get_or_create(
        body=body, organisation=cast.lead.organisation, person=cast.lead,
        defaults={"role": MemberRole.SECRETARY, "since": date(2020, 10, 1)},
    )  # fmt: skip
    starts = MONDAY + days * DAY
    return plan_meeting(
        body=body, dossier=cast.dossier, starts_at=starts, ends_at=starts + timedelta(hours=1),
        by=cast.lead, at=MONDAY - 20 * DAY,
    )  # fmt: skip


def put(
    cast: Cast, meeting: Meeting, title: str, why: str = "", dossier: Dossier | None = None
) -> AgendaItem:
    """On the agenda, brought by SZW."""
    facts = ItemFacts(title=title, dossier=dossier or cast.dossier, why_here=why)
    made = submit_item(meeting=meeting, facts=facts, by=cast.lead, at=MONDAY - 10 * DAY)
    AgendaItem.objects.filter(pk=made.pk).update(submitted_by=cast.szw)
    return AgendaItem.objects.get(pk=made.pk)


def settle(cast: Cast, item: AgendaItem, at: datetime = MONDAY) -> None:
    settle_item_lower(item=item, because="Eens", version=item.version, by=cast.lead, at=at)


@kept
def weighed(cast: Cast, cadence: Cadence) -> Cadence:
    """Three before ministers of which one settled, one settled in a team, one a cycle earlier."""
    cast.lead.clearance = Clearance.DEPARTMENTAL
    cast.lead.save()
    grant_access(
        dossier=cast.secret_dossier, to=cast.lead, function=Function.WRITER, by=None, at=MONDAY
    )
    mcc, team = meet(cast, "MCC", 1, ministers=True), meet(cast, "MLT3", 2)
    put(cast, mcc, "Horeca", why="Raakt drie departementen")
    put(cast, mcc, "Achter de deur", dossier=cast.secret_dossier)
    settle(cast, put(cast, mcc, "Reisadvies"))
    settle(cast, put(cast, team, "Afbakening"))
    put(cast, team, "Werkwijze")
    put(cast, meet(cast, "MCC", -7), "Vorige keer", why="Ja")
    return cadence


def page_for(user: User, **asked: Any) -> SettledPage:
    found = settled_page(User.objects.get(pk=user.pk), today=TODAY, **asked)
    assert found is not None
    return found


def counts(page: SettledPage) -> dict[str, tuple[int, int, int]]:
    return {
        row.label: (row.count.up, row.count.unexplained, row.count.lower) for row in page.bodies
    }


def test_by_body_and_ministry_what_went_up_and_what_was_settled(
    cast: Cast, weighed: Cadence
) -> None:
    page = page_for(cast.lead)
    assert counts(page) == {"MCC": (2, 1, 1), "MLT3": (0, 0, 1)}
    assert [(row.label, row.count.up, row.count.lower) for row in page.ministries] == [
        ("SZW", 2, 2)
    ]
    assert (page.total.up_before, page.total.lower_before) == (1, 0)


def test_a_count_does_not_tell_what_one_may_not_see(cast: Cast, weighed: Cadence) -> None:
    page = page_for(cast.secretary)
    assert counts(page) == {"MCC": (1, 0, 1), "MLT3": (0, 0, 1)}
    assert [case.title for case in page.cases] == ["Horeca", "Reisadvies", "Afbakening"]
    assert settled_page(cast.partner, today=TODAY) is None


def test_each_number_opens_as_many_as_it_says(
    cast: Cast, weighed: Cadence, sign_in: Callable[[User], Client]
) -> None:
    page = page_for(cast.lead)
    for row in (*page.bodies, *page.ministries):
        for course, number in (
            ("up", row.count.up), ("lower", row.count.lower),
            ("unexplained", row.count.unexplained),
        ):  # fmt: skip
            key = "body" if row in page.bodies else "ministry"
            asked = page_for(cast.lead, filters=Filters(course, **{key: row.key}))
            assert len(asked.cases) == number, (row.label, course)
    client = sign_in(User.objects.get(pk=cast.lead.pk))
    shown = client.get(f"{ADDRESS}?{urlencode({'gremium': 'MCC', 'soort': 'unexplained'})}")
    assert [case.title for case in shown.context["settled"].cases] == ["Achter de deur"]
    assert "Dep.V." in shown.content.decode()


def test_a_cancelled_meeting_sends_nothing_up(cast: Cast, weighed: Cadence) -> None:
    mcc = Meeting.objects.get(body__code="MCC", starts_at=MONDAY + DAY)
    cancel_meeting(meeting=mcc, reason="Vervalt", by=cast.lead, at=MONDAY - timedelta(hours=1))
    assert counts(page_for(cast.lead)) == {"MLT3": (0, 0, 1), "MCC": (0, 0, 0)}


def test_as_of_a_moment_it_reads_as_it_stood_and_says_what_it_says_now(
    cast: Cast, weighed: Cadence, sign_in: Callable[[User], Client]
) -> None:
    at = MONDAY - DAY
    then = page_for(cast.lead, at=at)
    assert counts(then) == {"MCC": (3, 2, 0)}
    asked = urlencode({"op": timezone.localtime(at).isoformat()})
    shown = sign_in(User.objects.get(pk=cast.lead.pk)).get(f"{ADDRESS}?{asked}").content.decode()
    assert "Nu staat er 2 en 2." in shown
    later = page_for(cast.lead, at=MONDAY)
    assert later.total == page_for(cast.lead).total


def test_as_of_shows_no_dossier_that_is_closed_to_her(cast: Cast, weighed: Cadence) -> None:
    assert counts(page_for(cast.secretary, at=MONDAY)) == {"MCC": (1, 0, 1), "MLT3": (0, 0, 1)}


@pytest.mark.parametrize("back", [False, True])
def test_it_costs_as_many_queries_however_much_there_is(
    cast: Cast,
    weighed: Cadence,
    back: bool,
    sign_in: Callable[[User], Client],
    django_assert_num_queries: Any,
) -> None:
    client = sign_in(User.objects.get(pk=cast.lead.pk))
    address = f"{ADDRESS}?{urlencode({'op': MONDAY.isoformat()})}" if back else ADDRESS
    client.get(address)
    with django_assert_num_queries(16 if back else 8):
        client.get(address)
    mcc = Meeting.objects.get(body__code="MCC", starts_at=MONDAY + DAY)
    for number in range(6):
        put(cast, mcc, f"Nog {number}")
    put(cast, meet(cast, "BWO", 3, ministers=True), "Elders")
    with django_assert_num_queries(16 if back else 8):
        client.get(address)


def sheet(client: Client, **asked: str) -> list[tuple[Any, ...]]:
    """The rows of the .xlsx behind the page, its head first."""
    with_day = {"dag": "2020-11-02", **asked}
    answer = client.get(f"{reverse('cycle:settled_xlsx')}?{urlencode(with_day)}")
    assert answer.status_code == 200
    rows = load_workbook(BytesIO(answer.content)).worksheets[0].values
    return [tuple(day_in(cell) for cell in row) for row in rows]


def day_in(cell: Any) -> Any:
    return cell.date() if isinstance(cell, datetime) else cell


HEAD = ("Dag", "Gremium", "Ingebracht door", "Onderwerp", "Waar beslist", "Waarom")
TUESDAY, WEDNESDAY = date(2020, 11, 3), date(2020, 11, 4)
UP, LOWER = "naar bewindspersonen", "ambtelijk afgedaan"


def test_the_sheet_holds_what_the_page_lists(
    cast: Cast, weighed: Cadence, sign_in: Callable[[User], Client]
) -> None:
    client = sign_in(User.objects.get(pk=cast.lead.pk))
    every = [
        HEAD,
        (TUESDAY, "MCC", "SZW", "Horeca", UP, "Raakt drie departementen"),
        (TUESDAY, "MCC", "SZW", "Achter de deur", UP, None),
        (TUESDAY, "MCC", "SZW", "Reisadvies", LOWER, "Eens"),
        (WEDNESDAY, "MLT3", "SZW", "Afbakening", LOWER, "Eens"),
    ]
    assert sheet(client) == every
    assert sheet(client, soort="lower") == [HEAD, *every[3:]]
    assert sheet(client, gremium="MCC", soort=UNEXPLAINED) == [HEAD, every[2]]
    assert sheet(client, van="geen") == [HEAD]


def test_the_sheet_holds_no_more_than_one_may_see_and_is_for_who_exports(
    cast: Cast, weighed: Cadence, sign_in: Callable[[User], Client]
) -> None:
    rows = sheet(sign_in(cast.secretary))
    assert [row[3] for row in rows] == ["Onderwerp", "Horeca", "Reisadvies", "Afbakening"]
    on_call = add_user("piket", cast.vws, Role.DUTY_OFFICER)
    for who, sentence in ((on_call, 403), (cast.partner, 403)):
        answer = sign_in(who).get(reverse("cycle:settled_xlsx"))
        assert answer.status_code == sentence, who


def test_the_sheet_as_of_a_moment_says_so_in_each_row(
    cast: Cast, weighed: Cadence, sign_in: Callable[[User], Client]
) -> None:
    client = sign_in(User.objects.get(pk=cast.lead.pk))
    head, *rows = sheet(client, op=timezone.localtime(MONDAY - DAY).isoformat())
    assert head == (*HEAD, "stand van")
    assert [(row[3], row[4], row[6]) for row in rows] == [
        ("Horeca", UP, "2020-11-01 15:00"),
        ("Achter de deur", UP, "2020-11-01 15:00"),
        ("Reisadvies", UP, "2020-11-01 15:00"),
    ]


def test_what_somebody_typed_is_no_formula_in_the_sheet(
    cast: Cast, weighed: Cadence, sign_in: Callable[[User], Client]
) -> None:
    mcc = Meeting.objects.get(body__code="MCC", starts_at=MONDAY + DAY)
    put(cast, mcc, "=1+1", why="@SUM(1)")
    rows = sheet(sign_in(User.objects.get(pk=cast.lead.pk)))
    assert ("'=1+1", "'@SUM(1)") in {(row[3], row[5]) for row in rows}


def test_the_api_says_the_same_counts_now_and_then(
    cast: Cast, weighed: Cadence, sign_in: Callable[[User], Client]
) -> None:
    client = sign_in(User.objects.get(pk=cast.lead.pk))
    said = client.get("/api/v1/settled", {"course": "lower"}).json()["results"][0]
    assert said["total"] == {
        "up": 2, "lower": 2, "unexplained": 1, "up_before": 1, "lower_before": 0,
    }  # fmt: skip
    assert [case["title"] for case in said["cases"]] == ["Reisadvies", "Afbakening"]
    back = client.get("/api/v1/settled", {"as_of": (MONDAY - DAY).isoformat()}).json()
    assert back["results"][0]["total"]["up"] == 3
    assert client.get("/api/v1/settled", {"as_of": "gisteren"}).status_code == 422
