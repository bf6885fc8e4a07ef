"""Due dates as people type them, seen from Monday 2 November 2020 unless said otherwise."""

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from coordination.kit.dates import EMPTY, DueRead, Kind, Meetings, read_due

MONDAY = date(2020, 11, 2)
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def at(day_of_november: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2020, 11, day_of_november, hour, minute, tzinfo=AMSTERDAM)


CALENDAR = Meetings(
    {
        None: (at(5, 10),),
        "ACC": (at(3, 16, 30), at(5, 9)),
        "MCC": (at(6, 14),),
        "Catshuis": (date(2020, 11, 8),),
        "BWO": (),
    }
)


def read_one(text: str, on: date = MONDAY) -> DueRead:
    [due] = read_due(text, on=on, calendar=CALENDAR)
    return due


def day(text: str) -> date:
    return date.fromisoformat(text)


EXACT = [
    # a day and its time
    ("woensdag eind van de dag", "2020-11-04", "17:30"),
    ("uiterlijk woensdag eind van de dag", "2020-11-04", "17:30"),
    ("woensdag einde dag", "2020-11-04", "17:30"),
    ("woensdag eod", "2020-11-04", "17:30"),
    ("cob Friday", "2020-11-06", "17:30"),
    ("by Wednesday end of day", "2020-11-04", "17:30"),
    ("by end of day Wednesday", "2020-11-04", "17:30"),
    ("eind van de dag", "2020-11-02", "17:30"),
    ("vóór vrijdag 17u", "2020-11-06", "17:00"),
    ("voor vrijdag 17u", "2020-11-06", "17:00"),
    ("vóór vrijdag 17.30 uur", "2020-11-06", "17:30"),
    ("vrijdag om 17 uur", "2020-11-06", "17:00"),
    ("vrijdag vóór 12 uur", "2020-11-06", "12:00"),
    ("17u op vrijdag", "2020-11-06", "17:00"),
    ("voor 12 uur morgen", "2020-11-03", "12:00"),
    ("before Friday 5pm", "2020-11-06", "17:00"),
    ("vrijdag om 3 uur 's middags", "2020-11-06", "15:00"),
    ("vrijdag 3u ’s middags", "2020-11-06", "15:00"),
    ("vrijdag 15u 's middags", "2020-11-06", "15:00"),
    ("wo 8 uur 's avonds", "2020-11-04", "20:00"),
    ("do 10 uur 's ochtends", "2020-11-05", "10:00"),
    ("12 uur 's nachts", "2020-11-02", "23:59"),
    ("Friday 3 o'clock in the afternoon", "2020-11-06", "15:00"),
    ("Friday at 9 in the morning", "2020-11-06", "09:00"),
    ("vrijdag 03:00", "2020-11-06", "03:00"),
    ("wo rond 12u", "2020-11-04", "12:00"),
    ("Weds eod", "2020-11-04", "17:30"),
    ("Friday before 5 p.m.", "2020-11-06", "17:00"),
    ("by Friday noon", "2020-11-06", "12:00"),
    ("do 5 nov 14.00", "2020-11-05", "14:00"),
    ("donderdag 11:00-11:30", "2020-11-05", "11:30"),
    ("vanavond 21.00", "2020-11-02", "21:00"),
    ("vrijdag 24:00", "2020-11-06", "23:59"),
    ("17u", "2020-11-02", "17:00"),
    ("17:30", "2020-11-02", "17:30"),
    ("17.30 uur", "2020-11-02", "17:30"),
    ("om 9 uur", "2020-11-02", "09:00"),
    ("noon", "2020-11-02", "12:00"),
    ("12 uur", "2020-11-02", "12:00"),
    # parts of the day: by their end; before them: by their start
    ("vanmiddag", "2020-11-02", "17:30"),
    ("vanavond", "2020-11-02", "23:00"),
    ("morgenochtend", "2020-11-03", "12:00"),
    ("tomorrow morning", "2020-11-03", "12:00"),
    ("vrijdagmiddag", "2020-11-06", "17:30"),
    ("vóór vrijdagmiddag", "2020-11-06", "12:00"),
    ("vrijdag ochtend", "2020-11-06", "12:00"),
    ("tonight", "2020-11-02", "23:00"),
    # the day itself, and the day before
    ("uiterlijk wo 4 nov", "2020-11-04", ""),
    ("by Wed 4 Nov", "2020-11-04", ""),
    ("voor vrijdag", "2020-11-05", ""),
    ("vóór 6 november", "2020-11-05", ""),
    ("before Friday", "2020-11-05", ""),
    ("vóór 1 december", "2020-11-30", ""),
    ("voor maandag", "2020-11-08", ""),
    ("vóór morgen", "2020-11-02", ""),
    ("t/m vrijdag", "2020-11-06", ""),
    ("tot en met vrijdag", "2020-11-06", ""),
    ("uiterlijk vrijdag", "2020-11-06", ""),
    ("uiterlijk op vrijdag", "2020-11-06", ""),
    ("no later than Friday", "2020-11-06", ""),
    ("vrijdag uiterlijk", "2020-11-06", ""),
    ("Friday at the latest", "2020-11-06", ""),
    ("deadline: vrijdag", "2020-11-06", ""),
    ("Termijn: 12-11", "2020-11-12", ""),
    ("per 1 december", "2020-12-01", ""),
    ("tot vrijdag", "2020-11-06", ""),
    # counted from the meeting
    ("vandaag", "2020-11-02", ""),
    ("vandaag nog", "2020-11-02", ""),
    ("today", "2020-11-02", ""),
    ("morgen", "2020-11-03", ""),
    ("tomorrow", "2020-11-03", ""),
    ("overmorgen", "2020-11-04", ""),
    ("the day after tomorrow", "2020-11-04", ""),
    ("over een week", "2020-11-09", ""),
    ("over twee weken", "2020-11-16", ""),
    ("two weeks from now", "2020-11-16", ""),
    ("over 10 dgn", "2020-11-12", ""),
    ("di a.s.", "2020-11-03", ""),
    ("uiterlijk 1/12", "2020-12-01", ""),
    ("1 Dec.", "2020-12-01", ""),
    ("UITERLIJK WO 4 NOV", "2020-11-04", ""),
    ("Vandaag EOD", "2020-11-02", "17:30"),
    ("Friday noon", "2020-11-06", "12:00"),
    ("in two weeks", "2020-11-16", ""),
    ("over 10 dagen", "2020-11-12", ""),
    ("binnen 48 uur", "2020-11-04", ""),
    ("within 48 hours", "2020-11-04", ""),
    ("within 36 hours", "2020-11-04", ""),
    ("binnen 5 werkdagen", "2020-11-09", ""),
    ("over een maand", "2020-12-02", ""),
    ("dinsdag over een week", "2020-11-10", ""),
    ("vrijdag over twee weken", "2020-11-20", ""),
    # weekdays
    ("maandag", "2020-11-09", ""),
    ("vrijdag a.s. 17:00", "2020-11-06", "17:00"),
    ("maandag komende week", "2020-11-09", ""),
    ("Friday week", "2020-11-13", ""),
    ("a week on Friday", "2020-11-13", ""),
    ("over een half jaar", "2021-05-02", ""),
    ("eind v/d dag", "2020-11-02", "17:30"),
    ("ma", "2020-11-09", ""),
    ("wo", "2020-11-04", ""),
    ("Sunday", "2020-11-08", ""),
    ("aanstaande vrijdag", "2020-11-06", ""),
    ("komende vrijdag", "2020-11-06", ""),
    ("aankomende vrijdag", "2020-11-06", ""),
    ("a.s. vrijdag", "2020-11-06", ""),
    ("this Friday", "2020-11-06", ""),
    ("deze week vrijdag", "2020-11-06", ""),
    ("volgende week vrijdag", "2020-11-13", ""),
    ("vrijdag volgende week", "2020-11-13", ""),
    ("Friday of next week", "2020-11-13", ""),
    ("woensdag in week 48", "2020-11-25", ""),
    # written dates
    ("12-11", "2020-11-12", ""),
    ("12/11", "2020-11-12", ""),
    ("12.11", "2020-11-12", ""),
    ("12-11-2020", "2020-11-12", ""),
    ("12/11/20", "2020-11-12", ""),
    ("12.11.2020", "2020-11-12", ""),
    ("2020-11-12", "2020-11-12", ""),
    ("20 november", "2020-11-20", ""),
    ("20 nov. 2020", "2020-11-20", ""),
    ("20 nov '20", "2020-11-20", ""),
    ("20-nov-2020", "2020-11-20", ""),
    ("vr. 20 nov.", "2020-11-20", ""),
    ("vrijdag 6/11", "2020-11-06", ""),
    ("uiterlijk 5-2", "2021-02-05", ""),
    ("nov 12", "2020-11-12", ""),
    ("November 12", "2020-11-12", ""),
    ("November 12th, 2020", "2020-11-12", ""),
    ("12th of November", "2020-11-12", ""),
    ("Thursday the 12th", "2020-11-12", ""),
    ("woensdag de 4e", "2020-11-04", ""),
    ("uiterlijk de 12e", "2020-11-12", ""),
    ("15 jan", "2021-01-15", ""),
    ("5 May", "2021-05-05", ""),
    ("3 maart", "2021-03-03", ""),
]

