"""Variants beside each other: consulted until a moment, chosen by a decision, none thrown away."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from coordination.actions.models import PartStatus
from coordination.actions.terms import Term
from coordination.contributions.models import Reply
from coordination.contributions.services import close_contribution
from coordination.cycle.due import due_items
from coordination.decisions.models import Decision
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
    edit_pilot,
    edit_variant,
    remove_pilot,
    remove_variant,
    restore_variant,
    start_options,
    take_back_choice,
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
