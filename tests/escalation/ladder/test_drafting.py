"""A next version is drafted from one that stands; what is no ladder is refused by its sentence."""

from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from coordination.audit.models import AuditEvent
from coordination.kit.refusals import NotAllowed, Refusal, Stale
from escalation.ladder.describing import Words, differences, range_in_words, sentences
from escalation.ladder.models import Ladder, LadderStatus, Window
from escalation.ladder.queries.ladders import by_code
from escalation.ladder.services.drafting import change_draft, discard_draft, draft_ladder
from escalation.ladder.services.facts import BoundFacts, LadderFacts, MeasureFacts
from tests.cast import MONDAY, Cast
from tests.kept import kept

pytestmark = pytest.mark.usefixtures("english")

TESTS, ADMISSIONS = "positive_tests", "hospital_admissions_reported"


@kept
def draft(published: dict[str, Ladder], cast: Cast) -> Ladder:
    return draft_ladder(based_on=published["v1b"], code="v4", by=cast.coordinator, at=MONDAY)


def facts_of(code: str) -> LadderFacts:
    found = by_code(code)
    assert found is not None
    return LadderFacts.of(found)


def with_bound(
    facts: LadderFacts, rank: int, lower: str | None, *, indicator: str = TESTS, plus: bool = False
) -> LadderFacts:
    """The same with another bound on a level, or none there."""
    new = () if lower is None else (BoundFacts(indicator, Decimal(lower), plus),)
    levels = [
        replace(one, bounds=(*(b for b in one.bounds if b.indicator != indicator), *new))
        if one.rank == rank
        else one
        for one in facts.levels
    ]
    return replace(facts, levels=tuple(levels))


def change(draft: Ladder, cast: Cast, facts: LadderFacts) -> Ladder:
    return change_draft(
        ladder=draft, facts=facts, version=draft.version, by=cast.coordinator, at=MONDAY
    )


def test_a_draft_says_what_the_one_it_was_made_from_says(draft: Ladder) -> None:
    assert facts_of("v4") == facts_of("v1b")
    assert (draft.status, draft.valid_from, draft.version) == (LadderStatus.DRAFT, None, 1)
    assert AuditEvent.objects.filter(action="ladder.drafted", root=True).count() == 1


def test_a_changed_draft_is_kept_with_its_history_and_the_other_stays(
    draft: Ladder, cast: Cast
) -> None:
    wanted = with_bound(facts_of("v4"), 2, "40")
    changed = change(draft, cast, replace(wanted, name="Strenger", window_days=5))
    assert (changed.version, changed.history.count()) == (2, 2)
    assert facts_of("v4") == replace(wanted, name="Strenger", window_days=5)
    assert facts_of("v1b").level(2).bound(TESTS).lower == 50  # type: ignore[union-attr]  # it has one


def no_bound(facts: LadderFacts) -> LadderFacts:
    return with_bound(facts, 3, None)


def two_twos(facts: LadderFacts) -> LadderFacts:
    first, second, third, fourth = facts.levels
    return replace(facts, levels=(first, second, replace(third, rank=2), fourth))


def skipped(facts: LadderFacts) -> LadderFacts:
    return replace(facts, levels=(*facts.levels[:2], facts.levels[3]))


def partly(facts: LadderFacts) -> LadderFacts:
    facts = replace(with_bound(facts, 1, "0", indicator=ADMISSIONS, plus=True), combination="worst")
    return with_bound(facts, 2, "4", indicator=ADMISSIONS)


def two_deciding(facts: LadderFacts) -> LadderFacts:
    for rank, lower in enumerate(("0", "4", "16", "27"), 1):
        facts = with_bound(facts, rank, lower, indicator=ADMISSIONS, plus=True)
    return facts


@pytest.mark.parametrize(
    ("spoilt", "sentence"),
    [
        (no_bound, "Level 3 (Ernstig) has no lower bound. Say where it starts."),
        (two_twos, "Level 2 stands here twice. Give every level its own number."),
        (skipped, "There is no level 3. Number the levels from 1 up, without gaps."),
        (
            lambda facts: with_bound(facts, 1, "10", plus=True),
            (
                "Positive tests: figures below 10 have no level. "
                "Let level 1 start at 0, the 0 itself included."
            ),
        ),
        (
            lambda facts: with_bound(facts, 3, "50"),
            (
                "Positive tests: level 3 starts at 50, which is not above 50, "
                "where the level before it starts."
            ),
        ),
        (
            partly,
            (
                "Hospital admissions (day of report) has thresholds on other levels "
                "but not on level 3."
            ),
        ),
        (two_deciding, "One figure decides, but 2 have thresholds. Let the worst decide."),
        (lambda facts: replace(facts, levels=facts.levels[:1]), "A ladder has 2 to 9 levels."),
        (lambda facts: replace(facts, window_days=29), "A window holds 1 to 28 days."),
        (
            lambda facts: replace(facts, window=Window.CALENDAR_WEEK, window_days=5),
            "A week from Monday to Sunday has seven days.",
        ),
        (lambda facts: with_bound(facts, 2, "50.005"), "A threshold has at most two decimals."),
        (lambda facts: with_bound(facts, 2, "-1"), "A threshold is 0 or more."),
        (lambda facts: with_bound(facts, 2, "NaN"), "A threshold is 0 or more."),
        (lambda facts: replace(facts, name=" "), "Fill this in."),
    ],
)
def test_what_is_no_ladder_is_refused_by_the_sentence_that_says_where(
    draft: Ladder, cast: Cast, spoilt: Any, sentence: str
) -> None:
    before = facts_of("v4")
    with pytest.raises(Refusal) as refused:
        change(draft, cast, spoilt(before))
    assert str(refused.value.sentence) == sentence
    assert facts_of("v4") == before


