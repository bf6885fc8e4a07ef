"""Variants per second: ten thousand ladders over 25 regions and 184 days."""

import random
import resource
from datetime import date, timedelta
from decimal import Decimal
from time import perf_counter

from escalation.lab.replaying.ground import BACK, Ground, Place
from escalation.lab.replaying.results import swept
from escalation.lab.replaying.trials import Trial
from escalation.ladder.models import Measured, Window
from escalation.ladder.queries.rule import Bound, Pace, Rule, Scale

from .measure import Table

VARIANTS, REGIONS, DAYS = 10_000, 25, 184
SECONDS, MEGABYTES = 10.0, 400.0
TESTS = "positive_tests"


def bench(table: Table, number: int = VARIANTS) -> None:
    """Every variant with bounds of its own, half of them slow, all of them measured."""
    drawn = random.Random(7)  # noqa: S311  figures to measure with, no secrets
    ground, trials = _ground(drawn), [_trial(drawn) for _number in range(number)]
    began = perf_counter()
    rows = swept(ground, trials, flip_weeks=2)
    seconds = perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    assert len(rows) == number
    table.remark(
        f"lab: {number:,} variants x {REGIONS} regions x {DAYS} days in {seconds:.1f} s, "
        f"at most {SECONDS:.0f} s; {number / seconds:,.0f} variants per second, "
        f"{peak:.0f} MB of memory at most",
        passed=seconds < SECONDS * max(number / VARIANTS, 1) and peak < MEGABYTES,
    )


def _ground(drawn: random.Random) -> Ground:
    places = tuple(
        Place(f"VR{number:02}", drawn.randrange(250_000, 1_400_000))
        for number in range(1, REGIONS + 1)
    )
    first = date(2020, 7, 1)
    figures = {
        place.code: [
            drawn.randrange(place.population // 8_000) * 100 for _day in range(DAYS + BACK)
        ]
        for place in places
    }
    official = {place.code: [1 + day // 40 % 4 for day in range(DAYS)] for place in places}
    return Ground(places, first, first + timedelta(days=DAYS - 1), {TESTS: figures}, official)


def _trial(drawn: random.Random) -> Trial:
    lowers = [Decimal(0), *sorted(Decimal(one) / 100 for one in drawn.sample(range(1, 60_000), 3))]
    bounds = tuple(Bound(rank, lower, rank == 1) for rank, lower in enumerate(lowers, 1))
    return Trial(
        Rule(
            "try", Window.TRAILING, drawn.choice([5, 7, 14]), Measured.TOTAL, None,
            (Scale(TESTS, 100_000, 3, bounds),),
            Pace(weeks_up=1, weeks_down=drawn.choice([1, 2]), hysteresis=drawn.choice([0, 10])),
        )
    )  # fmt: skip
