"""The pages of action points as their readers get them."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from coordination.actions.models import ActionPoint, ActionStatus, Assent
from coordination.actions.terms import Owner, Term
from coordination.people.models import User
from tests.cast import MONDAY, Cast

pytestmark = pytest.mark.usefixtures("on_monday")

Make = Callable[..., ActionPoint]
SignIn = Callable[[User], Client]
LIST = "/acties/"


def shown(client: Client, query: str = "") -> list[str]:
    """The numbers on the page, in their order."""
    groups = client.get(f"{LIST}?{query}").context["groups"]
    return [row.number for group in groups for row in group.rows]


def test_the_list_is_grouped_by_term(cast: Cast, make_point: Make, sign_in: SignIn) -> None:
    for day in (date(2020, 11, 10), date(2020, 11, 8), date(2020, 10, 30)):
        make_point(term=Term(day))
    groups = sign_in(cast.lead).get(LIST).context["groups"]
    assert [(group.name, [row.number for row in group.rows]) for group in groups] == [
        ("late", ["MLT3-2020-03"]),
        ("week", ["MLT3-2020-02"]),
        ("later", ["MLT3-2020-01"]),
    ]


def test_an_hour_that_passed_today_is_late(cast: Cast, make_point: Make, sign_in: SignIn) -> None:
    make_point(term=Term(MONDAY.date(), time(14, 59)))
    make_point(term=Term(MONDAY.date(), time(15, 1)))
    groups = sign_in(cast.lead).get(LIST).context["groups"]
    assert [group.name for group in groups] == ["late", "week"]
    assert shown(sign_in(cast.lead), "term=late") == ["MLT3-2020-01"]
    assert shown(sign_in(cast.lead), "term=week") == ["MLT3-2020-02"]


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("owner=vws", ["MLT3-2020-01"]),
        ("owner=%40SZW", ["MLT3-2020-02"]),
        ("owner=nobody", []),
        ("q=SHEETS", ["MLT3-2020-02"]),
        ("q=MLT3-2020-01", ["MLT3-2020-01"]),
        ("body=mlt3", ["MLT3-2020-01", "MLT3-2020-02"]),
        ("dossier=2020-0001", ["MLT3-2020-01", "MLT3-2020-02"]),
        ("dossier=2020-9999", []),
        ("dossier=x", []),
        ("status=done", []),
        ("kind=motion", []),
        ("term=nonsense&status=nonsense&kind=nonsense", ["MLT3-2020-01", "MLT3-2020-02"]),
        ("pagina=nonsense", ["MLT3-2020-01", "MLT3-2020-02"]),
        ("ours=1", []),
        ("q=%00", ["MLT3-2020-01", "MLT3-2020-02"]),
    ],
)
def test_filters_stand_in_the_address(
    cast: Cast, make_point: Make, sign_in: SignIn, query: str, numbers: list[str]
) -> None:
    make_point()
    make_point(owner=Owner(cast.szw), text="Sheets sturen")
    assert shown(sign_in(cast.lead), query) == numbers


def test_mine_are_mine_by_name_or_post(cast: Cast, make_point: Make, sign_in: SignIn) -> None:
    make_point()
    make_point(owner=Owner(cast.vws))
    assert shown(sign_in(cast.vws_officer), "mine=1") == ["MLT3-2020-01"]
    assert shown(sign_in(cast.vws_officer), "ours=1") == ["MLT3-2020-01", "MLT3-2020-02"]


def test_pages_go_forth_and_back_to_the_last(
    cast: Cast, make_point: Make, sign_in: SignIn, django_assert_num_queries: object
) -> None:
    points = [make_point(term=Term(date(2020, 11, 3) + timedelta(n // 20))) for n in range(120)]
    client = sign_in(cast.lead)
    seen, cursor, pages = [], "", []
    while True:
        context = client.get(LIST, {"pagina": cursor}).context
        rows = [row.number for group in context["groups"] for row in group.rows]
        pages.append(rows)
        seen += rows
        cursor = context["listing"].after
        if not cursor:
            break
    assert [len(page) for page in pages] == [50, 50, 20]
    assert sorted(seen) == sorted(point.number for point in points)
    last = client.get(LIST, {"pagina": "end"}).context
    assert [r.number for g in last["groups"] for r in g.rows] == seen[-50:]
    back = client.get(LIST, {"pagina": last["listing"].before}).context
    assert [r.number for g in back["groups"] for r in g.rows] == seen[20:70]


def test_a_tick_without_script_marks_it_done_and_offers_undo(
    cast: Cast, point: ActionPoint, sign_in: SignIn
) -> None:
    client = sign_in(cast.vws_officer)
    answer = client.post(
        reverse("actions:tick", args=[point.pk]),
        {"version": point.version, "next": "/acties/?mine=1"},
        follow=True,
    )
    assert answer.redirect_chain == [("/acties/?mine=1", 302)]
    point.refresh_from_db()
    assert (point.status, point.done_by) == (ActionStatus.DONE, cast.vws_officer)
    undo = reverse("actions:undo", args=[point.pk, point.version])
    assert undo in answer.content.decode()
    client.post(undo)
    point.refresh_from_db()
    assert (point.status, point.done_by) == (ActionStatus.OPEN, None)


def test_a_tick_with_htmx_gives_the_row_back(
    cast: Cast, point: ActionPoint, sign_in: SignIn
) -> None:
    answer = sign_in(cast.vws_officer).post(
        reverse("actions:tick", args=[point.pk]),
        {"version": point.version},
        headers={"HX-Request": "true"},
    )
    html = answer.content.decode()
    assert html.lstrip().startswith("<tr")
    assert 'aria-pressed="true"' in html
    assert "toast" in answer["HX-Trigger"]


def test_undo_with_htmx_brings_the_whole_main_part_back(
    cast: Cast, point: ActionPoint, sign_in: SignIn
) -> None:
    page = sign_in(cast.lead).get(LIST, headers={"HX-Request": "true"}).content.decode()
    assert 'id="main"' in page
    assert point.text in page


def test_a_stale_tick_is_409(cast: Cast, point: ActionPoint, sign_in: SignIn) -> None:
    client, address = sign_in(cast.vws_officer), reverse("actions:tick", args=[point.pk])
    assert client.post(address, {"version": 0}).status_code == 409
    assert client.post(address, {"version": "nonsense"}).status_code == 409
    assert client.post(address).status_code == 409
    point.refresh_from_db()
    assert point.status == ActionStatus.OPEN


def test_moving_reads_the_term_in_words(cast: Cast, point: ActionPoint, sign_in: SignIn) -> None:
    answer = sign_in(cast.lead).post(
        reverse("actions:move", args=[point.pk]),
        {"version": point.version, "due": "woensdag 11 november 17u", "reason": "Nog niet af"},
    )
    assert answer.status_code == 302
    point.refresh_from_db()
    assert (point.due_on, point.due_time, point.postponed) == (date(2020, 11, 11), time(17), 1)


def test_a_move_that_is_refused_keeps_what_was_typed(
    cast: Cast, point: ActionPoint, sign_in: SignIn
) -> None:
    answer = sign_in(cast.lead).post(
        reverse("actions:move", args=[point.pk]),
        {"version": point.version, "due": "31 februari", "reason": "Omdat het zo is"},
    )
    assert answer.status_code == 422
    assert "Omdat het zo is" in answer.content.decode()
    point.refresh_from_db()
    assert point.postponed == 0


def test_handing_over_by_code_asks_the_other_to_confirm(
    cast: Cast, point: ActionPoint, sign_in: SignIn
) -> None:
    client = sign_in(cast.lead)
    client.post(
        reverse("actions:hand_over", args=[point.pk]),
        {"version": point.version, "owner": "@J&V", "reason": "Hoort daar"},
    )
    point.refresh_from_db()
    assert (point.owner_label, point.assent) == ("JenV", Assent.AWAITED)


def test_splitting_from_the_page(cast: Cast, point: ActionPoint, sign_in: SignIn) -> None:
    answer = sign_in(cast.lead).post(
        reverse("actions:split", args=[point.pk]),
        {
            "version": point.version,
            "text_1": "Eerste deel",
            "text_2": "Tweede deel",
            "owner_2": "@SZW",
            "due_2": "9 november",
        },
    )
    assert answer.status_code == 302
    first, second = ActionPoint.objects.filter(split_from=point).order_by("serial")
    assert (first.owner_label, first.due_on) == (point.owner_label, point.due_on)
    assert (second.owner_label, second.due_on) == ("SZW", date(2020, 11, 9))


def test_adding_without_a_meeting(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.lead)
    assert client.get(reverse("actions:add")).status_code == 200
    answer = client.post(
        reverse("actions:add"),
        {
            "text": "Ledenlijst",
            "owner": "@DGSC-19",
            "also": "@SZW, J&V",
            "due": "over twee weken",
            "dossier": cast.dossier.pk,
            "kind": "action",
            "source": "mail van 3 november",
        },
    )
    point = ActionPoint.objects.get()
    assert answer["Location"] == point.get_absolute_url()
    assert (point.status, point.due_on) == (ActionStatus.OPEN, date(2020, 11, 16))
    assert sorted(one.code for one in point.also.all()) == ["JenV", "SZW"]


def test_adding_says_what_is_missing(cast: Cast, sign_in: SignIn) -> None:
    answer = sign_in(cast.lead).post(reverse("actions:add"), {"owner": "@nobody"})
    assert answer.status_code == 422
    assert sorted(answer.context["form"].errors) == ["dossier", "due", "kind", "owner", "text"]


def test_an_owner_sees_her_point_and_not_its_dossier(
    cast: Cast, make_point: Make, sign_in: SignIn
) -> None:
    cast.dossier.restricted = True
    cast.dossier.save()
    point = make_point(owner=Owner(cast.stranger.organisation, person=cast.stranger))
    page = sign_in(cast.stranger).get(point.get_absolute_url()).content.decode()
    assert point.text in page
    assert cast.dossier.title not in page
    assert cast.dossier.number not in page
    assert shown(sign_in(cast.stranger)) == [point.number]
    assert shown(sign_in(cast.stranger), f"dossier={cast.dossier.number}") == []


def test_a_point_of_a_classified_dossier_is_not_there_for_others(
    cast: Cast, make_point: Make, sign_in: SignIn
) -> None:
    point = make_point(
        dossier=cast.secret_dossier,
        owner=Owner(cast.stranger.organisation, person=cast.stranger),
    )
    for reader in (cast.stranger, cast.lead, cast.partner, cast.auditor):
        client = sign_in(reader)
        assert client.get(point.get_absolute_url()).status_code == 404
        assert shown(client) == []
        tick = client.post(reverse("actions:tick", args=[point.pk]), {"version": point.version})
        assert tick.status_code == (403 if reader == cast.auditor else 404)


def test_a_part_reported_can_be_undone(cast: Cast, make_point: Make, sign_in: SignIn) -> None:
    point = make_point(owner=Owner(cast.dgsc), members=[cast.vws, cast.szw])
    part = point.parts.get(organisation=cast.szw)
    client = sign_in(cast.szw_officer)
    address = reverse("actions:part", args=[point.pk, part.pk, part.version, "in"])
    page = client.post(address, follow=True)
    part.refresh_from_db()
    assert (part.status, part.by) == ("in", cast.szw_officer)
    assert page.context["parts_in"] == (1, 2)
    undo = reverse("actions:part", args=[point.pk, part.pk, part.version, "open"])
    assert undo in page.content.decode()
    client.post(undo)
    part.refresh_from_db()
    assert (part.status, part.by) == ("open", None)
    assert client.post(address).status_code == 409


def test_the_page_as_it_stood(cast: Cast, point: ActionPoint, sign_in: SignIn) -> None:
    client = sign_in(cast.lead)
    with time_machine.travel(MONDAY + timedelta(minutes=20), tick=False):
        client.post(
            reverse("actions:move", args=[point.pk]),
            {"version": point.version, "due": "9 november", "reason": "Later"},
        )
        before = client.get(point.get_absolute_url(), {"op": "2020-11-02T15:10"})
        assert before.context["point"].due_on == date(2020, 11, 6)
        earlier = client.get(point.get_absolute_url(), {"op": "2020-11-02T14:00"})
        assert earlier.context["point"] is None
        assert earlier.status_code == 200


def test_counts_stop_at_99(cast: Cast, make_point: Make, sign_in: SignIn) -> None:
    make_point(term=Term(date(2020, 10, 1)))
    lines = sign_in(cast.lead).get(reverse("actions:counts")).context["lines"]
    assert [line["count"] for line in lines] == ["1", "0", "0"]
    for _ in range(100):
        make_point()
    lines = sign_in(cast.lead).get(reverse("actions:counts")).context["lines"]
    assert [line["count"] for line in lines] == ["1", "99+", "0"]


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_same_whatever_its_length(
    cast: Cast,
    make_point: Make,
    sign_in: SignIn,
    django_assert_num_queries: Callable[[int], object],
    number: int,
    now: datetime,
) -> None:
    for _ in range(number):
        make_point(members=[cast.vws, cast.szw])
    client = sign_in(cast.lead)
    client.get(LIST)
    with django_assert_num_queries(8):  # type: ignore[attr-defined]  # a fixture of pytest-django
        assert len(shown(client, "owner=VWS")) == number


@pytest.mark.parametrize(
    ("reader", "told"),
    [("secretary", True), ("lead", True), ("coordinator", True), ("vws_officer", False)],
)
def test_how_often_it_moved_is_shown_to_who_leads(
    cast: Cast, point: ActionPoint, sign_in: SignIn, reader: str, told: bool
) -> None:
    ActionPoint.objects.update(postponed=3)
    client = sign_in(getattr(cast, reader))
    pages = [client.get(url).content.decode() for url in (point.get_absolute_url(), LIST)]
    assert ["3 keer verplaatst" in page for page in pages] == [told, told]
