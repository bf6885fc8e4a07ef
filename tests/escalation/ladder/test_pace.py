"""A ladder whose levels wait: so many weeks on end, and a hysteresis below a bound."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from coordination.kit.refusals import Refusal
from escalation.ladder.describing import Words, differences, sentences, slowness
from escalation.ladder.models import Assessment, Ladder, Measured, Window
from escalation.ladder.queries.assessments import outcomes
from escalation.ladder.queries.daily import Daily
from escalation.ladder.queries.ladders import by_code
from escalation.ladder.queries.pacing import paced
from escalation.ladder.queries.rule import Bound, Meter, Pace, Rule, Scale
from escalation.ladder.services.assessing import assess_regions
from escalation.ladder.services.drafting import change_draft, draft_ladder
from escalation.ladder.services.facts import LadderFacts
from escalation.ladder.services.slowness import NotSlow
from escalation.ladder.wording import reason_of
from escalation.regions.models import Region
from tests.cast import MONDAY, Cast

from .figures import Put

START = date(2020, 10, 13)
STEPS = (Decimal(0), Decimal(50), Decimal(150), Decimal(250))
SCALE = Scale(
    "tests",
    None,
    3,
    tuple(Bound(rank, lower, inclusive=rank == 1) for rank, lower in enumerate(STEPS, 1)),
)


def rank_by_day(pace: Pace, *figures: int | None) -> str:
    """A figure of each day from START on, weighed on the day after it; 0: no level."""
    values = [None if one is None else Decimal(one) for one in figures]
    rule = Rule("slow", Window.TRAILING, 1, Measured.TOTAL, None, (SCALE,), pace)
    series = {"tests": Daily(START - timedelta(days=1), values)}
    last = START + timedelta(days=len(figures) - 1)
    found = paced(Meter(rule, 1), series, START, last)
    assert list(found) == [START + timedelta(days=n) for n in range(len(figures))]
    return "".join(str(rank or 0) for rank in found.values())


def test_without_a_pace_a_level_follows_its_figure() -> None:
    assert rank_by_day(Pace(), 10, 60, 160, 60, None, 300, 10) == "1232041"


def test_a_level_rises_once_the_rule_gave_it_every_day_of_two_weeks() -> None:
    high = [60] * 3 + [160] * 7
    assert rank_by_day(Pace(weeks_up=2), 10, *high) == "1" + "1" * 7 + "2" * 3
    # 3 held for seven days only; on the eighth it stands
    assert rank_by_day(Pace(weeks_up=2), 10, *high, 160)[-1] == "3"


def test_a_level_falls_once_the_rule_gave_less_every_day_of_two_weeks() -> None:
    assert rank_by_day(Pace(weeks_down=2), 160, *[10] * 9) == "3" + "3" * 7 + "1" * 2
    # one day above it begins the count again
    assert rank_by_day(Pace(weeks_down=2), 160, *[10] * 5, 160, *[10] * 7)[-1] == "3"


def test_a_day_without_a_figure_begins_the_count_again_and_keeps_what_stood() -> None:
    assert (
        rank_by_day(Pace(weeks_up=2), 10, *[60] * 5, None, *[60] * 8) == "1111110" + "1" * 7 + "2"
    )


def test_a_level_is_left_only_so_far_below_its_bound() -> None:
    """20 per cent below 50 is 40; a bound that itself does not count is held above 40."""
    assert rank_by_day(Pace(hysteresis=20), 60, 45, 41, 40, 45, 51) == "222112"


@given(
    st.lists(st.one_of(st.none(), st.integers(0, 400)), min_size=1, max_size=60),
    st.integers(1, 3),
    st.integers(1, 3),
    st.integers(0, 60),
)
def test_a_slow_level_is_one_that_the_figures_gave_before(
    figures: list[int | None], up: int, down: int, hysteresis: int
) -> None:
    """Of each day: no level where there is no figure, and never one outside what was given."""
    at_once, slow = rank_by_day(Pace(), *figures), rank_by_day(Pace(up, down, hysteresis), *figures)
    for day, (one, other) in enumerate(zip(at_once, slow, strict=True)):
        assert (one == "0") == (other == "0")
        if other != "0":
            given_so_far = [rank for rank in at_once[: day + 1] if rank != "0"]
            assert min(given_so_far) <= other <= max(given_so_far)


@given(
    st.lists(st.one_of(st.none(), st.integers(0, 400)), min_size=20, max_size=90),
    st.integers(0, 60),
    st.integers(1, 3),
    st.integers(1, 3),
    st.integers(0, 60),
)
def test_what_is_known_from_later_on_is_what_is_known_from_the_beginning(
    figures: list[int | None], later: int, up: int, down: int, hysteresis: int
) -> None:
    """Days it cannot know are left out, and once a day is known so are all after it."""
    values = [None if one is None else Decimal(one) for one in figures]
    pace, last = Pace(up, down, hysteresis), START + timedelta(days=len(figures) - 1)
    rule = Rule("slow", Window.TRAILING, 1, Measured.TOTAL, None, (SCALE,), pace)
    meter, series = Meter(rule, 1), {"tests": Daily(START - timedelta(days=1), values)}
    whole = paced(meter, series, START, last)
    start = START + timedelta(days=min(later, len(figures) - 1))
    part = paced(meter, series, start, last, begins=False)
    assert part == {day: whole[day] for day in part}
    ranked = [day for day, rank in part.items() if rank is not None]
    after = [day for day in whole if ranked and day >= min(ranked)]
    assert all(day in part for day in after)


@pytest.fixture
def slow(published: dict[str, Ladder]) -> Ladder:
    """The routekaart of October 2020, had it waited for two weeks on end."""
    ladder = published["v1b"]
    Ladder.objects.filter(pk=ladder.pk).update(weeks_up=2, version=ladder.version + 1)
    Region.objects.exclude(code="VR01").delete()
    Region.objects.update(rate_population=100_000)
    return ladder


def test_an_assessment_counts_every_day_since_the_ladder_came_into_force(
    slow: Ladder, put: Put, english: None
) -> None:
    """1 a day until 19 October and 10 after it: 52 over the seven days before 25 October."""
    put("VR01", 1, date(2020, 10, 19), days=14)
    put("VR01", 10, date(2020, 11, 30), days=42)
    days = [date(2020, 10, 24), date(2020, 10, 25), date(2020, 10, 31), date(2020, 11, 1)]
    found = [assess_regions(on=day, by=None, at=MONDAY)[0] for day in days]
    assert [one.verdict.at_once for one in found] == [1, 2, 2, 2]
    # 1 November is the eighth day on end
    assert [one.verdict.rank for one in found] == [1, 1, 1, 2]
    waiting = "By its figures alone level 2; this ladder waits before a level changes."
    assert [reason_of(one) for one in found] == ["", waiting, waiting, ""]
    kept = Assessment.objects.order_by("on").values_list("level__rank", flat=True)
    assert list(kept) == [1, 1, 1, 2]


@pytest.mark.parametrize(
    ("figure", "asked"),
    # within 20 per cent below the bound it passed long ago: only those days say which level stands
    [(42, 1), (6, 3)],
)
def test_figures_are_read_from_as_far_back_as_they_may_say_something(
    slow: Ladder, put: Put, figure: int, asked: int
) -> None:
    """A year and more of figures that lead to the same level as when all of them are read."""
    Ladder.objects.filter(pk=slow.pk).update(hysteresis=20, weeks_up=1, valid_to=None)
    put("VR01", 10, date(2021, 12, 31), days=450)
    put("VR01", figure, date(2021, 12, 31), days=440)
    put("VR01", 8, date(2020, 11, 30), days=7)
    day = date(2022, 1, 1)
    with CaptureQueriesContext(connection) as questions:
        (found,) = outcomes(_ladder(slow), Region.objects.all(), [day])
    read = [one["sql"] for one in questions if '"regions_observation"' in one["sql"]]
    assert len(read) == asked
    assert found == next(
        one for one in outcomes(_ladder(slow), Region.objects.all(), _days(slow, day))
        if one.on == day
    )  # fmt: skip


def _ladder(ladder: Ladder) -> Ladder:
    found = by_code(ladder.code)
    assert found is not None
    return found


def _days(ladder: Ladder, last: date) -> list[date]:
    assert ladder.valid_from is not None
    span = (last - ladder.valid_from).days
    return [ladder.valid_from + timedelta(days=n) for n in range(span + 1)]


def test_a_draft_holds_weeks_and_hysteresis_in_plain_words(
    published: dict[str, Ladder], cast: Cast, english: None
) -> None:
    draft = draft_ladder(based_on=published["v1b"], code="v4", by=cast.coordinator, at=MONDAY)
    old = _facts("v4")
    assert slowness(old) == []
    wanted = replace(old, weeks_up=2, weeks_down=3, hysteresis=10)
    change_draft(ladder=draft, facts=wanted, version=1, by=cast.coordinator, at=MONDAY)
    assert _facts("v4") == wanted
    words = Words.of_all()
    said = [
        "A level rises after 2 weeks on end.",
        "A level falls after 3 weeks on end.",
        "A level is left downwards only 10 per cent below its bound.",
    ]
    assert slowness(wanted) == said
    assert [one for one in sentences(wanted, words) if one in said] == said
    assert differences(old, wanted, words) == [
        "A level rises at once → A level rises after 2 weeks on end",
        "A level falls at once → A level falls after 3 weeks on end",
        f"A level is left at the bound itself → {said[2][:-1]}",
    ]


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("weeks_up", 0, "1 to 8 weeks"),
        ("weeks_down", 9, "1 to 8 weeks"),
        ("hysteresis", 91, "0 to 90 per cent"),
        ("hysteresis", 70, "At most 66 per cent"),
    ],
)
def test_a_pace_that_no_level_can_keep_is_refused(
    published: dict[str, Ladder], cast: Cast, english: None, field: str, value: int, words: str
) -> None:
    draft = draft_ladder(based_on=published["v1b"], code="v4", by=cast.coordinator, at=MONDAY)
    pace: Any = {field: value}
    facts = replace(_facts("v4"), **pace)
    with pytest.raises(Refusal) as refused:
        change_draft(ladder=draft, facts=facts, version=1, by=cast.coordinator, at=MONDAY)
    assert (type(refused.value), refused.value.field) == (NotSlow, field)
    assert words in str(refused.value.sentence)


def _facts(code: str) -> LadderFacts:
    found = by_code(code)
    assert found is not None
    return LadderFacts.of(found)
