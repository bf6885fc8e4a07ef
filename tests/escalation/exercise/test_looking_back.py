"""An exercise looked back on: what came, what was expected, and what was done then."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.test import Client

from coordination.actions.services import add_action_point
from coordination.actions.terms import Owner, Term
from coordination.people.services import note_sign_in
from escalation.exercise.models import Exercise, InjectKind
from escalation.exercise.queries.looking_back import look_back
from escalation.exercise.services.injects import InjectFacts, plan_inject, release_inject
from tests.cast import MONDAY, Cast

Facts = Callable[..., InjectFacts]
HOUR = timedelta(hours=1)


def bring(exercise: Exercise, facts: InjectFacts, cast: Cast, after: timedelta) -> None:
    made = plan_inject(exercise=exercise, facts=facts, by=cast.secretary, at=MONDAY)
    at = MONDAY + after
    release_inject(inject=made, version=made.version, by=cast.secretary, at=at)


def act(cast: Cast, by: Any, after: timedelta) -> None:
    add_action_point(
        dossier=cast.dossier, body=cast.body, text="Dijk bekijken", owner=Owner(cast.vws),
        term=Term(MONDAY.date()), by=by, at=MONDAY + after,
    )  # fmt: skip


def test_each_inject_says_what_those_it_was_for_did_within_a_day(
    exercise: Exercise, cast: Cast, facts: Facts
) -> None:
    bring(exercise, facts(), cast, 2 * HOUR)
    plan_inject(exercise=exercise, facts=facts(code="I-2"), by=cast.secretary, at=MONDAY)
    note_sign_in(user=cast.vws_officer, at=MONDAY + 3 * HOUR)
    act(cast, cast.vws_officer, 5 * HOUR)
    act(cast, cast.vws_officer, 40 * HOUR)
    act(cast, cast.lead, 6 * HOUR)
    found = look_back(exercise)
    came, waits = found.came
    assert (found.planned, found.released, found.answered) == (2, 1, 1)
    assert (came.late, came.told, came.count) == (HOUR, 1, 1)
    [deed] = came.acts
    assert (deed.who, deed.after) == ("policy officer vws · VWS", 3 * HOUR)
    assert (waits.acts, waits.count) == ([], 0)


def test_what_came_for_nobody_is_held_against_all_who_play_but_not_who_leads(
    exercise: Exercise, cast: Cast, facts: Facts
) -> None:
    paper = facts(kind=InjectKind.PAPER, dossier=cast.dossier, organisation=None)
    bring(exercise, paper, cast, HOUR)
    act(cast, cast.lead, 2 * HOUR)
    act(cast, cast.secretary, 3 * HOUR)
    [came] = look_back(exercise).came
    assert [one.after for one in came.acts] == [HOUR]


def test_the_page_costs_the_same_with_one_and_three_injects(
    exercise: Exercise,
    cast: Cast,
    facts: Facts,
    client: Client,
    django_assert_num_queries: Any,
    story_read: None,
) -> None:
    client.force_login(cast.secretary)
    bring(exercise, facts(), cast, HOUR)
    act(cast, cast.vws_officer, 2 * HOUR)
    client.get("/oefening/terugblik/")
    with django_assert_num_queries(11):
        page = client.get("/oefening/terugblik/").content.decode()
    assert "1 van 1 injects" in page
    assert "policy officer vws" in page
    for code in ("I-2", "I-3"):
        bring(exercise, facts(code=code), cast, HOUR)
    with django_assert_num_queries(11):
        client.get("/oefening/terugblik/")


def test_who_plays_does_not_look_back_on_what_was_expected(
    exercise: Exercise, cast: Cast, client: Client
) -> None:
    client.force_login(cast.coordinator)
    assert client.get("/oefening/terugblik/").status_code == 404