FUZZY = [
    ("in de loop van volgende week", "2020-11-13"),
    ("in the course of next week", "2020-11-13"),
    ("later deze week", "2020-11-06"),
    ("begin november", "2020-11-10"),
    ("eind volgende week", "2020-11-13"),
    ("by end of next week", "2020-11-13"),
    ("by EOW", "2020-11-06"),
    ("by month end", "2020-11-30"),
    ("per ommegaande", "2020-11-09"),
    ("per omgaande", "2020-11-09"),
    ("early November", "2020-11-10"),
    ("medio november", "2020-11-20"),
    ("half november", "2020-11-20"),
    ("halverwege november", "2020-11-20"),
    ("mid-November", "2020-11-20"),
    ("eind november", "2020-11-30"),
    ("end of November", "2020-11-30"),
    ("late November", "2020-11-30"),
    ("vóór eind november", "2020-11-30"),
    ("vóór begin december", "2020-11-30"),
    ("vóór december", "2020-11-30"),
    ("nov/dec", "2020-12-31"),
    ("dec/jan", "2021-01-31"),
    ("dec - feb", "2021-02-28"),
    ("dec – feb", "2021-02-28"),
    ("eind nov/begin dec", "2020-12-10"),
    ("november 2020", "2020-11-30"),
    ("in november", "2020-11-30"),
    ("(nov)", "2020-11-30"),
    ("deze week", "2020-11-06"),
    ("volgende week", "2020-11-13"),
    ("next week", "2020-11-13"),
    ("begin volgende week", "2020-11-10"),
    ("eind volgende week", "2020-11-13"),
    ("eind van de week", "2020-11-06"),
    ("end of the week", "2020-11-06"),
    ("vóór het weekend", "2020-11-06"),
    ("deze maand", "2020-11-30"),
    ("eind van de maand", "2020-11-30"),
    ("volgende maand", "2020-12-31"),
    ("eind van het jaar", "2020-12-31"),
    ("begin 2021", "2021-03-31"),
    ("week 48", "2020-11-27"),
    ("wk 48", "2020-11-27"),
    ("in de week van 16 november", "2020-11-20"),
    ("Q1 2021", "2021-03-31"),
    ("eerste kwartaal 2021", "2021-03-31"),
    ("12/13 november", "2020-11-13"),
    ("12 t/m 13 november", "2020-11-13"),
    ("uiterlijk in weekend 14/15 november", "2020-11-15"),
    ("28 nov - 2 dec", "2020-12-02"),
    ("wo/do", "2020-11-05"),
    ("eerste helft van december", "2020-12-15"),
    ("2e helft november", "2020-11-30"),
    ("eerste week van december", "2020-12-07"),
    ("week 46/47", "2020-11-20"),
    ("eind v/d week", "2020-11-06"),
    ("rond 20 november", "2020-11-20"),
    ("over een week of twee", "2020-11-16"),
    ("de komende twee weken", "2020-11-16"),
    ("z.s.m.", "2020-11-09"),
    ("zsm", "2020-11-09"),
    ("zo snel mogelijk", "2020-11-09"),
    ("asap", "2020-11-09"),
]

