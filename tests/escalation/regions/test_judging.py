"""A figure that stands out: flagged, judged with a reason, and taken back."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from coordination.audit.models import AuditEvent
from coordination.kit.refusals import NotAllowed, Refusal, Stale
from escalation.regions.models import Handling, Indicator, Observation, Origin, Outlier, Region
from escalation.regions.outlying import expected_of
from escalation.regions.queries import series
from escalation.regions.services import Judgement, judge_outlier, reopen_outlier
from tests.cast import Cast

from .conftest import put

AT = datetime(2020, 12, 12, 9, tzinfo=UTC)
DAY = date(2020, 12, 11)
WEEK = [Decimal(value) for value in (8, 9, 10, 11, 10, 9)]


@pytest.fixture
def outlier(groningen: Region, admissions: Indicator) -> Outlier:
    """162 after a week of some ten a day."""
    rows = put(groningen, admissions, DAY - timedelta(days=6), *WEEK, 162)
    return Outlier.objects.create(observation=rows[-1], expected=Decimal(10))


def judge(outlier: Outlier, cast: Cast, handling: Handling, **more: int) -> Outlier:
    judgement = Judgement(handling, "Inhaalslag na storing.", **more)
    version = more.pop("version", outlier.version)
    return judge_outlier(
        outlier=outlier, judgement=judgement, version=version, by=cast.coordinator, at=AT
    )


def values(outlier: Outlier, known_at: datetime | None = None) -> list[Decimal | None]:
    seen = outlier.observation
    found = series([seen.region], [seen.indicator], DAY - timedelta(days=6), DAY, known_at)
    return found[seen.region_id, seen.indicator_id].values


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ([10.0] * 14 + [162.0], 10.0),
        ([0.0] * 14 + [20.0], 0.0),
        ([0.0] * 14 + [19.0], None),
        ([10.0] * 14 + [41.0], None),
        ([10.0] * 14 + [42.0], 10.0),
        ([10.0] * 6 + [162.0], None),
        ([None] * 8 + [10.0] * 6 + [162.0], None),
        ([100.0, 300.0] * 7 + [900.0], None),
        ([100.0 * 1.2**day for day in range(15)], None),
    ],
)
def test_what_stands_far_above_its_days_is_flagged_and_growth_is_not(
    days: list[float | None], expected: float | None
) -> None:
    assert expected_of(days, len(days) - 1) == expected


def test_accepting_changes_no_figure_and_records_why(outlier: Outlier, cast: Cast) -> None:
    judged = judge(outlier, cast, Handling.ACCEPTED)
    assert (judged.handling, judged.reason) == ("accepted", "Inhaalslag na storing.")
    assert (judged.handled_by, judged.handled_at) == (cast.coordinator, AT)
    assert values(outlier) == [*WEEK, 162]
    event = AuditEvent.objects.get(action="regions.outlier_accepted")
    assert event.dossier == outlier.observation.region_id


def test_clipping_puts_the_expected_value_beside_the_reported_one(
    outlier: Outlier, cast: Cast
) -> None:
    judge(outlier, cast, Handling.CLIPPED)
    assert values(outlier) == [*WEEK, 10]
    assert values(outlier, AT - timedelta(seconds=1)) == [*WEEK, 162]
    [clipped] = Observation.objects.filter(origin=Origin.HANDLED)
    assert (clipped.day, clipped.known_at) == (DAY, AT)


def test_spreading_keeps_the_total(outlier: Outlier, cast: Cast) -> None:
    judge(outlier, cast, Handling.SPREAD, days=7)
    assert values(outlier) == [29, 30, 32, 33, 32, 31, 32]
    assert sum(value or 0 for value in values(outlier)) == sum(WEEK) + 162


def test_a_judgement_can_be_taken_back_and_made_again(outlier: Outlier, cast: Cast) -> None:
    judged = judge(outlier, cast, Handling.SPREAD, days=7)
    later = AT + timedelta(hours=1)
    opened = reopen_outlier(outlier=judged, version=judged.version, by=cast.coordinator, at=later)
    assert (opened.handling, opened.handled_at, values(outlier)) == ("open", None, [*WEEK, 162])
    with pytest.raises(Refusal, match="nog worden beoordeeld"):
        reopen_outlier(outlier=opened, version=opened.version, by=cast.coordinator, at=later)
    judge(opened, cast, Handling.ACCEPTED)


def test_taking_back_leaves_what_was_reported_anew_since(
    outlier: Outlier, groningen: Region, admissions: Indicator, cast: Cast
) -> None:
    judged = judge(outlier, cast, Handling.CLIPPED)
    put(groningen, admissions, DAY, 12, known_at=AT + timedelta(minutes=1))
    reopen_outlier(outlier=judged, version=2, by=cast.coordinator, at=AT + timedelta(hours=1))
    assert values(outlier)[-1] == 12


def test_a_judgement_needs_a_reason_a_right_and_the_present_version(
    outlier: Outlier, cast: Cast
) -> None:
    why = Judgement(Handling.ACCEPTED, " ")
    with pytest.raises(Refusal, match="Zeg waarom"):
        judge_outlier(outlier=outlier, judgement=why, version=1, by=cast.coordinator, at=AT)
    why = Judgement(Handling.ACCEPTED, "Klopt.")
    with pytest.raises(NotAllowed):
        judge_outlier(outlier=outlier, judgement=why, version=9, by=cast.lead, at=AT)
    with pytest.raises(Stale):
        judge_outlier(outlier=outlier, judgement=why, version=9, by=cast.coordinator, at=AT)
    with pytest.raises(Refusal, match="Spreid over"):
        judge(outlier, cast, Handling.SPREAD, days=1)
    judged = judge(outlier, cast, Handling.ACCEPTED)
    with pytest.raises(Refusal, match="al beoordeeld"):
        judge(judged, cast, Handling.CLIPPED)
    assert values(outlier) == [*WEEK, 162]


@pytest.mark.parametrize(
    ("values", "flagged"),
    [
        ([4, 6, 3, 7, 5, 2, 8, 5, 4, 6, 190], True),  # 190 of 201 of a country in one region
        ([0] * 10 + [188] + [0] * 7, True),
        ([8, 9, 30, 9, 8, 10, 35, 9, 8, 33, 9, 10, 31], False),  # a rhythm of batches
        ([10, 12, 15, 19, 25, 33, 42, 55, 70, 90, 116], False),  # a wave
        ([0, 1, 0, 0, 2, 0, 1, 0, 19], False),
        ([5, 190], False),  # too few days to know what is usual
    ],
)
def test_a_bulk_stands_out_and_a_wave_or_a_rhythm_does_not(
    values: list[float], flagged: bool
) -> None:
    found = [place for place in range(len(values)) if expected_of(values, place) is not None]
    assert found == ([values.index(max(values))] if flagged else [])
