"""The engine of the lab against the rule of the ladder, which reckons with fractions."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from escalation.lab.replaying.ground import BACK, Ground, Place
from escalation.lab.replaying.levels import replay
from escalation.lab.replaying.trials import Trial
from escalation.ladder.models import Measured, Window
from escalation.ladder.queries.daily import Daily
from escalation.ladder.queries.rule import Bound, Meter, Pace, Rule, Scale

pytestmark = pytest.mark.once

FIRST = date(2020, 10, 7)
DAYS = 24
TESTS, BEDS = "positive_tests", "hospital_admissions_reported"
Ranks = list[int]

# 50.0, 35.0 and 250.0 of the published ladders; with a population of 100,000 a week of whole
# cases falls on them often
hundredths = st.sampled_from([400, 1000, 1600, 3500, 5000, 10000, 15000, 25000]) | st.integers(
    1, 30_000
)


@st.composite
def scales(draw: Any, indicator: str) -> Scale:
    lowers = sorted(draw(st.sets(hundredths, min_size=3, max_size=3)))
    marks = draw(st.lists(st.booleans(), min_size=3, max_size=3))
    bounds = [Bound(1, Decimal(0), True)]
    for rank, (lower, mark) in enumerate(zip(lowers, marks, strict=True), 2):
        bounds.append(Bound(rank, Decimal(lower) / 100, mark))
    per = draw(st.sampled_from([None, 100_000, 1_000_000]))
    return Scale(indicator, per, 3, tuple(bounds))


@st.composite
def rules(draw: Any) -> Rule:
    found = [draw(scales(TESTS))]
    if draw(st.booleans()):
        found.append(draw(scales(BEDS)))
    return Rule(
        "try",
        draw(st.sampled_from(Window.values)),
        draw(st.sampled_from([1, 5, 7, 14, 28])),
        draw(st.sampled_from(Measured.values)),
        draw(st.sampled_from([None, 0, 1, 2])),
        tuple(found),
    )


values = st.none() | st.integers(0, 40) | st.integers(0, 40) | st.sampled_from([5, 7, 35, 50, 250])


@st.composite
def grounds(draw: Any) -> Ground:
    places = tuple(
        Place(f"VR{number:02}", draw(st.sampled_from([100_000, 50_000]) | st.integers(1, 10**7)))
        for number in (1, 2)
    )
    count = DAYS + BACK
    figures = {
        indicator: {
            place.code: [
                None if value is None else value * 100
                for value in draw(st.lists(values, min_size=count, max_size=count))
            ]
            for place in places
        }
        for indicator in (TESTS, BEDS)
    }
    return Ground(places, FIRST, FIRST + timedelta(days=DAYS - 1), figures, {})


def engine(ground: Ground, trials: list[Trial]) -> list[list[Ranks]]:
    """By trial, region and day; 0 on a day without a rank."""
    found: dict[int, list[Ranks]] = {}
    for batch in replay(ground, trials):
        shown = batch.ranks * batch.known[:, :, None]
        for column, place in enumerate(batch.places):
            found[place] = shown[:, :, column].T.tolist()
    return [found[place] for place in range(len(trials))]


def by_the_rule(ground: Ground, rule: Rule) -> list[Ranks]:
    """By region and day, one bound and one day at a time."""
    return [
        [
            rank or 0
            for rank in Meter(rule, place.population).ranks(
                {
                    indicator: Daily(ground.start, [_value(one) for one in rows[place.code]])
                    for indicator, rows in ground.figures.items()
                },
                ground.days,
            )
        ]
        for place in ground.places
    ]


def _value(hundredth: int | None) -> Decimal | None:
    return None if hundredth is None else Decimal(hundredth) / 100


@settings(max_examples=150, deadline=None)
@given(ground=grounds(), some=st.lists(rules(), min_size=1, max_size=3))
def test_without_delay_a_level_is_what_the_rule_of_the_ladder_says(
    ground: Ground, some: list[Rule]
) -> None:
    expected = [by_the_rule(ground, rule) for rule in some]
    assert engine(ground, [Trial(rule) for rule in some]) == expected


@settings(max_examples=100, deadline=None)
@given(
    ground=grounds(),
    rule=rules(),
    weeks_up=st.integers(1, 3),
    weeks_down=st.integers(1, 3),
    hysteresis=st.integers(0, 60),
)
def test_a_slow_level_follows_the_definition_day_by_day(
    ground: Ground, rule: Rule, weeks_up: int, weeks_down: int, hysteresis: int
) -> None:
    trial = Trial(replace(rule, pace=Pace(weeks_up, weeks_down, hysteresis)))
    held = by_the_rule(ground, lowered(rule, hysteresis))
    expected = [
        slowly(high, low, trial) for high, low in zip(by_the_rule(ground, rule), held, strict=True)
    ]
    # one that is fast beside it in the same batch leaves it as it is
    assert engine(ground, [trial, Trial(rule)])[0] == expected


def lowered(rule: Rule, hysteresis: int) -> Rule:
    """Every bound so many per cent lower."""
    share = Decimal(100 - hysteresis) / 100
    found = [
        replace(
            scale,
            bounds=tuple(replace(bound, lower=bound.lower * share) for bound in scale.bounds),
        )
        for scale in rule.scales
    ]
    return replace(rule, scales=tuple(found))


def slowly(high: Ranks, low: Ranks, trial: Trial) -> Ranks:
    """`high` is what the rule gives, `low` what it gives with bounds lowered by the hysteresis."""
    shown, now = [], 0
    for day, rank in enumerate(high):
        if not rank:
            shown.append(0)
            continue
        if not now:
            now = rank
        rising = _days(high, day, trial.rule.pace.days_up)
        falling = _days(low, day, trial.rule.pace.days_down)
        if rising and min(rising) > now:
            now = min(rising)
        elif falling and max(falling) < now:
            now = max(falling)
        shown.append(now)
    return shown


def _days(ranks: Ranks, day: int, count: int) -> Ranks:
    """The last days, where there are so many and none is unknown."""
    last = ranks[max(day - count + 1, 0) : day + 1]
    return last if len(last) == count and all(last) else []


@pytest.mark.parametrize(
    ("lower", "inclusive", "cases", "rank"),
    [
        ("50", False, 500, 1),
        ("50", False, 501, 2),
        ("35", True, 349, 1),
        ("35", True, 350, 2),
        ("250", True, 2499, 1),
        ("250", True, 2500, 2),
    ],
)
def test_a_figure_on_the_bound_itself(lower: str, inclusive: bool, cases: int, rank: int) -> None:
    bounds = (Bound(1, Decimal(0), True), Bound(2, Decimal(lower), inclusive))
    rule = Rule(
        "try", Window.TRAILING, 7, Measured.TOTAL, None, (Scale(TESTS, 100_000, 3, bounds),)
    )
    figures = {TESTS: {"VR01": [0] * (BACK - 1) + [cases * 100]}}
    ground = Ground((Place("VR01", 1_000_000),), FIRST, FIRST, figures, {})
    assert engine(ground, [Trial(rule)]) == [[[rank]]]


def test_a_population_beyond_machine_numbers_is_reckoned_exactly() -> None:
    """Nobody counts so many; a bound of a trillion per 100,000 must not turn over either."""
    bounds = (Bound(1, Decimal(0), True), Bound(2, Decimal("999999999999.99"), True))
    rule = Rule("try", Window.TRAILING, 7, Measured.TOTAL, 2, (Scale(TESTS, 100_000, 3, bounds),))
    figures = {TESTS: {"VR01": [10**9] * BACK}}
    ground = Ground((Place("VR01", 4_000_000_000),), FIRST, FIRST, figures, {})
    assert engine(ground, [Trial(rule)]) == [[[1]]]
