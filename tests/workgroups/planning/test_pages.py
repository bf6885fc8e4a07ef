"""What the pages of a planning show, now and looking back, in how many questions."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from coordination.people.models import User
from tests.workgroups.conftest import Crew
from workgroups.planning.facts import MilestoneFacts
from workgroups.planning.gantt import draw_plan
from workgroups.planning.models import Milestone, Product
from workgroups.planning.queries.plans import plan_of
from workgroups.planning.services import (
    add_dependency,
    add_milestone,
    deliver_product,
    move_milestone,
    remove_milestone,
)

from .conftest import span

SignIn = Callable[[User], Client]
MakeProduct = Callable[..., Product]


def shown(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_product_looks_back_with_its_milestones_slips_and_what_it_waited_for(
    product: Product, make_product: MakeProduct, crew: Crew, now: datetime, sign_in: SignIn
) -> None:
    hour = timedelta(hours=1)
    deed: dict[str, Any] = {"by": crew.secretary}
    milestone = Milestone.objects.get(product=product)
    later = MilestoneFacts(span=span("dec"))
    move_milestone(
        milestone=milestone, facts=later, reason="Cijfers te laat", version=1, at=now + hour, **deed
    )
    add_milestone(product=product, facts=MilestoneFacts("Naar de MCC"), at=now + 2 * hour, **deed)
    needed = make_product("Startnotitie", at=now + 2 * hour)
    add_dependency(product=product, needs=needed, at=now + 3 * hour, **deed)
    product.refresh_from_db()
    deliver_product(product=needed, version=1, at=now + 4 * hour, **deed)
    client, address = sign_in(crew.stranger), product.get_absolute_url()
    then = {}
    for hours in (0, 1, 3, 4):
        at = (now + hours * hour + timedelta(minutes=30)).astimezone().isoformat()
        page = client.get(address, {"op": at[:16]} if hours < 4 else {}).content.decode()
        then[hours] = tuple(
            words in page
            for words in (
                ">nov</time>",
                ">dec</time>",
                "Cijfers te laat",
                "Naar de MCC",
                "Startnotitie",
                "opgeleverd",
            )
        )
    assert then == {
        0: (True, False, False, False, False, False),
        1: (False, True, True, False, False, False),
        3: (False, True, True, True, True, False),
        4: (False, True, True, True, True, True),
    }


def test_the_drawing_shows_today_where_the_plan_begins_next_month(
    product: Product, crew: Crew, now: datetime
) -> None:
    october = (now - timedelta(days=14)).date()
    plan = plan_of(crew.team, crew.secretary, today=october)
    drawn = draw_plan(plan, today=october)
    assert drawn is not None
    assert drawn.today is not None
    assert [month.words[:3] for month in drawn.months] == ["Okt", "Nov"]
    far = draw_plan(plan, today=october - timedelta(days=60))
    assert far is not None
    assert far.today is None


@pytest.mark.parametrize("many", [1, 3])
def test_the_pages_ask_as_much_for_one_product_as_for_three(
    product: Product,
    make_product: MakeProduct,
    crew: Crew,
    django_assert_num_queries: DjangoAssertNumQueries,
    sign_in: SignIn,
    many: int,
) -> None:
    for number in range(1, many):
        make_product(f"Product {number}")
    client = sign_in(crew.secretary)
    for address, queries in (
        (reverse("planning:list"), 8),
        (reverse("planning:team", args=[crew.team.pk]), 11),
        (product.get_absolute_url(), 9),
    ):
        shown(client, address)
        with django_assert_num_queries(queries):
            client.get(address)


@pytest.mark.parametrize("many", [1, 3])
def test_a_plan_of_then_asks_as_much_for_one_product_as_for_three(
    make_product: MakeProduct,
    crew: Crew,
    now: datetime,
    django_assert_num_queries: DjangoAssertNumQueries,
    sign_in: SignIn,
    many: int,
) -> None:
    for number in range(many):
        make_product(f"Product {number}")
    with time_machine.travel(now + timedelta(days=2)):
        client, address = sign_in(crew.secretary), reverse("planning:team", args=[crew.team.pk])
        client.get(address, {"op": "2020-11-03"})
        with django_assert_num_queries(11):
            page = client.get(address, {"op": "2020-11-03"}).content.decode()
    assert f"Product {many - 1}</a>" in page


def test_what_was_typed_for_what_is_gone_meanwhile_stands_on_the_page(
    milestone: Milestone, product: Product, crew: Crew, now: datetime, sign_in: SignIn
) -> None:
    """Somebody else took it off the plan, or took away her part, while she wrote down why."""
    client = sign_in(crew.secretary)
    address = reverse("planning:move", args=[milestone.pk])
    remove_milestone(milestone=milestone, version=1, by=crew.secretary, at=now)
    why = "De cijfers van de planbureaus komen later dan gedacht"
    gone = client.post(address, {"due": "dec", "reason": why, "version": "1"})
    assert (gone.status_code, gone.content.decode().count(why)) == (404, 1)
    edit = reverse("planning:product_edit", args=[product.pk])
    stranger = sign_in(crew.stranger).post(edit, {"text": f"<b>{why}</b>"})
    assert stranger.status_code == 403
    assert f"&lt;b&gt;{why}&lt;/b&gt;" in stranger.content.decode()


def test_who_was_second_reads_both_days_of_a_milestone_the_way_of_the_language(
    product: Product, crew: Crew, sign_in: SignIn
) -> None:
    milestone = product.milestones.get()
    client, address = (
        sign_in(crew.secretary),
        reverse("planning:milestone_edit", args=[milestone.pk]),
    )
    typed = {"title": "", "version": "1"}
    assert client.post(address, typed | {"due": "15-11-2020"}).status_code == 302
    late = client.post(address, typed | {"due": "16-11-2020"})
    assert late.status_code == 409
    [(_label, there, hers)] = late.context["form"].clashes
    assert (there, hers) == ("15 november 2020", "16 november 2020")


def test_without_an_action_line_no_product_is_offered_but_the_way_to_one(
    crew: Crew, sign_in: SignIn
) -> None:
    client, pk = sign_in(crew.secretary), crew.team.pk
    product, line = (reverse(f"planning:{name}", args=[pk]) for name in ("product_new", "line_new"))
    plan = shown(client, reverse("planning:team", args=[pk]))
    assert (product in plan, f'button--primary" href="{line}"' in plan) == (False, True)
    refused = client.get(product)
    assert refused.status_code == 409
    assert f'href="{line}"' in refused.content.decode()


def test_with_an_action_line_both_are_offered(
    product: Product, crew: Crew, sign_in: SignIn
) -> None:
    client, pk = sign_in(crew.secretary), crew.team.pk
    address = reverse("planning:product_new", args=[pk])
    assert address in shown(client, reverse("planning:team", args=[pk]))
    assert client.get(address).status_code == 200
