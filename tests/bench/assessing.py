"""25 regions over 500 days by a ladder with two figures, from the database on."""

import random
import statistics
from datetime import date, timedelta
from decimal import Decimal
from time import perf_counter

from django.db import connection
from django.utils import timezone

from coordination.example.services import load_example
from escalation.ladder.queries.assessments import outcomes, regions_of
from escalation.ladder.queries.ladders import by_code
from escalation.regions.models import Indicator, Observation, Region

from .measure import Table

DAYS, BEFORE = 500, 30
FIRST = date(2020, 9, 1)
TIMES, SECONDS = 5, 1.0


def bench(table: Table) -> None:
    """The levels of each day with their grounds, as a replay asks for them."""
    now = timezone.now()
    load_example(at=now, today=timezone.localdate(), on=date(2020, 11, 2), figures=False)
    Observation.objects.bulk_create(_observations(), 5_000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    days = [FIRST + timedelta(days=at) for at in range(DAYS)]

    seconds = statistics.median(_assess(days) for _turn in range(TIMES))
    sentence = f"25 regions over {DAYS} days assessed in {seconds:.2f} s, at most {SECONDS:.0f} s"
    table.remark(sentence, passed=seconds < SECONDS)


def _assess(days: list[date]) -> float:
    began = perf_counter()
    ladder = by_code("v2")
    assert ladder is not None
    found = list(outcomes(ladder, regions_of(ladder), days))
    seconds = perf_counter() - began
    assert len([outcome for outcome in found if outcome.verdict.rank]) == 25 * DAYS
    return seconds


def _observations() -> list[Observation]:
    """A figure of both indicators of v2 for every day, the same in every run."""
    drawn = random.Random(7)  # noqa: S311  figures to measure with, no secrets
    now = timezone.now()
    codes = ("positive_tests", "hospital_admissions_reported")
    return [
        Observation(
            region=region,
            indicator=indicator,
            day=FIRST + timedelta(days=at),
            value=Decimal(drawn.randrange(200)),
            known_at=now,
            recorded_at=now,
        )
        for region in Region.objects.filter(scope="region")
        for indicator in Indicator.objects.filter(code__in=codes)
        for at in range(-BEFORE, DAYS)
    ]
