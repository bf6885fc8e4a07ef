"""The code of a list or an overview, and of a noun by what the record says."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from time_machine import travel

from coordination.actions.models import ActionPoint
from coordination.actions.services import add_action_point, move_term
from coordination.actions.terms import Owner, Term
from coordination.people.models import User
from coordination.prints.codes import Code, read_code
from coordination.prints.marks import PrintMark
from coordination.prints.registries import PAGES, kinds, pages
from tests.cast import MONDAY, Cast

HOUR = timedelta(hours=1)
CODE = re.compile(r"<strong>(\w{4}-\w{4}-\w{4})</strong>")


def printed(client: Client, url: str) -> str:
    with travel(MONDAY, tick=False):
        found = CODE.search(client.get(url).content.decode())
    assert found is not None
    return found.group(1)


def told(client: Client, code: str) -> Any:
    with travel(MONDAY + 3 * HOUR, tick=False):
        return client.get(reverse("prints:check", args=[code]))


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def point(cast: Cast) -> ActionPoint:
    return add_action_point(
        dossier=cast.dossier, body=cast.body, text="Sheets aanleveren", owner=Owner(cast.szw),
        term=Term((MONDAY + 96 * HOUR).date()), by=cast.secretary, at=MONDAY - HOUR,
    )  # fmt: skip


def move(cast: Cast, point: ActionPoint) -> None:
    move_term(
        point=point, version=point.version, term=Term((MONDAY + 200 * HOUR).date()),
        reason="Later", by=cast.secretary, at=MONDAY + 2 * HOUR,
    )  # fmt: skip


@pytest.mark.parametrize("place", ["list", "point"])
def test_a_print_says_what_changed_since_in_words(
    cast: Cast, point: ActionPoint, place: str
) -> None:
    client = signed_in(cast.secretary)
    url = reverse("actions:list") if place == "list" else point.get_absolute_url()
    code = printed(client, url)
    assert "Actueel." in told(client, code).content.decode()
    move(cast, point)
    words = told(client, code).content.decode()
    assert ("Achterhaald." in words, point.number in words) == (True, True)
    assert "Uiterlijk op: was vr 6 nov 2020, is nu di 10 nov 2020." in words


def test_it_tells_only_what_the_reader_may_see(cast: Cast, point: ActionPoint) -> None:
    code = printed(signed_in(cast.secretary), reverse("actions:list"))
    move(cast, point)
    words = told(signed_in(cast.partner), code).content.decode()
    assert ("Actueel." in words, point.number in words) == (True, False)
    of_point = PrintMark.of(point, MONDAY).code
    assert told(signed_in(cast.partner), of_point).status_code == 404


def test_a_page_that_is_not_hers_to_read_is_unknown(cast: Cast) -> None:
    code = PrintMark.of(pages["actions:list"], MONDAY).code
    administrator = User.objects.active().get(email=cast.administrator.email)
    assert told(signed_in(administrator), code).status_code == 404


def test_what_was_not_there_yet_has_no_print(cast: Cast, point: ActionPoint) -> None:
    code = PrintMark.of(point, MONDAY - 2 * HOUR).code
    assert told(signed_in(cast.secretary), code).status_code == 404


def test_no_two_kinds_and_no_two_pages_share_a_number() -> None:
    numbers = [kind.number for kind in kinds]
    beginnings = [Code.of(PAGES, page.key, MONDAY).beginning for page in pages]
    assert len(set(numbers)) == len(numbers)
    assert len(set(beginnings)) == len(beginnings)
    assert all(0 < number < 16 for number in numbers)


def test_making_a_code_asks_the_database_nothing(
    cast: Cast, point: ActionPoint, django_assert_num_queries: Callable[[int], Any]
) -> None:
    with django_assert_num_queries(0):
        first, again = (PrintMark.of(point, MONDAY).code for _time in range(2))
    assert first == again
    assert read_code(first).at == MONDAY
