"""The published rule over the figures of then, beside the levels that were really set."""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from escalation.ladder.example_rows import PUBLISHED
from escalation.ladder.models import Ladder
from escalation.ladder.queries.assessments import outcomes_on
from escalation.regions.models import Indicator, Observation, Region

from .figures import real

COMBINATIONS = {"single": "single", "worst_of": "worst"}


def test_the_bounds_are_those_that_were_published() -> None:
    written = defaultdict(list)
    with real("thresholds.csv").open() as rows:
        for row in csv.DictReader(rows):
            head = (row["version"], row["scope"], row["valid_from"], row["valid_to"])
            key = (*head, COMBINATIONS[row["combination"]], row["indicator"])
            bound = (row["level_name"], Decimal(row["lower"]), row["lower_inclusive"] == "1")
            written[key].append(bound)
    ours = {
        (one.code, one.scope, str(one.valid_from), str(one.valid_to), one.combination, indicator): [
            (level[0].lower(), Decimal(lower), inclusive)
            for level, (lower, inclusive) in zip(one.levels, bounds, strict=True)
        ]
        for one in PUBLISHED
        if one.code != "oefenladder"
        for indicator, bounds in one.bounds.items()
    }
    assert ours == written


@dataclass(frozen=True)
class Official:
    on: date
    region: str
    level: int


def official() -> Iterator[Official]:
    """Every level that was listed or stayed; what was only inferred proves nothing."""
    with real("official_levels.csv").open() as rows:
        for row in csv.DictReader(rows):
            if row["basis"] != "inferred":
                yield Official(date.fromisoformat(row["date"]), row["vr_code"], int(row["level"]))


def load_tests_positive() -> None:
    """The figures of RIVM by region and day, as its file has them."""
    sums: Counter[tuple[str, str, str]] = Counter()
    with real("rivm/COVID-19_aantallen_gemeente_per_dag.csv").open() as rows:
        for row in csv.DictReader(rows, delimiter=";"):
            place = row["Security_region_code"], row["Date_of_publication"], row["Date_of_report"]
            sums[place] += int(row["Total_reported"])
    regions = {one.code: one for one in Region.objects.all()}
    indicator = Indicator.objects.get(code="positive_tests")
    Observation.objects.bulk_create(
        Observation(
            region=regions[code],
            indicator=indicator,
            day=date.fromisoformat(day),
            value=total,
            known_at=datetime.fromisoformat(known).replace(tzinfo=UTC),
            recorded_at=datetime.fromisoformat(known).replace(tzinfo=UTC),
        )
        for (code, day, known), total in sums.items()
        if code
    )


@pytest.mark.once
def test_the_rule_agrees_with_the_levels_that_were_set_but_for_what_was_decided_otherwise(
    published: dict[str, Ladder], capsys: pytest.CaptureFixture[str]
) -> None:
    """v1 and v1b over the seven days that end the day before; what differs was judged by people."""
    rows = list(official())
    load_tests_positive()
    said = {
        (outcome.region.code, on): outcome
        for on in {row.on for row in rows}
        for outcome in outcomes_on(on)
    }
    differ = [row for row in rows if said[row.region, row.on].verdict.rank != row.level]
    with capsys.disabled():
        for row in differ:
            outcome = said[row.region, row.on]
            (figure,) = outcome.verdict.figures
            print(  # noqa: T201  what differs is to be read
                f"{row.on} {row.region} {outcome.ladder.code if outcome.ladder else '-'}: "
                f"rule {outcome.verdict.rank} ({figure.value:.1f}), officially {row.level}"
            )
    ranks = [(said[row.region, row.on].verdict.rank or 0, row.level) for row in rows]
    lower = sum(level < rank for rank, level in ranks)
    higher = sum(level > rank for rank, level in ranks)
    assert (len(rows), len(rows) - len(differ), lower, higher) == (274, 225, 31, 18)
