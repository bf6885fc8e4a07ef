import datetime as dt

import pytest
from django.utils import translation

from coordination.kit.due import describe_due

TODAY = dt.date(2020, 11, 3)


@pytest.mark.parametrize(
    ("day", "far"),
    [
        (dt.date(2020, 10, 30), "4 dagen te laat"),
        (dt.date(2020, 11, 2), "1 dag te laat"),
        (dt.date(2020, 11, 3), "vandaag"),
        (dt.date(2020, 11, 4), "morgen"),
        (dt.date(2020, 11, 16), "over 13 dagen"),
        (dt.date(2020, 11, 17), "over 2 weken"),
    ],
)
def test_a_due_date_says_how_far_away_it_is(day: dt.date, far: str) -> None:
    with translation.override("nl"):
        assert describe_due(day=day, today=TODAY).far == far


def test_the_day_itself_is_not_late_and_the_day_after_is() -> None:
    assert not describe_due(day=TODAY, today=TODAY).late
    assert describe_due(day=TODAY, today=TODAY + dt.timedelta(days=1)).late


def test_what_is_done_is_neither_late_nor_far_away() -> None:
    done = describe_due(day=dt.date(2020, 10, 1), today=TODAY, done=True)
    assert (done.late, done.soon, done.far) == (False, False, "")


def test_another_year_is_shown_with_the_year() -> None:
    assert describe_due(day=dt.date(2021, 1, 4), today=TODAY).year
    assert not describe_due(day=dt.date(2020, 12, 31), today=TODAY).year
