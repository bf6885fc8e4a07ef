"""Variants beside each other: consulted until a moment, chosen by a decision, none thrown away."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from coordination.actions.models import PartStatus
from coordination.actions.terms import Term
from coordination.contributions.models import Reply
from coordination.contributions.services import close_contribution
from coordination.cycle.due import due_items
from coordination.decisions.models import Decision
from coordination.decisions.services import record_decision_outside_meeting
from coordination.kit.refusals import NotAllowed, Refusal, Stale
from coordination.search.models import SearchRow
from tests.cast import Cast
from workgroups.options.models import OptionSet, Permit, Pilot, Variant
from workgroups.options.queries.comparing import compare
from workgroups.options.services import (
    Choice,
    PilotFacts,
    VariantFacts,
    Words,
    add_pilot,
    add_remark,
    add_variant,
    choose_variant,
    consult,
    edit_options,
    edit_pilot,
    edit_variant,
    remove_pilot,
    remove_variant,
    restore_variant,
    start_options,
    take_back_choice,
)

SignIn = Callable[..., Client]
DETAIL = 12
THEN = 12


@pytest.fixture
def options(cast: Cast, now: datetime) -> OptionSet:
    """A question with two variants, by MLT3's secretary."""
    by: dict[str, Any] = {"by": cast.secretary, "at": now}
    words = Words("Welke pilot?", "Uit de notitie")
    made = start_options(words=words, dossier=cast.dossier, **by)
    add_variant(
        options=made, facts=VariantFacts("Nieuwe sectoren", advantages="Positieve flow"), **by
    )
    add_variant(options=made, facts=VariantFacts("Eén regio", risks="Gedrag"), **by)
    return made


@pytest.fixture
def consulted(cast: Cast, now: datetime, options: OptionSet) -> OptionSet:
    """VWS and SZW are asked until Wednesday noon."""
    return consult(
        options=options,
        term=Term(date(2020, 11, 4), time(12)),
        members=[cast.vws, cast.szw],
        version=1,
        by=cast.secretary,
        at=now,
    )


@pytest.fixture
def decision(cast: Cast, now: datetime) -> Decision:
    return record_decision_outside_meeting(
        taken_by=cast.body,
        taken_on=now.date(),
        dossier=cast.dossier,
        text="Variant A",
        by=cast.secretary,
        at=now,
    )


def letters(options: OptionSet) -> list[str]:
    return [str(one) for one in options.variants.filter(removed_at=None).order_by("position")]


def test_variants_have_letters_that_are_given_once(
    cast: Cast, now: datetime, options: OptionSet
) -> None:
    by: dict[str, Any] = {"by": cast.secretary, "at": now}
    second = options.variants.get(position=2)
    gone = remove_variant(variant=second, version=1, **by)
    add_variant(options=options, facts=VariantFacts("Nachthoreca"), **by)
    assert letters(options) == ["A. Nieuwe sectoren", "C. Nachthoreca"]
    restore_variant(variant=gone, version=2, **by)
    assert letters(options) == ["A. Nieuwe sectoren", "B. Eén regio", "C. Nachthoreca"]


def test_who_is_consulted_adds_a_variant_and_has_replied(
    cast: Cast, now: datetime, consulted: OptionSet
) -> None:
    by: dict[str, Any] = {"by": cast.szw_officer, "at": now}
    add_variant(options=consulted, facts=VariantFacts("Sport en cultuur"), **by)
    add_remark(options=consulted, text="Denk aan de kosten", **by)
    assert letters(consulted)[-1] == "C. Sport en cultuur"
    part = consulted.consultation.action_point.parts.get(organisation=cast.szw)  # type: ignore[union-attr]  # it was consulted
    assert part.status == PartStatus.IN
    assert Reply.objects.get().text == "Variant C toegevoegd: Sport en cultuur"
    # what stands here already is not shown again as a reply
    (shown,) = compare(cast.secretary, consulted).consultations
    assert (shown.replied, shown.asked, shown.replies) == (1, 2, [])
    assert [one.text for one in shown.remarks] == ["Denk aan de kosten"]


def test_a_second_consultation_leaves_the_first_with_its_answers(
    cast: Cast, now: datetime, consulted: OptionSet
) -> None:
    by: dict[str, Any] = {"by": cast.secretary}
    add_remark(options=consulted, text="Denk aan de kosten", by=cast.szw_officer, at=now)
    first, later = consulted.consultation, now + timedelta(days=3)
    assert first is not None
    close_contribution(contribution=first, version=first.version, at=later, **by)
    second = consult(
        options=consulted,
        term=Term(date(2020, 11, 9)),
        members=[cast.vws],
        version=consulted.version,
        at=later,
        **by,
    )
    add_remark(options=second, text="Nu volledig", by=cast.vws_officer, at=later)
    add_remark(options=second, text="Samengevat", at=later + timedelta(days=9), **by)
    found = compare(cast.secretary, second)
    assert [
        (one.contribution, one.is_open, one.replied, [remark.text for remark in one.remarks])
        for one in found.consultations
    ] == [
        (second.consultation, True, 1, ["Nu volledig"]),
        (first, False, 1, ["Denk aan de kosten"]),
    ]
    assert [one.text for one in found.remarks] == ["Samengevat"]


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


