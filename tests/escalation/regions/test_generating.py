"""Made-up figures: the same from the same seed, in waves, some booked late, and never mixed."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from escalation.regions.generating import (
    ADMITTED,
    CARE,
    CASES,
    REPORTED,
    Place,
    Wave,
    bookings,
    generate,
    steps,
)
from escalation.regions.models import Indicator, Observation, Origin, Outlier, Region, Scope
from escalation.regions.queries import series
from escalation.regions.services import make_figures

from .conftest import put

FIRST, DAYS = date(2020, 9, 1), 98
LAST = FIRST + timedelta(days=DAYS - 1)
AT = datetime(2020, 12, 8, 8, tzinfo=UTC)
EXPECTED = {
    CASES: [131, 170, 170, 176, 184, 122, 104],
    ADMITTED: [5, 3, 5, 5, 3, 6, 4],
    REPORTED: [2, 5, 3, 5, 5, 3, 6],
    CARE: [2, 1, 2, 0, 2, 2, 1],
}
PLACES = [Place("VR01", 500_000), Place("VR19", 380_000)]


def test_the_same_seed_gives_the_same_figures_and_another_seed_others() -> None:
    made = generate(PLACES, first=FIRST, days=DAYS, seed=7)
    assert made == generate(PLACES, first=FIRST, days=DAYS, seed=7)
    assert made != generate(PLACES, first=FIRST, days=DAYS, seed=8)
    kinds = {(place.code, kind) for place in PLACES for kind in (CASES, ADMITTED, REPORTED, CARE)}
    assert {key: len(days) for key, days in made.items()} == dict.fromkeys(kinds, DAYS)
    assert min(min(days) for days in made.values()) >= 0


def test_a_seed_gives_what_it_gave_before() -> None:
    """Written down once: another draw would change every exercise that is played again."""
    made = generate(PLACES, first=FIRST, days=30, seed=7, waves=[Wave(40, 20)], base=2.5)
    weeks = {kind: made["VR01", kind][20:27] for kind in (CASES, ADMITTED, REPORTED, CARE)}
    assert weeks == EXPECTED


def test_regions_above_a_million_are_four_days_earlier_and_a_fifth_higher() -> None:
    """The draws are the same, so that two sizes of one region differ in nothing else."""
    few, many = (
        [one / people for one in generate([Place("VR17", people)], first=FIRST, days=300, seed=5,
         waves=[Wave(4000, 150)])["VR17", CASES]]
        for people in (1_000_000, 1_000_001)
    )  # fmt: skip
    tops = [max(range(7, 293), key=lambda day, row=row: sum(row[day - 7 : day + 7]))  # type: ignore[misc]  # a row of each
            for row in (few, many)]  # fmt: skip
    assert tops[0] - tops[1] in {3, 4, 5}
    assert 1.15 < sum(many) / sum(few) < 1.25


def test_days_at_a_weekend_count_fewer_cases() -> None:
    made = generate(PLACES, first=FIRST, days=70, seed=3, waves=[Wave(1, 35)], base=20)
    days = [FIRST + timedelta(days=number) for number in range(70)]
    of_day = [
        sum(
            value
            for day, value in zip(days, made["VR01", CASES], strict=True)
            if day.weekday() == n
        )
        for n in range(7)
    ]
    assert max(of_day[5], of_day[6]) < min(of_day[:5])
    assert of_day[6] < of_day[5]


def test_a_wave_rises_and_falls_and_one_place_books_weeks_at_once() -> None:
    made = generate(PLACES, first=FIRST, days=DAYS, seed=7)
    weeks = [sum(made["VR01", CASES][start : start + 7]) for start in range(0, DAYS, 7)]
    top = max(weeks)
    assert weeks.index(top) in range(9, 14)
    assert (weeks[0] < top / 3, weeks[-1] < top) == (True, True)
    highest = {code: max(made[code, REPORTED]) for code in ("VR01", "VR19")}
    usual = {code: max(made[code, ADMITTED]) for code in ("VR01", "VR19")}
    assert [code for code in highest if highest[code] > 2 * usual[code]] in (["VR01"], ["VR19"])


def test_what_is_counted_by_its_own_day_is_booked_bit_by_bit() -> None:
    assert bookings(ADMITTED, 100, 2) == [(0, 55), (1, 80), (2, 92)]
    assert bookings(ADMITTED, 100, 6) == [(0, 100)]
    assert bookings(ADMITTED, 1, 3) == [(0, 0)]
    assert steps(ADMITTED, 100)[-1] == (6, 100)
    assert steps(ADMITTED, 100)[-2] == (5, 99)
    assert bookings(CASES, 100, 0) == [(0, 100)]


def test_made_up_figures_stand_marked_and_leave_alone_what_was_reported(
    make_region: Callable[..., Region], tests_positive: Indicator, admissions: Indicator
) -> None:
    regions = [make_region("VR01"), make_region("VR19")]
    country = make_region("NL", scope=Scope.NATIONAL)
    put(regions[0], tests_positive, FIRST, 7)
    kinds = {"positive_tests": CASES, "hospital_admissions_reported": REPORTED}
    for _twice in range(2):
        make_figures(kinds=kinds, last=LAST, days=DAYS, seed=7, by=None, at=AT)
    assert Observation.objects.filter(indicator=tests_positive).count() == 1
    rows = Observation.objects.filter(indicator=admissions)
    assert (rows.count(), set(rows.values_list("origin", flat=True))) == (3 * DAYS, {"generated"})
    found = series([*regions, country], [admissions], FIRST, LAST)
    first, second, total = (one.values for one in found.values())
    pairs = zip(first, second, strict=True)
    assert [(one or 0) + (other or 0) for one, other in pairs] == total
    assert Outlier.objects.filter(observation__region__in=regions).count() == 1
    newest = rows.order_by("-known_at").values_list("known_at", flat=True)[0]
    assert newest == AT
    assert rows.filter(origin=Origin.REPORTED).count() == 0