ANCHORED = [
    ("volgend overleg", "2020-11-05", "10:00"),
    ("het volgende overleg", "2020-11-05", "10:00"),
    ("next meeting", "2020-11-05", "10:00"),
    ("vóór het overleg van donderdag", "2020-11-05", "10:00"),
    ("vóór de ACC", "2020-11-03", "16:30"),
    ("voor de acc", "2020-11-03", "16:30"),
    ("vóór ACC donderdag", "2020-11-05", "09:00"),
    ("before the MCC", "2020-11-06", "14:00"),
    ("Before The ACC", "2020-11-03", "16:30"),
    ("voor de eerstkomende ACC", "2020-11-03", "16:30"),
    ("vóór MCC vrijdag", "2020-11-06", "14:00"),
    ("volgende MCC", "2020-11-06", "14:00"),
    ("voor het Catshuis", "2020-11-07", ""),
    ("uiterlijk twee dagen voor de MCC", "2020-11-04", ""),
    ("twee dagen voor de MCC", "2020-11-04", ""),
    ("de dag voor het volgende overleg", "2020-11-04", ""),
    ("24 uur voor de MCC", "2020-11-05", "14:00"),
]

WITHOUT_A_DAY = [
    ("n.t.b.", Kind.UNRESOLVED),
    ("ntb", Kind.UNRESOLVED),
    ("tbd", Kind.UNRESOLVED),
    ("t.b.d.", Kind.UNRESOLVED),
    ("nader te bepalen", Kind.UNRESOLVED),
    ("volgende vrijdag", Kind.UNRESOLVED),
    ("next Friday", Kind.UNRESOLVED),
    ("vóór de BWO", Kind.UNRESOLVED),
    ("vóór de XYZ", Kind.UNRESOLVED),
    ("vóór MCC donderdag", Kind.UNRESOLVED),
    ("30-2", Kind.WRONG),
    ("uiterlijk 31-13", Kind.WRONG),
    ("31 november", Kind.WRONG),
    ("29 februari", Kind.WRONG),
    ("12-11-0000", Kind.WRONG),
    ("12-11-9999", Kind.WRONG),
    ("uiterlijk 0000", Kind.WRONG),
    ("uiterlijk 9999", Kind.WRONG),
    ("2020-13-45", Kind.WRONG),
    ("wo 5 nov", Kind.WRONG),
    ("vrijdag 12-11", Kind.WRONG),
    ("vrijdag 25:00", Kind.WRONG),
    ("vrijdag 3 uur", Kind.WRONG),
    ("vrijdag om 3:30", Kind.WRONG),
    ("uiterlijk wo 5u", Kind.WRONG),
    ("week 60", Kind.WRONG),
]

