"""Which days count, what several figures give together, and when nothing can be said."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from escalation.ladder.models import Measured, Unknown, Window
from escalation.ladder.queries.daily import Daily
from escalation.ladder.queries.rule import Bound, Meter, Rule, Scale

TUESDAY = date(2021, 2, 2)
KNOWN = datetime(2021, 2, 2, 13, 0, tzinfo=UTC)


def scale(indicator: str, *lower: int, stale_after: int = 3) -> Scale:
    bounds = tuple(Bound(rank, Decimal(value), True) for rank, value in enumerate(lower, 1))
    return Scale(indicator, 100_000, stale_after, bounds)


TESTS, ADMISSIONS = scale("tests", 0, 35, 100, 250), scale("admissions", 0, 4, 16, 27)


def rule(*scales: Scale, window: str = Window.TRAILING) -> Rule:
    return Rule("try", window, 7, Measured.TOTAL, None, scales)


def days(start: date, *values: int | None) -> Daily:
    known = [KNOWN + timedelta(hours=at) for at in range(len(values))]
    return Daily(start, [None if value is None else Decimal(value) for value in values], known)


def every_day(value: int, until: date) -> Daily:
    return days(until - timedelta(days=29), *[value] * 30)


@pytest.mark.parametrize(
    ("window", "on", "start", "end"),
    [
        (Window.TRAILING, date(2021, 2, 2), date(2021, 1, 26), date(2021, 2, 1)),
        (Window.CALENDAR_WEEK, date(2021, 2, 2), date(2021, 1, 25), date(2021, 1, 31)),
        (Window.CALENDAR_WEEK, date(2021, 1, 31), date(2021, 1, 18), date(2021, 1, 24)),
        (Window.CALENDAR_WEEK, date(2021, 2, 1), date(2021, 1, 25), date(2021, 1, 31)),
        (Window.CALENDAR_WEEK, date(2021, 7, 13), date(2021, 7, 5), date(2021, 7, 11)),
    ],
)
def test_the_days_that_count(window: str, on: date, start: date, end: date) -> None:
    meter = Meter(rule(TESTS, window=window), 100_000)
    figure = meter.assess({"tests": every_day(10, on)}, on).figures[0]
    assert (figure.start, figure.end, figure.value) == (start, end, Decimal(70))


def test_the_worst_of_two_figures_decides() -> None:
    series = {"tests": every_day(10, TUESDAY), "admissions": every_day(3, TUESDAY)}
    verdict = Meter(rule(TESTS, ADMISSIONS), 100_000).assess(series, TUESDAY)
    assert [figure.rank for figure in verdict.figures] == [2, 3]
    assert verdict.rank == 3


def test_a_missing_day_gives_no_level_and_names_the_day() -> None:
    series = days(date(2021, 1, 26), 1, 1, None, 1, 1, 1, 1)
    verdict = Meter(rule(TESTS), 100_000).assess({"tests": series}, TUESDAY)
    assert (verdict.rank, verdict.unknown) == (None, Unknown.MISSING)
    assert verdict.figures[0].missing == (date(2021, 1, 28),)


@pytest.mark.parametrize(("late", "reason"), [(3, Unknown.MISSING), (4, Unknown.OLD)])
def test_figures_older_than_the_indicator_allows_are_called_old(late: int, reason: str) -> None:
    newest = TUESDAY - timedelta(days=late)
    verdict = Meter(rule(TESTS), 100_000).assess({"tests": every_day(1, newest)}, TUESDAY)
    assert (verdict.rank, verdict.unknown) == (None, reason)


def test_a_figure_that_is_missing_is_not_outvoted_by_one_that_is_there() -> None:
    series = {"tests": every_day(900, TUESDAY)}
    verdict = Meter(rule(TESTS, ADMISSIONS), 100_000).assess(series, TUESDAY)
    assert (verdict.rank, verdict.unknown) == (None, Unknown.MISSING)
    assert verdict.figures[0].rank == 4


def test_a_whole_week_counts_however_long_ago_it_was() -> None:
    series = {"tests": every_day(10, date(2021, 1, 31))}
    meter = Meter(rule(TESTS, window=Window.CALENDAR_WEEK), 100_000)
    assert meter.assess(series, date(2021, 2, 7)).rank == 2


def test_figures_of_the_day_itself_and_later_do_not_count() -> None:
    series = days(date(2021, 1, 26), 1, 1, 1, 1, 1, 1, 1, 900, 900)
    verdict = Meter(rule(TESTS), 100_000).assess({"tests": series}, TUESDAY)
    assert (verdict.figures[0].value, verdict.rank) == (Decimal(7), 1)


def test_a_figure_says_how_far_the_bounds_are_and_whether_it_rises() -> None:
    series = days(date(2021, 1, 19), *[4] * 7, *[10] * 7)
    figure = Meter(rule(TESTS), 100_000).assess({"tests": series}, TUESDAY).figures[0]
    assert (figure.value, figure.before, figure.trend) == (Decimal(70), Decimal(28), Decimal(42))
    assert (figure.lower, figure.upper) == (Decimal(35), Decimal(100))
    assert (figure.to_lower, figure.to_next) == (Decimal(35), Decimal(30))
    assert figure.known_at == KNOWN + timedelta(hours=13)


def test_at_the_top_there_is_no_next_bound() -> None:
    series = {"tests": every_day(40, TUESDAY)}
    figure = Meter(rule(TESTS), 100_000).assess(series, TUESDAY).figures[0]
    assert (figure.rank, figure.upper, figure.to_next) == (4, None, None)


def test_the_rank_of_many_days_is_that_of_each() -> None:
    known = {"tests": days(date(2021, 1, 1), *range(40), None, *range(40))}
    meter = Meter(rule(TESTS), 100_000)
    asked = [date(2021, 1, 1) + timedelta(days=at) for at in range(90)]
    assert meter.ranks(known, asked) == [meter.assess(known, day).rank for day in asked]
