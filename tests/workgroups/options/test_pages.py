"""The page of a question with its variants: now and then, for whom, and of two at once."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from coordination.decisions.models import Decision
from tests.cast import Cast
from workgroups.options.models import OptionSet
from workgroups.options.services import (
    Choice,
    PilotFacts,
    VariantFacts,
    Words,
    add_pilot,
    add_remark,
    add_variant,
    choose_variant,
    edit_options,
    edit_variant,
    remove_variant,
)

SignIn = Callable[..., Client]
DETAIL = 12
THEN = 12


def test_the_page_looks_back_to_what_stood_then(
    cast: Cast, now: datetime, consulted: OptionSet, decision: Decision, sign_in: SignIn
) -> None:
    by: dict[str, Any] = {"by": cast.secretary, "at": now + timedelta(hours=2)}
    first, second = consulted.variants.order_by("position")
    edit_variant(variant=first, facts=VariantFacts("Brancheverenigingen"), version=1, **by)
    remove_variant(variant=second, version=1, **by)
    add_remark(options=consulted, text="Van daarna", **by)
    choice = Choice(first, "Kansrijk", decision)
    choose_variant(options=consulted, choice=choice, version=consulted.version, **by)
    client, page = sign_in(cast.secretary), consulted.get_absolute_url()
    with time_machine.travel(now + timedelta(hours=3), tick=False):
        shown = client.get(page).content.decode()
        then = client.get(f"{page}?op=2020-11-02T15:30").content.decode()
        before = client.get(f"{page}?op=2020-11-01T15:30").content.decode()
    assert "A. Brancheverenigingen" in shown
    assert "Van daarna" in shown
    assert "A. Nieuwe sectoren" in then
    assert "B. Eén regio" in then
    for later in ("Brancheverenigingen", "Van daarna", "Kansrijk", 'name="version"'):
        assert later not in then
    assert "nog niet gesteld" in before


def test_looking_back_costs_the_same_with_more_variants(
    cast: Cast,
    now: datetime,
    consulted: OptionSet,
    sign_in: SignIn,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client = sign_in(cast.secretary)
    address = f"{consulted.get_absolute_url()}?op=2020-11-02T15:00"
    with time_machine.travel(now + timedelta(hours=3), tick=False):
        client.get(address)
        with django_assert_num_queries(THEN):
            client.get(address)
        for title in ("Nachthoreca", "Sport"):
            facts = VariantFacts(title, cost="Veel")
            variant = add_variant(options=consulted, facts=facts, by=cast.secretary, at=now)
            add_pilot(variant=variant, facts=PilotFacts(title), by=cast.secretary, at=now)
        with django_assert_num_queries(THEN):
            client.get(address)


def test_the_comparison_costs_the_same_with_one_variant_more(
    cast: Cast,
    now: datetime,
    consulted: OptionSet,
    sign_in: SignIn,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client = sign_in(cast.secretary)
    address = consulted.get_absolute_url()
    client.get(address)
    with django_assert_num_queries(DETAIL):
        client.get(address)
    by: dict[str, Any] = {"by": cast.secretary, "at": now}
    for title in ("Nachthoreca", "Sport"):
        variant = add_variant(options=consulted, facts=VariantFacts(title, cost="Veel"), **by)
        add_pilot(variant=variant, facts=PilotFacts(f"Zaal {title}"), **by)
        add_remark(options=consulted, variant=variant, text=f"Over {title}", **by)
    with django_assert_num_queries(DETAIL):
        shown = client.get(address).content.decode()
    assert "Positieve flow" in shown
    assert "Zaal Sport" in shown


def test_the_choice_is_made_on_the_page_and_undone(
    cast: Cast, options: OptionSet, decision: Decision, sign_in: SignIn
) -> None:
    client = sign_in(cast.secretary)
    first = options.variants.get(position=1)
    asked = client.get(f"{options.get_absolute_url()}keuze").content.decode()
    # neither a variant nor a decision is chosen for her
    assert asked.count('<option value="" selected>') == 2
    sent = {
        "variant": str(first.pk),
        "reason": "Kansrijk",
        "decision": str(decision.pk),
        "not_2": "Te ongelijk",
        "version": "1",
    }
    response = client.post(f"{options.get_absolute_url()}keuze", sent)
    assert response.status_code == 302, response.content.decode()
    shown = client.get(options.get_absolute_url()).content.decode()
    assert "Te ongelijk" in shown
    assert options.get_absolute_url() in client.get(decision.get_absolute_url()).content.decode()
    client.post(f"{options.get_absolute_url()}keuze/terug/2")
    assert OptionSet.objects.get(pk=options.pk).chosen is None
    # why is not typed again
    assert (
        "Kansrijk</textarea>" in client.get(f"{options.get_absolute_url()}keuze").content.decode()
    )


def test_of_two_who_choose_the_second_keeps_what_she_typed(
    cast: Cast, now: datetime, options: OptionSet, decision: Decision, sign_in: SignIn
) -> None:
    first, second = options.variants.order_by("position")
    choice = Choice(first, "Kansrijk", decision)
    choose_variant(options=options, choice=choice, version=1, by=cast.secretary, at=now)
    sent = {
        "variant": str(second.pk),
        "reason": "Zorgvuldiger dan de andere",
        "decision": str(decision.pk),
        "not_1": "Te snel",
        "version": "1",
    }
    late = sign_in(cast.secretary).post(f"{options.get_absolute_url()}keuze", sent)
    shown = late.content.decode()
    assert late.status_code == 409
    for text in ("Kansrijk", "Zorgvuldiger dan de andere</textarea>", "Te snel</textarea>"):
        assert text in shown


def test_whom_she_asks_stays_when_somebody_else_was_first(
    cast: Cast, now: datetime, options: OptionSet, sign_in: SignIn
) -> None:
    client, page = sign_in(cast.secretary), f"{options.get_absolute_url()}consultatie"
    words = Words("Welke pilot het eerst?")
    edit_options(options=options, words=words, version=1, by=cast.secretary, at=now)
    sent = {"question": "Wat missen we?", "due": "wo 4 nov 12u", "members": "@SZW", "version": "1"}
    with time_machine.travel(now, tick=False):
        late = client.post(page, sent)
        shown = late.content.decode()
        assert late.status_code == 409
        for text in ("Wat missen we?</textarea>", "wo 4 nov 12u", "@SZW"):
            assert text in shown
        assert client.post(page, sent | {"version": "2"}).status_code == 302


def test_who_keeps_no_question_is_told_before_she_types(
    cast: Cast, now: datetime, consulted: OptionSet, sign_in: SignIn
) -> None:
    first = consulted.variants.order_by("position")[0]
    own, one = consulted.get_absolute_url(), f"/varianten/varianten/{first.pk}/"
    forms = {f"{own}{verb}" for verb in ("bewerken", "consultatie", "keuze")}
    with time_machine.travel(now, tick=False):
        for who, added in ((cast.stranger, 403), (cast.szw_officer, 200)):
            client = sign_in(who)
            assert client.get(own).status_code == 200
            assert client.get(f"{own}varianten/nieuw").status_code == added
            if who == cast.stranger:
                for address in (*forms, one, f"{one}pilots/nieuw"):
                    assert client.get(address).status_code == 403, address


def test_under_a_variant_stands_only_what_its_reader_may_do(
    cast: Cast, now: datetime, consulted: OptionSet, sign_in: SignIn
) -> None:
    """Who keeps the question changes each of the three, who added one hers, another no one."""
    by: dict[str, Any] = {"by": cast.szw_officer, "at": now}
    hers = add_variant(options=consulted, facts=VariantFacts("Nachthoreca"), **by)
    change = f'href="{reverse("options:variant", args=[hers.pk])}"'
    with time_machine.travel(now, tick=False):
        pages = [
            sign_in(who).get(consulted.get_absolute_url()).content.decode()
            for who in (cast.secretary, cast.szw_officer, cast.stranger)
        ]
    assert [(f'id="variant-{hers.pk}"' in page, change in page) for page in pages] == [
        (True, True),
        (True, True),
        (False, False),
    ]