ORDINARY = [
    "mei", "mama", "do you know", "that is what we do", "stap 3 en 4", "1 op 1", "5 van 7",
    "100.000", "LT2", "MLT3-12", "art. 12", "art. 12.11", "10 mensen", "10-12 mensen bellen",
    "week", "24/7", "A4", "zo doen we dat", "dat blijft zo", "voor de zomer", "they may come",
    "we sat in the sun", "we march on", "in a second", "versie 0.2", "R is nu 1.12", "2020-0042",
    "bel Jan 3 keer", "voor VWS",
    "het overleg van afgelopen vrijdag",
    "de cijfers van 2 november", "sinds maandag", "vrijdag jl.", "last Friday", "50/50",
    "070-1234567", "goedemorgen allen", "10.30 procent", "halverwege de zaal",
    "in de MCC besproken",
    "elke vrijdag",
    "wekelijks op maandag",
    "een half jaar",
    "het overleg duurt 3 uur",
    "na de ACC",
]  # fmt: skip


@pytest.mark.parametrize(("text", "on", "at"), EXACT)
def test_a_date_is_read(text: str, on: str, at: str) -> None:
    due = read_one(text)
    assert (due.kind, due.on, due.problem) == (Kind.EXACT, day(on), "")
    assert due.time == (time.fromisoformat(at) if at else None)
    assert due.words == text


@pytest.mark.parametrize(("text", "on"), FUZZY)
def test_a_fuzzy_date_keeps_its_words_and_has_a_last_day(text: str, on: str) -> None:
    due = read_one(text)
    assert (due.fuzzy, due.on, due.time, due.problem) == (True, day(on), None, "")
    assert due.words == text.strip("()")


@pytest.mark.parametrize(("text", "on", "at"), ANCHORED)
def test_a_date_hangs_on_a_meeting(text: str, on: str, at: str) -> None:
    due = read_one(text)
    assert (due.kind, due.on, due.problem) == (Kind.ANCHOR, day(on), "")
    assert due.time == (time.fromisoformat(at) if at else None)


@pytest.mark.parametrize(("text", "kind"), WITHOUT_A_DAY)
def test_what_is_not_known_is_flagged_and_never_guessed(text: str, kind: Kind) -> None:
    due = read_one(text)
    assert (due.kind, due.on, due.words) == (kind, None, text)
    assert str(due.problem)


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_text_holds_no_date(text: str) -> None:
    assert read_due(text, on=MONDAY, calendar=CALENDAR) == []


