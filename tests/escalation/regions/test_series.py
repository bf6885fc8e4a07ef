from datetime import date, timedelta
from decimal import Decimal

from django.db import connection
from django.test.utils import CaptureQueriesContext

from escalation.regions.models import Indicator, Region
from escalation.regions.queries import series

from .conftest import KNOWN, put

FIRST, LAST = date(2020, 10, 5), date(2020, 10, 8)


def test_each_day_has_its_figure_and_days_without_one_stay_empty(
    groningen: Region, zeeland: Region, tests_positive: Indicator
) -> None:
    put(groningen, tests_positive, date(2020, 10, 4), 9, 12, 13.25)
    found = series([groningen, zeeland], [tests_positive], FIRST, LAST)
    shown = found[groningen.pk, tests_positive.pk]
    assert shown.values == [Decimal(12), Decimal("13.25"), None, None]
    assert shown.known == [KNOWN, KNOWN, None, None]
    assert found[zeeland.pk, tests_positive.pk].values == [None] * 4
    assert len(found) == 2


def test_the_newest_known_figure_counts_also_when_it_came_in_first(
    groningen: Region, tests_positive: Indicator
) -> None:
    later, latest = KNOWN + timedelta(days=1), KNOWN + timedelta(days=2)
    put(groningen, tests_positive, FIRST, 30, known_at=latest)
    put(groningen, tests_positive, FIRST, 20, known_at=later)
    put(groningen, tests_positive, FIRST, 10)
    key = groningen.pk, tests_positive.pk
    assert series([groningen], [tests_positive], FIRST, FIRST)[key].values == [30]
    then = series([groningen], [tests_positive], FIRST, FIRST, later)[key]
    assert then.values == [20]
    assert then.known == [later]
    before = series([groningen], [tests_positive], FIRST, FIRST, KNOWN - timedelta(days=1))[key]
    assert before.values == [None]


def test_of_two_figures_known_at_once_the_last_recorded_counts(
    groningen: Region, tests_positive: Indicator
) -> None:
    put(groningen, tests_positive, FIRST, 10)
    put(groningen, tests_positive, FIRST, 11)
    found = series([groningen], [tests_positive], FIRST, FIRST)
    assert found[groningen.pk, tests_positive.pk].values == [11]


def test_all_regions_and_indicators_take_one_query(
    groningen: Region, zeeland: Region, tests_positive: Indicator, admissions: Indicator
) -> None:
    for region in (groningen, zeeland):
        put(region, admissions, FIRST, 1, 2, 3)
    with CaptureQueriesContext(connection) as asked:
        found = series([groningen, zeeland], [tests_positive, admissions], FIRST, LAST)
    assert len(asked) == 1
    assert [one.on(FIRST) for one in found.values()] == [None, 1, None, 1]
    assert found[zeeland.pk, admissions.pk].between(LAST, LAST + timedelta(days=1)) == [None, None]


def test_no_days_and_no_regions_ask_nothing(groningen: Region, tests_positive: Indicator) -> None:
    with CaptureQueriesContext(connection) as asked:
        assert series([], [tests_positive], FIRST, LAST) == {}
        backwards = series([groningen], [tests_positive], LAST, FIRST)
    assert (len(asked), backwards[groningen.pk, tests_positive.pk].values) == (0, [])
