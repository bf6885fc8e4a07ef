"""The page of a deadline as it stood, beside what became of it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from time_machine import travel

from coordination.actions.terms import Owner
from coordination.cycle.models import Deadline
from coordination.cycle.services.deadlines import (
    Adjustment,
    DeadlineFacts,
    adjust_deadline,
    set_deadline,
)
from coordination.dossiers.models import Dossier
from coordination.people.models import User
from tests.cast import MONDAY, Cast
from tests.kept import kept

SignIn = Callable[[User], Client]
HOUR = timedelta(hours=1)
TUESDAY = MONDAY + 24 * HOUR


@kept
def deadline(cast: Cast, led: None) -> Deadline:
    facts = DeadlineFacts("Nota opvang", MONDAY + 48 * HOUR, cast.dossier, cast.szw)
    made = set_deadline(facts=facts, by=cast.coordinator, at=MONDAY)
    adjustment = Adjustment(MONDAY + 72 * HOUR, Owner(cast.vws), met=True)
    return adjust_deadline(
        deadline=made, version=1, adjustment=adjustment, by=cast.coordinator, at=MONDAY + 2 * HOUR
    )


def page(client: Client, deadline: Deadline, at: Any = None) -> str:
    op = {"op": f"{at:%Y-%m-%dT%H:%M:%S}+00:00"} if at else {}
    with travel(TUESDAY, tick=False):
        answer = client.get(deadline.get_absolute_url(), op)
    assert answer.status_code == 200
    return answer.text


def test_it_reads_as_it_stood_and_says_what_became_of_it(
    cast: Cast, deadline: Deadline, sign_in: SignIn
) -> None:
    client = sign_in(cast.coordinator)
    then = page(client, deadline, MONDAY + HOUR)
    for words in (
        "Zoals het stond op", "woensdag 4 november 2020", "nu uiterlijk 5 nov 2020",
        ">SZW<", "nu van VWS", "niet meer open", "Terug naar nu",
    ):  # fmt: skip
        assert words in then, words
    assert "Opslaan" not in then
    now = page(client, deadline)
    assert ("donderdag 5 november 2020" in now, 'name="op"' in now) == (True, True)
    assert "Zoals het stond op" not in now.replace("Zoals het stond op</label>", "")


def test_before_it_was_set_there_is_nothing_and_nonsense_is_refused(
    cast: Cast, deadline: Deadline, sign_in: SignIn
) -> None:
    client = sign_in(cast.coordinator)
    before = page(client, deadline, MONDAY - HOUR)
    assert ("Die was er toen nog niet." in before, "november 2020</dd>" in before) == (True, False)
    with travel(TUESDAY, tick=False):
        for op in ("gisteren", "2020-12-01T10:00"):
            assert client.get(deadline.get_absolute_url(), {"op": op}).status_code == 422


def test_who_may_not_see_it_today_sees_nothing_of_then(
    cast: Cast, deadline: Deadline, sign_in: SignIn
) -> None:
    Dossier.objects.filter(pk=cast.dossier.pk).update(restricted=True)
    with travel(TUESDAY, tick=False):
        answer = sign_in(cast.stranger).get(deadline.get_absolute_url(), {"op": "2020-11-02T16:00"})
    assert answer.status_code == 404


@pytest.mark.parametrize("hours", [1, 3])
def test_it_costs_at_most_twice_the_present_page(
    cast: Cast, deadline: Deadline, sign_in: SignIn, hours: int
) -> None:
    client, counts = sign_in(cast.coordinator), []
    for at in (None, MONDAY + hours * HOUR):
        page(client, deadline, at)
        with CaptureQueriesContext(connection) as asked:
            page(client, deadline, at)
        counts.append(len(asked))
    assert counts[1] <= counts[0], counts