@pytest.mark.parametrize(
    ("text", "seen_from", "on"),
    [
        ("15 jan", "2020-12-31", "2021-01-15"),
        ("1-1", "2020-12-31", "2021-01-01"),
        ("morgen", "2020-12-31", "2021-01-01"),
        ("vrijdag", "2020-12-31", "2021-01-01"),
        ("volgende week", "2020-12-28", "2021-01-08"),
        ("begin januari", "2020-12-31", "2021-01-10"),
        ("dec/jan", "2021-01-15", "2021-01-31"),
        ("week 1", "2020-12-28", "2021-01-08"),
        ("week 53", "2020-12-21", "2021-01-01"),
        ("Q1", "2020-12-31", "2021-03-31"),
        ("volgende maand", "2020-12-31", "2021-01-31"),
        ("over een maand", "2021-01-31", "2021-02-28"),
        ("eind van de maand", "2020-02-03", "2020-02-29"),
        ("eind februari", "2020-02-03", "2020-02-29"),
        ("29 februari", "2020-02-03", "2020-02-29"),
        ("29 februari", "2023-11-06", "2024-02-29"),
        ("voor 1 maart", "2020-02-28", "2020-02-29"),
        ("zondag", "2021-03-26", "2021-03-28"),
        ("deze week", "2020-11-07", "2020-11-08"),
        ("volgende week", "2020-11-08", "2020-11-13"),
        ("volgende vrijdag", "2020-11-06", "2020-11-13"),
        ("binnen 3 werkdagen", "2020-12-24", "2020-12-30"),
    ],
)
def test_turns_of_the_year_month_and_week(text: str, seen_from: str, on: str) -> None:
    assert read_one(text, day(seen_from)).on == day(on)


@pytest.mark.parametrize(
    ("text", "seen_from", "on"),
    [
        ("28 okt", "2020-11-02", "2020-10-28"),
        ("30 dec", "2021-01-04", "2020-12-30"),
        ("week 44", "2020-11-02", "2020-10-30"),
        ("20 november 2019", "2020-11-02", "2019-11-20"),
    ],
)
def test_a_day_that_has_passed_is_kept_and_flagged(text: str, seen_from: str, on: str) -> None:
    due = read_one(text, day(seen_from))
    assert (due.on, due.past) == (day(on), True)
    assert "vóór" in str(due.problem)


def test_a_meeting_on_either_side_of_the_clock_change_is_dated_in_dutch_time() -> None:
    summer = datetime(2020, 10, 24, 22, 30, tzinfo=UTC)
    winter = datetime(2020, 10, 25, 22, 30, tzinfo=UTC)
    calendar = Meetings({"ACC": (summer,), "MCC": (winter,)})
    dues = read_due("vóór de ACC; vóór de MCC", on=date(2020, 10, 20), calendar=calendar)
    assert [(due.on, due.time) for due in dues] == [
        (date(2020, 10, 25), time(0, 30)),
        (date(2020, 10, 25), time(23, 30)),
    ]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_accents_are_read_composed_and_decomposed(form: str) -> None:
    text = unicodedata.normalize(form, "Cijfers vóór vrijdag 17u leveren")  # type: ignore[arg-type]  # the values of the case are right
    due = read_one(text)
    assert (due.on, due.time, due.firm) == (date(2020, 11, 6), time(17), True)
    assert text[due.start : due.end] == due.words


def test_hard_spaces_and_tabs_are_spaces() -> None:
    assert read_one("uiterlijk\u00a0wo\u00a04\tnov").on == date(2020, 11, 4)


def test_several_dates_in_a_line_are_all_found() -> None:
    dues = read_due("maandag overleg, @VWS levert uiterlijk vr 6 nov, n.t.b.", on=MONDAY)
    assert [(due.words, due.firm) for due in dues] == [
        ("maandag", False),
        ("uiterlijk vr 6 nov", True),
        ("n.t.b.", False),
    ]


@pytest.mark.parametrize("text", ["vrijdag of maandag", "vr 6 of ma 9 nov", "Friday or Monday"])
def test_an_alternative_is_two_dates_and_not_a_choice(text: str) -> None:
    days = [due.on for due in read_due(text, on=MONDAY)]
    assert days == [date(2020, 11, 6), date(2020, 11, 9)]


def test_without_a_calendar_a_meeting_is_flagged() -> None:
    [due] = read_due("vóór volgend overleg", on=MONDAY, calendar=EMPTY)
    assert (due.kind, due.on) == (Kind.UNRESOLVED, None)


def test_a_weekday_that_differs_names_both_days() -> None:
    assert str(read_one("wo 5 nov").problem) in {
        "5 November 2020 is a Thursday, not a Wednesday. Correct the day or the date.",
        "5 november 2020 is een donderdag, geen woensdag. Verbeter de dag of de datum.",
    }
