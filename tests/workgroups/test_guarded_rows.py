"""A row of a list says that its dossier is restricted or classified, at no further query."""

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from time_machine import travel

from coordination.dossiers.models import Classification, Dossier, Function
from coordination.dossiers.services import grant_access
from coordination.people.models import User
from tests.example import NOW

LISTS = ("teams:list", "teams:places", "assignments:list", "planning:list", "advice:list")


@pytest.fixture
def client(loaded: None, sign_in: Callable[[User], Client]) -> Client:
    """Of the coordinator, who takes part in all."""
    reader = User.objects.get(email="coordinator@example.gov")
    for dossier in Dossier.objects.filter(closed_at=None).exclude(access__user=reader):
        grant_access(dossier=dossier, to=reader, function=Function.WRITER, by=reader, at=NOW)
    return sign_in(reader)


ADDRESSES = (*map(reverse, LISTS), f"{reverse('advice:list')}?tab=ended", reverse("options:list"))


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_row_says_how_confidential_it_is(client: Client, address: str) -> None:
    def read() -> tuple[int, list[str]]:
        with travel(NOW, tick=False), CaptureQueriesContext(connection) as asked:
            said = client.get(address).content.decode()
        return len(asked), re.findall(r"<t[hd].*?(?=<t[hd])", said, re.DOTALL)

    def marked(rows: list[str], mark: str) -> int:
        return sum(mark in row for row in rows)

    read()
    queries, rows = read()
    assert (marked(rows, "besloten"), marked(rows, "Dep.V")) == (0, 0)
    Dossier.objects.update(restricted=True)
    asked, rows = read()
    assert (asked, marked(rows, "besloten") > 0) == (queries, True)
    Dossier.objects.update(classification=Classification.DEPARTMENTAL)
    asked, rows = read()
    assert (asked, marked(rows, "Dep.V") > 0) == (queries, True)
