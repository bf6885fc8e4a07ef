"""A figure on the bound itself, to the last case."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.ladder.models import Measured, Window
from escalation.ladder.queries.daily import Daily
from escalation.ladder.queries.rule import Bound, Meter, Rule, Scale

ON = date(2020, 10, 13)
TESTS = "positive_tests"


def bounds(*lower: str, inclusive: str = "") -> tuple[Bound, ...]:
    """`inclusive` has a + for each bound that counts itself and a - for each that does not."""
    marks = inclusive or "+" * len(lower)
    return tuple(
        Bound(rank, Decimal(value), mark == "+")
        for rank, (value, mark) in enumerate(zip(lower, marks, strict=True), 1)
    )


def rule(scale: Scale, measured: str = Measured.TOTAL, decimals: int | None = None) -> Rule:
    return Rule("try", Window.TRAILING, 7, measured, decimals, (scale,))


def week_of(total: int, days: int = 7) -> Daily:
    """So many cases on the day before, none on the days before it."""
    return Daily(ON - timedelta(days=days), [Decimal(0)] * (days - 1) + [Decimal(total)])


def rank(of: Rule, total: int, population: int) -> int | None:
    return Meter(of, population).assess({TESTS: week_of(total)}, ON).rank


V1B = rule(Scale(TESTS, 100_000, 3, bounds("0", "50", "150", "250", inclusive="+---")))
V2 = rule(Scale(TESTS, 100_000, 3, bounds("0", "35", "100", "250")))
V3 = rule(
    Scale(TESTS, None, 3, bounds("0", "10", "25", inclusive="++-")), Measured.DAILY_MEAN, decimals=1
)


@pytest.mark.parametrize(
    ("total", "expected"),
    [(500, 1), (501, 2), (1500, 2), (1501, 3), (2500, 3), (2501, 4)],
)
def test_exactly_on_a_strict_bound_is_still_the_level_below(total: int, expected: int) -> None:
    assert rank(V1B, total, 1_000_000) == expected


@pytest.mark.parametrize(
    ("total", "expected"),
    [(349, 1), (350, 2), (999, 2), (1000, 3), (2499, 3), (2500, 4)],
)
def test_exactly_on_an_inclusive_bound_is_the_level_itself(total: int, expected: int) -> None:
    assert rank(V2, total, 1_000_000) == expected


@pytest.mark.parametrize(
    ("total", "value", "expected"),
    [
        (69, "9.9", 1),  # 9.857
        (70, "10.0", 2),
        (175, "25.0", 2),
        (176, "25.1", 3),  # 25.143
    ],
)
def test_a_mean_is_rounded_before_it_is_weighed(total: int, value: str, expected: int) -> None:
    verdict = Meter(V3, 17_000_000).assess({TESTS: week_of(total)}, ON)
    assert (verdict.figures[0].value, verdict.rank) == (Decimal(value), expected)


def test_a_half_is_rounded_up() -> None:
    """9.95 a day over 20 days is 199 cases: rounded to one decimal that is 10.0."""
    over = Rule("try", Window.TRAILING, 20, Measured.DAILY_MEAN, 1, V3.scales)
    verdict = Meter(over, 1).assess({TESTS: week_of(199, days=20)}, ON)
    assert (verdict.figures[0].value, verdict.rank) == (Decimal("10.0"), 2)


@given(
    total=st.integers(0, 60_000),
    population=st.integers(1_000, 20_000_000),
    lower=st.lists(st.integers(1, 60_000), min_size=1, max_size=5, unique=True),
    inclusive=st.booleans(),
    mean=st.booleans(),
    decimals=st.none() | st.integers(0, 2),
)
def test_the_rank_is_that_of_exact_reckoning(
    total: int, population: int, lower: list[int], inclusive: bool, mean: bool, decimals: int | None
) -> None:
    """Bounds are in hundredths; the oracle compares fractions, without any least total."""
    lowers = [Fraction(0), *(Fraction(value, 100) for value in sorted(lower))]
    marks = "+" + ("+" if inclusive else "-") * len(lower)
    texts = [str(Decimal(value.numerator) / value.denominator) for value in lowers]
    scale = Scale(TESTS, 100_000, 3, bounds(*texts, inclusive=marks))
    exact = Fraction(total * 100_000, population * (7 if mean else 1))
    if decimals is not None:
        exact = Fraction(floor(exact * 10**decimals + Fraction(1, 2)), 10**decimals)
    reached = [exact >= value if inclusive else exact > value for value in lowers[1:]]
    measured = Measured.DAILY_MEAN if mean else Measured.TOTAL
    verdict = Meter(rule(scale, measured, decimals), population).assess({TESTS: week_of(total)}, ON)
    assert verdict.rank == 1 + sum(reached)
    if decimals is not None:
        assert verdict.figures[0].value == Decimal(exact.numerator) / exact.denominator


@given(population=st.integers(100_000, 1_500_000), bound=st.sampled_from([50, 150, 250]))
def test_one_case_more_than_the_bound_is_the_next_level(population: int, bound: int) -> None:
    most = bound * population // 100_000
    assert rank(V1B, most + 1, population) == (rank(V1B, most, population) or 0) + 1
