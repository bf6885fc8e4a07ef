"""Every page that is printed of a list says how confidential what stands in it is."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from time_machine import travel

from coordination.dossiers.models import Classification, Dossier
from coordination.people.models import User
from tests.example import NOW

LISTS = (
    "overview:overview",
    "teams:list",
    "teams:places",
    "assignments:list",
    "planning:list",
    "advice:list",
    "options:list",
)
MARK = "<span>departementaal vertrouwelijk</span>"


@pytest.mark.parametrize("name", LISTS)
def test_a_print_of_a_list_is_marked_where_something_in_it_is_classified(
    loaded: None, sign_in: Callable[[User], Client], name: str
) -> None:
    client = sign_in(User.objects.get(email="coordinator@example.gov"))
    marked = {}
    for level in Classification.values:
        Dossier.objects.update(classification=level, restricted=bool(level))
        with travel(NOW, tick=False):
            page = client.get(reverse(name)).text
        marked[level] = (
            MARK in page.partition('class="print-mark-words">')[2].partition("</div>")[0]
        )
    assert marked == {level: bool(level) for level in Classification.values}
