"""Working days and offsets, with the holidays and both days on which the clock is changed."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import override

from coordination.kit.workdays import (
    PUBLIC,
    DayBook,
    Offset,
    Unit,
    add_working_days,
    is_working_day,
)

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def wall(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=AMSTERDAM)  # type: ignore[misc, arg-type]  # as many parts as there are


def before(moment: datetime, number: int, unit: Unit) -> str:
    found = Offset(number, unit).before(moment).astimezone(AMSTERDAM)
    return f"{found:%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2020, 11, 2), True),
        (date(2020, 11, 7), False),  # Saturday
        (date(2020, 12, 25), False),  # Friday, Christmas
        (date(2020, 12, 31), True),
        (date(2021, 1, 1), False),
        (date(2021, 4, 5), False),  # Easter Monday
        (date(2021, 4, 27), False),  # King's Day
        (date(2021, 5, 5), True),  # a holiday once in five years
        (date(2025, 5, 5), False),
    ],
)
def test_weekends_and_dutch_holidays_are_no_working_days(day: date, worked: bool) -> None:
    assert is_working_day(day) is worked


def test_working_days_are_counted_over_christmas() -> None:
    assert add_working_days(date(2020, 12, 24), 1) == date(2020, 12, 28)
    assert add_working_days(date(2020, 12, 28), -1) == date(2020, 12, 24)


def test_no_working_days_from_a_sunday_is_the_friday_before() -> None:
    assert add_working_days(date(2020, 11, 8), 0) == date(2020, 11, 6)


def test_an_own_closed_day_is_skipped_and_a_worked_holiday_is_not() -> None:
    book = DayBook(closed={date(2020, 12, 24): "dicht"}, worked=frozenset({date(2020, 12, 25)}))
    assert book.add_working_days(date(2020, 12, 28), -1) == date(2020, 12, 25)
    assert book.add_working_days(date(2020, 12, 28), -2) == date(2020, 12, 23)
    assert book.why_closed(date(2020, 12, 24)) == "dicht"


def test_a_holiday_is_named_in_the_language_of_the_reader() -> None:
    named = []
    for language in ("nl", "en"):
        with override(language):
            named.append(PUBLIC.why_closed(date(2020, 12, 25)))
    assert named == ["Eerste kerstdag", "Christmas Day"]


def test_an_organisation_that_never_works_is_refused() -> None:
    closed = {date.fromordinal(date(2020, 1, 1).toordinal() + n): "dicht" for n in range(3000)}
    with pytest.raises(ValueError, match="five years"):
        DayBook(closed=closed).add_working_days(date(2020, 6, 1), 1)


def test_a_paper_due_a_working_day_before_sunday_is_due_on_friday() -> None:
    assert before(wall(2020, 11, 8, 15), 1, Unit.WORKING_DAYS) == "2020-11-06 15:00"


def test_calendar_days_and_hours_stay_in_the_weekend() -> None:
    assert before(wall(2020, 11, 8, 15), 1, Unit.CALENDAR_DAYS) == "2020-11-07 15:00"
    assert before(wall(2020, 11, 8, 15), 5, Unit.HOURS) == "2020-11-08 10:00"


@pytest.mark.parametrize(
    ("moment", "earlier"),
    [
        (wall(2021, 3, 28, 11), "2021-03-27 11:00"),  # the night of 23 hours
        (wall(2021, 3, 29, 11), "2021-03-28 11:00"),
        (wall(2020, 10, 25, 11), "2020-10-24 11:00"),  # the night of 25 hours
        (wall(2020, 10, 26, 11), "2020-10-25 11:00"),
    ],
)
def test_a_day_earlier_is_the_same_hour_when_the_clock_is_changed(
    moment: datetime, earlier: str
) -> None:
    assert before(moment, 1, Unit.CALENDAR_DAYS) == earlier
    assert before(moment, 24, Unit.HOURS) == earlier


@pytest.mark.parametrize("day", [date(2021, 3, 28), date(2020, 10, 25), date(2020, 11, 4)])
def test_nothing_is_planned_between_two_and_three_at_night(day: date) -> None:
    moment = datetime(day.year, day.month, day.day, 10, 30, tzinfo=AMSTERDAM)
    assert before(moment, 8, Unit.HOURS) == f"{day} 01:59"
    assert before(moment.replace(hour=11, minute=0), 8, Unit.HOURS) == f"{day} 03:00"
