"""What a day said before it was corrected or judged, and what was known at a moment."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from coordination.people.models import User
from escalation.regions.models import Handling, Indicator, Outlier, Region
from escalation.regions.queries import Span, days_of
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
    both = [Span([tests_positive], DAY, DAY + timedelta(days=1))]
    [first, second] = days_of(groningen, both)[tests_positive.pk]
    assert (first.value, [(one.value, one.known_at) for one in first.before]) == (
        Decimal(9),
        [(Decimal(8), LATER), (Decimal(7), KNOWN)],
    )
    assert (second.value, second.before) == (Decimal(3), [])
    [then, _next] = days_of(groningen, both, LATER)[tests_positive.pk]
    assert (then.value, [one.value for one in then.before]) == (Decimal(8), [Decimal(7)])


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
    page = " ".join(
        client.get(groningen.get_absolute_url(), {"weken": 12}).content.decode().split()
    )
    assert "was 162, bekend 1 nov 2020, 10.00" in page
    assert f'href="{outlier.get_absolute_url()}"' in page
    assert "70 in 7 dagen" in page
    then = " ".join(
        client.get(groningen.get_absolute_url(), {"weken": "12", "op": KNOWN.isoformat()})
        .content.decode()
        .split()
    )
    assert ("222 in 7 dagen" in then, "was 162" in then) == (True, False)
    assert client.get(groningen.get_absolute_url(), {"op": "toen"}).status_code == 422


def test_two_queries_and_one_for_each_span(
    groningen: Region, tests_positive: Indicator, admissions: Indicator
) -> None:
    for indicator in (tests_positive, admissions):
        put(groningen, indicator, DAY, 1, 2, 3)
        put(groningen, indicator, DAY, 2, known_at=LATER)
    ten = DAY + timedelta(days=9)
    together = [Span([tests_positive, admissions], DAY, ten)]
    apart = [Span([tests_positive], DAY, ten), Span([admissions], DAY, DAY)]
    for spans, number, long in ((together, 3, [10, 10]), (apart, 4, [10, 1]), ([], 0, [])):
        with CaptureQueriesContext(connection) as asked:
            found = days_of(groningen, spans)
        assert (len(asked), [len(days) for days in found.values()]) == (number, long)
        assert all([one.value for one in days[0].before] == [1] for days in found.values())


def test_a_moment_of_which_all_came_in_later_is_reconstructed(
    cast: Cast,
    sign_in: Callable[[User], Client],
    groningen: Region,
    tests_positive: Indicator,
) -> None:
    put(groningen, tests_positive, DAY - timedelta(days=1), 7, 8, 9, known_at=LATEST)
    client = sign_in(cast.vws_officer)
    asked = client.get(
        groningen.get_absolute_url(), {"weken": "12", "op": "2020-10-30T12:00"}
    ).content.decode()
    assert ("Gereconstrueerd" in asked, "<b>8</b>" in asked, "<b>9</b>" in asked) == (
        True,
        True,
        False,
    )
