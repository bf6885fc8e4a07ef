"""What a day said before it was corrected or judged, and what was known at a moment."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from coordination.people.models import User
from escalation.regions.models import Handling, Indicator, Outlier, Region
from escalation.regions.queries import days_of
from escalation.regions.services import Judgement, judge_outlier
from tests.cast import Cast

from .conftest import KNOWN, put

DAY = date(2020, 10, 30)
LATER, LATEST = KNOWN + timedelta(days=1), KNOWN + timedelta(days=2)


def test_a_day_holds_what_it_said_before_the_last_first(
    groningen: Region, zeeland: Region, tests_positive: Indicator
) -> None:
    put(groningen, tests_positive, DAY, 7, 3)
    put(groningen, tests_positive, DAY, 8, known_at=LATER)
    put(groningen, tests_positive, DAY, 9, known_at=LATEST)
    put(zeeland, tests_positive, DAY, 1)
    [first, second] = days_of(
        groningen, [tests_positive], DAY, DAY + timedelta(days=1)
    )[tests_positive.pk]  # fmt: skip
    assert (first.value, [(one.value, one.known_at) for one in first.before]) == (
        9,
        [(8, LATER), (7, KNOWN)],
    )
    assert (second.value, second.before) == (3, [])
    [then, _next] = days_of(
        groningen, [tests_positive], DAY, DAY + timedelta(days=1), LATER
    )[tests_positive.pk]  # fmt: skip
    assert (then.value, [one.value for one in then.before]) == (8, [7])


def test_the_page_shows_both_figures_and_looks_back(
    cast: Cast,
    sign_in: Callable[[User], Client],
    groningen: Region,
    admissions: Indicator,
) -> None:
    seen = put(groningen, admissions, DAY - timedelta(days=6), *[10] * 6, 162)[-1]
    outlier = Outlier.objects.create(observation=seen, expected=Decimal(10))
    judge_outlier(
        outlier=outlier,
        judgement=Judgement(Handling.CLIPPED, "Achterstand geboekt."),
        version=1,
        by=cast.coordinator,
        at=LATER,
    )
    client = sign_in(cast.vws_officer)
    page = " ".join(client.get(groningen.get_absolute_url()).content.decode().split())
    assert "was 162, bekend 1 nov 2020, 10.00" in page
    assert f'href="{outlier.get_absolute_url()}"' in page
    assert "70 in 7 dagen" in page
    then = " ".join(
        client.get(groningen.get_absolute_url(), {"op": KNOWN.isoformat()}).content.decode().split()
    )
    assert ("222 in 7 dagen" in then, "was 162" in then) == (True, False)
    assert client.get(groningen.get_absolute_url(), {"op": "toen"}).status_code == 422


def test_all_days_of_all_indicators_take_three_queries(
    groningen: Region, tests_positive: Indicator, admissions: Indicator
) -> None:
    for indicator in (tests_positive, admissions):
        put(groningen, indicator, DAY, 1, 2, 3)
        put(groningen, indicator, DAY, 2, known_at=LATER)
    with CaptureQueriesContext(connection) as asked:
        found = days_of(groningen, [tests_positive, admissions], DAY, DAY + timedelta(days=9))
    assert (len(asked), [len(days) for days in found.values()]) == (3, [10, 10])