def test_after_the_closing_date_only_who_keeps_it_adds(
    cast: Cast, now: datetime, consulted: OptionSet
) -> None:
    late = now + timedelta(days=2)
    with pytest.raises(NotAllowed):
        add_remark(options=consulted, text="Te laat", by=cast.stranger, at=late)
    with pytest.raises(NotAllowed):
        add_remark(options=consulted, text="Niet gevraagd", by=cast.stranger, at=now)
    assert consulted.is_consulted(late) is False
    add_remark(options=consulted, text="Samengevat", by=cast.secretary, at=late)
    term = Term(date(2020, 11, 9))
    with pytest.raises(Refusal, match="loopt al"):
        consult(options=consulted, term=term, version=2, by=cast.secretary, at=now)


def test_the_choice_keeps_the_others_with_why_not(
    cast: Cast, now: datetime, options: OptionSet, decision: Decision
) -> None:
    first, second = options.variants.order_by("position")
    by: dict[str, Any] = {"by": cast.secretary, "at": now}
    choice = Choice(first, "Kansrijk", decision, {second.pk: "Te ongelijk"})
    chosen = choose_variant(options=options, choice=choice, version=1, **by)
    assert (chosen.chosen, chosen.decision, chosen.reason) == (first, decision, "Kansrijk")
    assert Variant.objects.get(pk=second.pk).rejected_because == "Te ongelijk"
    assert letters(chosen) == ["A. Nieuwe sectoren", "B. Eén regio"]
    with pytest.raises(Refusal, match="neem die eerst terug"):
        add_variant(options=chosen, facts=VariantFacts("Nog een"), **by)
    back = take_back_choice(options=chosen, version=2, **by)
    assert (back.chosen, back.history.count()) == (None, 3)


def test_a_choice_without_reason_or_of_another_question_is_refused(
    cast: Cast, now: datetime, options: OptionSet, decision: Decision
) -> None:
    by: dict[str, Any] = {"by": cast.secretary, "at": now}
    first = options.variants.get(position=1)
    with pytest.raises(Refusal, match="waarom"):
        choose_variant(options=options, choice=Choice(first, " ", decision), version=1, **by)
    other = start_options(words=Words("Iets anders?"), dossier=cast.dossier, **by)
    with pytest.raises(Refusal, match="variant van deze vraag"):
        choose_variant(options=other, choice=Choice(first, "Ja", decision), version=1, **by)
    with pytest.raises(Stale):
        choose_variant(options=options, choice=Choice(first, "Ja", decision), version=4, **by)


def test_a_pilot_says_what_was_learnt_also_after_the_choice(
    cast: Cast, now: datetime, options: OptionSet, decision: Decision
) -> None:
    by: dict[str, Any] = {"by": cast.secretary, "at": now}
    first = options.variants.get(position=1)
    days: dict[str, Any] = {"starts_on": date(2020, 11, 6), "ends_on": date(2020, 11, 8)}
    pilot = add_pilot(variant=first, facts=PilotFacts("Utrecht", **days), **by)
    choose_variant(options=options, choice=Choice(first, "Kansrijk", decision), version=1, **by)
    facts = PilotFacts("Utrecht", permit=Permit.GRANTED, learnt="Rijen bij de deur", **days)
    assert edit_pilot(pilot=pilot, facts=facts, version=1, **by).learnt == "Rijen bij de deur"
    backwards = PilotFacts("Utrecht", starts_on=date(2020, 11, 8), ends_on=date(2020, 11, 6))
    with pytest.raises(Refusal, match="eindigt"):
        add_pilot(variant=first, facts=backwards, **by)
    assert Pilot.objects.count() == 1
    found = SearchRow.objects.get(kind="optionset", object_id=options.pk)
    assert {"utrecht", "deur"} <= set(found.stems.split())
    remove_pilot(pilot=pilot, version=2, **by)
    assert "deur" not in SearchRow.objects.get(pk=found.pk).stems.split()


def test_a_variant_is_changed_by_its_version_and_found_by_its_words(
    cast: Cast, now: datetime, options: OptionSet
) -> None:
    by: dict[str, Any] = {"by": cast.secretary, "at": now}
    first = options.variants.get(position=1)
    edit_variant(variant=first, facts=VariantFacts("Brancheverenigingen"), version=1, **by)
    with pytest.raises(Stale):
        edit_variant(variant=first, facts=VariantFacts("Anders"), version=1, **by)
    row = SearchRow.objects.get(kind="optionset", object_id=options.pk)
    assert "branchevereen" in row.stems


def test_the_end_of_the_consultation_is_due(cast: Cast, consulted: OptionSet) -> None:
    source = due_items["options.consultation"]
    rows = source.ordered(source.found(user=cast.secretary, is_open=True))
    (item,) = source.items("options.consultation", rows)
    assert (item.number, item.day) == (consulted.number, date(2020, 11, 4))


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
