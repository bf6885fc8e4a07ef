"""Calendars from outside, read within bounds."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from coordination.kit.calendars_read import NotRead, Read, read_calendar

NOW = datetime(2021, 3, 1, tzinfo=UTC)


def ics(*events: str) -> bytes:
    blocks = [f"BEGIN:VEVENT\r\nUID:{n}\r\n{event}END:VEVENT\r\n" for n, event in enumerate(events)]
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{''.join(blocks)}END:VCALENDAR\r\n".encode()


def event(start: str, *more: str) -> str:
    lines = (f"DTSTART;TZID=Europe/Amsterdam:{start}", "SUMMARY:Ministerraad", *more)
    return "".join(f"{line}\r\n" for line in lines)


def test_a_weekly_event_keeps_its_hour_when_the_clock_changes() -> None:
    read = read_calendar(ics(event("20210319T100000", "RRULE:FREQ=WEEKLY;COUNT=3")), at=NOW)
    assert [one.starts_at.strftime("%d %H:%M") for one in read] == [
        "19 09:00",
        "26 09:00",
        "02 08:00",
    ]


def test_days_left_out_and_an_end_are_kept_to() -> None:
    rule = "RRULE:FREQ=WEEKLY;UNTIL=20210402T080000Z"
    left_out = "EXDATE;TZID=Europe/Amsterdam:20210326T100000"
    read = read_calendar(ics(event("20210319T100000", rule, left_out)), at=NOW)
    assert [one.starts_at.day for one in read] == [19, 2]


def test_an_endless_event_ends_after_two_years() -> None:
    read = read_calendar(ics(event("20210319T100000", "RRULE:FREQ=WEEKLY")), at=NOW)
    assert (len(read), read[-1].starts_at.year) == (102, 2023)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"BEGIN:VCALENDAR\r\nSUMMARY:caf\xe9",
        ics(event("20210319T100000")).decode().encode("utf-16"),
        ics(event("20210319T100000", "LOCATION:Zaal \x00 3")),
        ics(event("20210319T100000", "DURATION:-PT1H")),
        b"x" * (1024 * 1024 + 1),
        ics(*[event("20210319T100000")] * 2001),
        ics(event("20210301T080000", "RRULE:FREQ=DAILY;BYHOUR=8,9,10")),
        ics(event("20000301T080000", "RRULE:FREQ=DAILY;BYHOUR=8,9,10")),
        ics(event("20210319T100000", "RRULE:FREQ=SECONDLY")),
        ics(event("20210319T100000", "RRULE:FREQ=WEEKLY;BYDAY=XX")),
        ics("DTSTART:99999999T999999\r\n"),
        ics(*[event("20210319T100000", "RRULE:FREQ=WEEKLY")] * 101),
        ics(event("00010319T100000", "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30")),
    ],
    ids=[
        "empty",
        "latin",
        "utf-16",
        "nul",
        "backward",
        "large",
        "many",
        "long",
        "steps",
        "seconds",
        "rule",
        "moment",
        "rules",
        "ages",
    ],
)
def test_what_cannot_be_meant_is_a_sentence(content: bytes) -> None:
    with pytest.raises(NotRead) as refused:
        read_calendar(content, at=NOW)
    assert len(str(refused.value.sentence)) > 20


def test_a_rule_that_never_comes_true_gives_nothing() -> None:
    never = "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"
    assert read_calendar(ics(event("20210319T100000", never)), at=NOW) == []


OUTLOOK = """BEGIN:VTIMEZONE
TZID:W. Europe Standard Time
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
"""


def outlook(*lines: str) -> bytes:
    """A calendar with one weekly event at eleven, and more events, as Outlook writes them."""
    zone = "TZID=W. Europe Standard Time"
    event = f"BEGIN:VEVENT\nUID:a\nDTSTART;{zone}:20210319T110000\nDTEND;{zone}:20210319T123000\n"
    rule = "RRULE:FREQ=WEEKLY;COUNT=3\nSUMMARY:Ministerraad\nEND:VEVENT\n"
    more = "".join(f"BEGIN:VEVENT\nUID:a\n{one}END:VEVENT\n" for one in lines).format(zone=zone)
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\n{OUTLOOK}{event}{rule}{more}END:VCALENDAR\n"
    return text.replace("\n", "\r\n").encode()


def here(one: Read) -> str:
    return f"{timezone.localtime(one.starts_at):%d-%m %H:%M}"


def test_eleven_in_outlook_s_amsterdam_stays_eleven_summer_and_winter() -> None:
    assert [here(one) for one in read_calendar(outlook(), at=NOW)] == [
        "19-03 11:00",
        "26-03 11:00",
        "02-04 11:00",
    ]
    assert {one.ends_at - one.starts_at for one in read_calendar(outlook(), at=NOW)} == {
        timedelta(minutes=90)
    }


def test_a_time_that_was_moved_by_itself_stands_once_under_its_own_hour() -> None:
    moved = "RECURRENCE-ID;{zone}:20210326T110000\nDTSTART;{zone}:20210325T153000\n"
    read = read_calendar(outlook(moved), at=NOW)
    assert [here(one) for one in read] == ["19-03 11:00", "25-03 15:30", "02-04 11:00"]
    assert read[1].recurs_at == datetime(2021, 3, 26, 10, tzinfo=UTC)


def test_a_time_that_was_cancelled_by_itself_is_told_so() -> None:
    gone = (
        "RECURRENCE-ID;{zone}:20210326T110000\nDTSTART;{zone}:20210326T110000\nSTATUS:CANCELLED\n"
    )
    assert [one.is_cancelled for one in read_calendar(outlook(gone), at=NOW)] == [
        False,
        True,
        False,
    ]


def test_a_day_alone_is_a_whole_day_and_a_long_series_is_read_from_a_month_back() -> None:
    [day] = read_calendar(ics("DTSTART;VALUE=DATE:20210319\r\n"), at=NOW)
    assert (day.whole_day, day.ends_at - day.starts_at) == (True, timedelta(days=1))
    read = read_calendar(ics(event("20150102T100000", "RRULE:FREQ=WEEKLY")), at=NOW)
    assert here(read[0]) == "29-01 10:00"
