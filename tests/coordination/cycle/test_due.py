"""The list of what is due asks once, whatever the number of kinds and of rows."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from coordination.actions.terms import Owner
from coordination.cycle.due import DueItem, due_items
from coordination.cycle.queries.due import Wanted, due_soon, list_due
from coordination.people.models import User
from tests.cast import Cast
from tests.coordination.cycle.reminding import make_point
from tests.example import NOW

BACKEND = "coordination.people.backends.EmailBackend"
QUERIES = 6


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_as_much_whatever_its_length_and_its_kinds(
    cast: Cast, client: Client, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    for _ in range(number):
        make_point(cast, date(2020, 11, 6))
        make_point(cast, date(2020, 11, 6), members=[cast.vws, cast.szw])
    client.force_login(cast.lead, backend=BACKEND)
    client.get("/termijnen/")
    with django_assert_num_queries(QUERIES):
        page = client.get("/termijnen/?organisatie=VWS")
    assert len(page.context["page"].rows) == 2 * number


@pytest.mark.parametrize("is_open", [True, False])
@pytest.mark.parametrize("remembered", [None, {}], ids=["built", "prepared"])
def test_the_united_list_says_what_each_kind_says_by_itself(
    loaded: Any, remembered: Any, is_open: bool
) -> None:
    user = User.objects.get(email="coordinator@example.gov")
    user.remembered = remembered
    expected: list[DueItem] = []
    for kind in due_items.names():
        source = due_items[kind]
        if not source.covered_by:
            rows = source.found(user=user, is_open=is_open, whole=True)
            expected += source.items(kind, rows, is_open=is_open)
    expected.sort(key=lambda item: (item.due_at, str(item.pk)), reverse=not is_open)
    assert list_due(user, Wanted(met=not is_open)).rows == expected[:50]
    assert len({item.kind for item in expected}) > (5 if is_open else 0)


def test_what_is_prepared_for_one_reader_shows_another_her_own(cast: Cast) -> None:
    for owner in (cast.vws_officer, cast.szw_officer):
        make_point(cast, date(2020, 11, 6), owner=Owner(owner.organisation, person=owner))
        owner.remembered = {}
        assert [row.person for row in list_due(owner, Wanted(whose="mij")).rows] == [owner.pk]


def test_the_first_screen_says_the_same_from_what_is_prepared(loaded: Any) -> None:
    at, said = NOW + timedelta(days=2), []
    for user in User.objects.filter(is_active=True).order_by("email"):
        built = due_soon(user, at=at)
        user.remembered = {}
        assert due_soon(user, at=at) == built
        said += built
    assert {item.kind for item in said} >= {"cycle.papers", "advice.stop"}


def test_what_has_an_hour_comes_before_the_rest_of_its_day(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coordination.cycle.queries.due.PAGE", 1)
    for _ in range(2):
        make_point(cast, date(2020, 11, 6))
    timed = make_point(cast, date(2020, 11, 6), hour=time(12))
    pages = [list_due(cast.coordinator, Wanted(page=page)) for page in (1, 2, 3)]
    assert [page.rows[0].pk == timed.pk for page in pages] == [True, False, False]
    assert [page.next_url for page in pages] == ["?pagina=2", "?pagina=3", ""]
