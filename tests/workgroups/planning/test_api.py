"""Programs plan as people do: they read a file, look at it, and take it over whole."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from coordination.people.models import User
from tests.cast import Cast
from tests.workgroups.conftest import LAST_DAY, Crew
from workgroups.planning.models import Milestone, Product

from .test_import import sheet_of, upload

SignIn = Callable[[User], Client]
API = "/api/v1/planning-imports"


def test_a_planning_is_looked_at_and_then_taken_over_by_a_program(
    product: Product, crew: Crew, sign_in: SignIn
) -> None:
    client = sign_in(crew.secretary)
    rows = ([1, "", "Beslisboom", "", "dec", "", "VWS"], [1, "", "Kader", "", "nov", "", "SZW"])
    sent = {"team": str(crew.team.pk), "upload": upload(sheet_of(*rows))}
    read = client.post(API, sent)
    assert read.status_code == 201
    shown = [(line["row"], line["becomes"]) for line in read.json()["lines"]]
    assert shown == [(2, "changed"), (3, "new")]
    assert set(Product.objects.values_list("title", flat=True)) == {"Beslisboom"}
    apply = f"{API}/{read.json()['id']}/apply"
    answer = client.post(apply, {"reason": "Later begonnen"}, content_type="application/json")
    assert (answer.status_code, answer.json()["applied_at"] is not None) == (200, True)
    assert set(Product.objects.values_list("title", flat=True)) == {"Beslisboom", "Kader"}
    again = client.post(apply, {}, content_type="application/json")
    assert (again.status_code, "al overgenomen" in again.json()["detail"]) == (409, True)


def test_a_row_that_cannot_be_read_takes_nothing_over(
    product: Product, crew: Crew, sign_in: SignIn
) -> None:
    client = sign_in(crew.secretary)
    rows = ([1, "", "Kader", "", "nov", "", "XYZ"], [1, "", "Extra", "", "ooit", "", "VWS"])
    sent = {"team": str(crew.team.pk), "upload": upload(sheet_of(*rows))}
    read = client.post(API, sent).json()
    assert [line["becomes"] for line in read["lines"]] == ["wrong", "wrong"]
    answer = client.post(f"{API}/{read['id']}/apply", {}, content_type="application/json")
    assert (answer.status_code, Product.objects.count()) == (422, 1)


def test_nobody_else_reads_or_applies_what_was_read(
    product: Product, crew: Crew, cast: Cast, sign_in: SignIn
) -> None:
    def send(who: User) -> Any:
        file = upload(sheet_of([1, "", "Kader", "", "nov", "", "VWS"]))
        return sign_in(who).post(API, {"team": str(crew.team.pk), "upload": file})

    assert send(crew.stranger).status_code == 403
    read = send(crew.secretary).json()
    assert sign_in(cast.partner).get(f"{API}/{read['id']}").status_code in {403, 404}
    apply = f"{API}/{read['id']}/apply"
    answer = sign_in(crew.stranger).post(apply, {}, content_type="application/json")
    assert (answer.status_code, Product.objects.count()) == (404, 1)


@pytest.fixture
def both(crew: Crew, sign_in: SignIn) -> Callable[..., None]:
    """The same bad input on the page and in the API: the same sentence, and nothing changed."""
    client = sign_in(crew.secretary)

    def ask(page: str, typed: Any, api: str, sent: Any, sentence: str) -> None:
        answer = client.post(page, typed)
        assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
        answer = client.post(api, sent, content_type="application/json")
        assert (answer.status_code, sentence in answer.content.decode()) == (422, True)

    return ask


def test_a_milestone_after_the_end_of_the_team_is_refused_on_the_page_and_in_the_api(
    product: Product, both: Callable[..., None]
) -> None:
    late = f"{LAST_DAY + timedelta(days=1):%d-%m-%Y}"
    both(
        reverse("planning:milestone_new", args=[product.pk]),
        {"title": "Te laat", "due": late},
        "/api/v1/milestones",
        {"product": str(product.pk), "title": "Te laat", "words": late},
        "29 januari 2021",
    )
    assert Milestone.objects.count() == 1


def test_a_circle_is_refused_on_the_page_and_in_the_api(
    product: Product,
    make_product: Callable[..., Product],
    both: Callable[..., None],
    crew: Crew,
    sign_in: SignIn,
) -> None:
    second = make_product("Kader")
    client = sign_in(crew.secretary)
    client.post(reverse("planning:depend", args=[second.pk]), {"needs": product.title})
    both(
        reverse("planning:depend", args=[product.pk]),
        {"needs": second.title},
        "/api/v1/dependencies",
        {"product": str(product.pk), "needs": str(second.pk)},
        "op elkaar wachten",
    )
    assert product.dependencies.count() == 0
