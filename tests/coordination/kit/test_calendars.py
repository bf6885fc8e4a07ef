"""Calendars from outside, read within bounds."""

from datetime import UTC, datetime

import pytest

from coordination.kit.calendars import NotRead, read_calendar

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
        b"\xff\xfe not a calendar",
        b"x" * (1024 * 1024 + 1),
        ics(*[event("20210319T100000")] * 2001),
        ics(event("20150101T100000", "RRULE:FREQ=DAILY")),
        ics(event("20210319T100000", "RRULE:FREQ=SECONDLY")),
        ics(event("20210319T100000", "RRULE:FREQ=WEEKLY;BYDAY=XX")),
        ics("DTSTART:99999999T999999\r\n"),
        ics(*[event("20210319T100000", "RRULE:FREQ=WEEKLY")] * 101),
        ics(event("00010319T100000", "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30")),
    ],
    ids=["empty", "noise", "large", "many", "long", "seconds", "rule", "moment", "rules", "ages"],
)
def test_what_cannot_be_meant_is_a_sentence(content: bytes) -> None:
    with pytest.raises(NotRead) as refused:
        read_calendar(content, at=NOW)
    assert len(str(refused.value.sentence)) > 20


def test_a_rule_that_never_comes_true_gives_nothing() -> None:
    never = "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"
    assert read_calendar(ics(event("20210319T100000", never)), at=NOW) == []
