"""Lessons stand in the forms in which something is planned, and follow what is typed."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from time_machine import travel

from coordination.dossiers.models import Classification, Dossier, Function
from coordination.dossiers.planned import Plan
from coordination.dossiers.services import grant_access, open_dossier
from coordination.lessons.models import Lesson, LessonStatus
from coordination.lessons.queries import offered_for
from coordination.lessons.services.keeping import LessonFacts, add_lesson, settle_lesson
from coordination.people.models import Role, User
from tests.cast import MONDAY, Cast, add_user

SignIn = Callable[[User], Client]
OFFERED = reverse("lessons:offered")
LIKE = "De nachtopvang voor daklozen was te laat besteld"


@pytest.fixture
def elsewhere(cast: Cast) -> Dossier:
    made = open_dossier(title="Iets anders", owner=cast.dgsc, by=None, at=MONDAY)
    grant_access(dossier=made, to=cast.coordinator, function=Function.LEAD, by=None, at=MONDAY)
    return made


def learn(cast: Cast, dossier: Dossier, learnt: str = LIKE, **more: Any) -> Lesson:
    facts = LessonFacts(dossier=dossier, learnt=learnt, organisation=cast.dgsc, **more)
    return add_lesson(facts=facts, by=None, at=MONDAY)


def test_what_is_like_it_of_its_body_and_of_its_dossier_is_offered(
    cast: Cast, elsewhere: Dossier
) -> None:
    like = learn(cast, elsewhere)
    of_body = learn(cast, elsewhere, "Eerder rondsturen", body=cast.body)
    learn(cast, elsewhere, "De dijk werd te laat bekeken")
    own = learn(cast, cast.dossier, "Eerst bellen")
    dropped = learn(cast, elsewhere, "Nachtopvang daklozen tellen")
    settle_lesson(
        lesson=dropped, status=LessonStatus.DROPPED, version=1, by=cast.coordinator, at=MONDAY
    )
    plan = Plan("Nachtopvang voor daklozen", body=cast.body)
    assert set(offered_for(plan, cast.secretary)) == {like, of_body}
    assert offered_for(plan, cast.secretary)[0] == of_body
    assert offered_for(Plan(about="nachtopvang daklozen"), cast.secretary) == [like]
    assert offered_for(Plan(dossier=cast.dossier), cast.secretary) == [own]


def test_nothing_said_asks_nothing(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        assert offered_for(Plan(), cast.secretary) == []


def test_it_follows_what_is_typed_and_says_no_more_than_she_may_see(
    cast: Cast, elsewhere: Dossier, sign_in: SignIn
) -> None:
    learn(cast, elsewhere)
    typed = {"title": "Nachtopvang", "question": "voor daklozen", "dossier": str(elsewhere.pk)}
    client = sign_in(cast.secretary)
    answer = client.post(OFFERED, typed)
    assert (LIKE in answer.text, "<html" in answer.text) == (True, False)
    for nonsense in (
        {},
        {"title": "\0", "dossier": "geen", "body": "1", "team": "x"},
        {"text": "é" * 20_000},
    ):
        assert client.post(OFFERED, nonsense).status_code == 200
    Dossier.objects.filter(pk=elsewhere.pk).update(
        restricted=True, classification=Classification.DEPARTMENTAL
    )
    assert LIKE not in sign_in(cast.stranger).post(OFFERED, typed).text
    administrator = add_user("beheer", cast.vws, Role.ADMINISTRATOR)
    assert sign_in(administrator).post(OFFERED, typed).status_code == 403


@pytest.mark.parametrize("name", ["decisions:record", "measures:new"])
def test_it_stands_in_forms_of_apps_below(
    cast: Cast, elsewhere: Dossier, sign_in: SignIn, name: str
) -> None:
    grant_access(
        dossier=cast.dossier, to=cast.coordinator, function=Function.LEAD, by=None, at=MONDAY
    )
    learn(cast, elsewhere)
    client = sign_in(cast.coordinator)
    with travel(MONDAY, tick=False):
        assert f'hx-post="{OFFERED}?' in client.get(reverse(name)).text
        typed = {"text": "Nachtopvang daklozen sluiten", "instrument": "x"}
        refused = client.post(reverse(name), typed)
    assert (refused.status_code, LIKE in refused.text) == (422, True)


def test_the_api_offers_too(cast: Cast, elsewhere: Dossier, sign_in: SignIn) -> None:
    lesson = learn(cast, elsewhere)
    sent = {"text": "nachtopvang voor daklozen"}
    place = "/api/v1/lessons/offered"
    answer = sign_in(cast.secretary).post(place, sent, content_type="application/json")
    assert [row["id"] for row in answer.json()["results"]] == [str(lesson.pk)]
    Dossier.objects.filter(pk=elsewhere.pk).update(restricted=True)
    hidden = sign_in(cast.stranger).post(place, sent, content_type="application/json")
    assert hidden.json() == {"results": []}
