"""Who plans for a team is offered in each of its forms what was learnt of something like it."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from time_machine import travel

from coordination.dossiers.models import Dossier
from coordination.dossiers.services import open_dossier
from coordination.lessons.services.keeping import LessonFacts, add_lesson
from coordination.people.models import User
from tests.example import NOW
from workgroups.planning.models import Product
from workgroups.teams.models import Team

LEARNT = "De nachtopvang voor daklozen was te laat besteld"
OF_TEAM = "Eerder rondsturen aan alle leden"


@pytest.fixture
def elsewhere(loaded: None) -> Dossier:
    team = planned_team()
    dossier = open_dossier(title="Iets anders", owner=team.dossier.owner, by=None, at=NOW)
    for learnt, body in ((LEARNT, None), (OF_TEAM, team.body)):
        facts = LessonFacts(
            dossier=dossier, learnt=learnt, organisation=team.dossier.owner, body=body
        )
        add_lesson(facts=facts, by=None, at=NOW)
    return dossier


def planned_team() -> Team:
    team: Team = Product.objects.order_by("pk")[0].line.team
    return team


def addresses() -> dict[str, str]:
    team = planned_team()
    product = Product.objects.filter(line__team=team)[0]
    return {
        "product": reverse("planning:product_new", args=[team.pk]),
        "milestone": reverse("planning:milestone_new", args=[product.pk]),
        "assignment": reverse("assignments:new", args=[team.pk]),
        "step": reverse("teams:step", args=[team.pk]),
    }


def test_in_the_forms_of_a_team_stands_what_its_body_learnt(
    elsewhere: Dossier, sign_in: Callable[[User], Client]
) -> None:
    client = sign_in(User.objects.get(email="coordinator@example.gov"))
    with travel(NOW, tick=False):
        pages = {name: client.get(address) for name, address in addresses().items()}
    assert {name: page.status_code for name, page in pages.items()} == dict.fromkeys(pages, 200)
    assert [name for name, page in pages.items() if OF_TEAM not in page.text] == []
    assert [name for name, page in pages.items() if LEARNT in page.text] == []


@pytest.mark.parametrize(
    ("address", "field"),
    [("teams:propose", "subject"), ("advice:new", "question"), ("options:new", "question")],
)
def test_in_forms_of_something_new_stands_what_is_like_its_words(
    elsewhere: Dossier, sign_in: Callable[[User], Client], address: str, field: str
) -> None:
    client = sign_in(User.objects.get(email="coordinator@example.gov"))
    with travel(NOW, tick=False):
        fresh = client.get(reverse(address))
        typed = client.post(reverse(address), {field: "Nachtopvang voor daklozen"})
    assert ("aangeboden/" in fresh.text, LEARNT in fresh.text) == (True, False)
    assert (typed.status_code, LEARNT in typed.text) == (422, True)


def test_nobody_is_offered_what_she_may_not_see(
    elsewhere: Dossier, sign_in: Callable[[User], Client]
) -> None:
    Dossier.objects.filter(pk=elsewhere.pk).update(restricted=True)
    client = sign_in(User.objects.get(email="coordinator@example.gov"))
    with travel(NOW, tick=False):
        pages = [client.get(address) for address in addresses().values()]
    assert {page.status_code for page in pages} == {200}
    assert [page for page in pages if OF_TEAM in page.text] == []