def test_an_adopted_ladder_is_never_changed_in_place(
    published: dict[str, Ladder], cast: Cast
) -> None:
    with pytest.raises(Refusal) as refused:
        change(published["v1b"], cast, facts_of("v1b"))
    assert str(refused.value.sentence) == (
        "This version is adopted and stays as it is. Draft a next version from it."
    )


def test_who_was_second_keeps_what_she_typed_and_sees_the_first(draft: Ladder, cast: Cast) -> None:
    change(draft, cast, facts_of("v4"))
    with pytest.raises(Stale):
        change(draft, cast, replace(facts_of("v4"), name="Anders"))
    assert facts_of("v4").name == "Routekaart coronamaatregelen"


def test_only_a_coordinator_who_leads_the_dossier_drafts(
    published: dict[str, Ladder], cast: Cast
) -> None:
    for other in (cast.lead, cast.vws_officer, cast.administrator):
        with pytest.raises(NotAllowed):
            draft_ladder(based_on=published["v1b"], code="v4", by=other, at=MONDAY)


@pytest.mark.parametrize("code", ["v1b", "V1B", "", "a b", "x" * 21, "é"])
def test_a_code_is_short_and_its_own(published: dict[str, Ladder], cast: Cast, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        draft_ladder(based_on=published["v1b"], code=code, by=cast.coordinator, at=MONDAY)
    assert refused.value.field == "code"


def test_a_draft_is_thrown_away_and_an_adopted_one_is_not(
    draft: Ladder, published: dict[str, Ladder], cast: Cast
) -> None:
    discard_draft(ladder=draft, version=1, by=cast.coordinator, at=MONDAY)
    assert not Ladder.objects.filter(code="v4").exists()
    with pytest.raises(Refusal):
        discard_draft(ladder=published["v1"], version=1, by=cast.coordinator, at=MONDAY)


def test_a_ladder_in_plain_words(published: dict[str, Ladder]) -> None:
    assert sentences(facts_of("v2"), Words.of_all()) == [
        "Every region gets a level of its own.",
        (
            "Hospital admissions (day of report) per 1,000,000 inhabitants: "
            "the total of the last whole week before the day, Monday to Sunday."
        ),
        (
            "Positive tests per 100,000 inhabitants: "
            "the total of the last whole week before the day, Monday to Sunday."
        ),
        "The worst of these figures decides the level.",
        "Where the figure of one day is missing there is no level, and the reason why.",
    ]
    assert sentences(facts_of("v3"), Words.of_all())[1:] == [
        (
            "Hospital admissions (day of admission): the mean per day over "
            "the 7 days up to the day before."
        ),
        "Intensive care admissions: the mean per day over the 7 days up to the day before.",
        "The worst of these figures decides the level.",
        "Figures are rounded to 1 decimal before they are weighed.",
        "Where the figure of one day is missing there is no level, and the reason why.",
    ]


@pytest.mark.parametrize(
    ("code", "indicator", "ranges"),
    [
        ("v1b", TESTS, ["at most 50", "more than 50, at most 150",
                        "more than 150, at most 250", "more than 250"]),
        ("v2", TESTS, ["less than 35", "35 or more, less than 100",
                       "100 or more, less than 250", "250 or more"]),
        ("v3", "ic_admissions", ["less than 10", "10 or more, at most 25", "more than 25"]),
    ],
)  # fmt: skip
def test_the_ranges_of_levels_in_words(
    published: dict[str, Ladder], code: str, indicator: str, ranges: list[str]
) -> None:
    facts = facts_of(code)
    assert [range_in_words(facts, level, indicator) for level in facts.levels] == ranges


def test_what_differs_is_said_in_words(published: dict[str, Ladder]) -> None:
    old = facts_of("v1b")
    new = with_bound(replace(old, decimals=1), 2, "40", plus=True)
    second = replace(
        new.levels[1], measures=(MeasureFacts(uuid4(), "Mondkapje", "Twm", "winkels"),)
    )
    new = replace(new, levels=(new.levels[0], second, *new.levels[2:]))
    assert differences(old, new, Words.of_all()) == [
        "Decimals: not rounded → 1",
        "Level 2, Worrying, Positive tests: above 50 → from 40",
        "Level 2, Worrying: new measure, Mondkapje · Twm · winkels.",
    ]
    assert differences(old, old, Words.of_all()) == []
    assert differences(facts_of("v1"), old, Words.of_all()) == ["New: level 4, Very serious."]
