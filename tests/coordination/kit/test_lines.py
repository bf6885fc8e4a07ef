"""Lines of the minutes as they are typed, seen from Monday 2 November 2020."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination.kit.dates import Meetings
from coordination.kit.lines import (
    ChipState,
    EntryKind,
    FlagCode,
    LineRead,
    Mention,
    MentionKind,
    Names,
    read_block,
    read_line,
)

MONDAY = date(2020, 11, 2)
CALENDAR = Meetings({None: (date(2020, 11, 5),), "MCC": (date(2020, 11, 6),), "BWO": ()})
CODES = ["VWS", "SZW", "BZK", "OCW", "SCP", "J&V", "I&W", "DGSC-19", "NCTV"]


def organisation(code: str) -> Mention:
    return Mention(MentionKind.BODY_MEMBER, code, f"{code} (lid MLT3)")


SECRETARY = Mention(MentionKind.POST, "secretary", "secretaris MLT3")
DIRECTORY = Names(
    {code: organisation(code) for code in CODES}
    | {"JenV": organisation("J&V"), "IenW": organisation("I&W")}
    | {"secretaris": SECRETARY, "secretaris MLT3": SECRETARY}
)


def read(text: str) -> LineRead:
    return read_line(text, on=MONDAY, directory=DIRECTORY, calendar=CALENDAR)


def keys(line: LineRead) -> list[str]:
    owner = [line.owner.key] if line.owner else []
    return owner + [mention.key for mention in line.also]


def codes(line: LineRead) -> list[FlagCode]:
    return [flag.code for flag in line.flags]


@pytest.mark.parametrize(
    ("text", "kind", "outcome", "shown"),
    [
        ("Actie: cijfers opvragen", "action", "", "cijfers opvragen"),
        ("ACTIE : Cijfers opvragen", "action", "", "Cijfers opvragen"),
        ("actiepunt: cijfers", "action", "", "cijfers"),
        ("Actiepunt 3: cijfers", "action", "", "cijfers"),
        ("AP cijfers", "action", "", "cijfers"),
        ("ap: cijfers", "action", "", "cijfers"),
        ("AP3: cijfers", "action", "", "cijfers"),
        ("AP - cijfers", "action", "", "cijfers"),
        ("> cijfers", "action", "", "cijfers"),
        (">cijfers", "action", "", "cijfers"),
        ("Action: figures", "action", "", "figures"),
        ("Besluit: doorgaan", "decision", "decision", "doorgaan"),
        ("Besluit - doorgaan", "decision", "decision", "doorgaan"),
        ("Decision: go on", "decision", "decision", "go on"),
        ("Afspraak: wekelijks", "decision", "agreement", "wekelijks"),
        ("Agreement: weekly", "decision", "agreement", "weekly"),
        ("Conclusie: compleet", "decision", "conclusion", "compleet"),
        ("Conclusion: complete", "decision", "conclusion", "complete"),
        ("Advies: volgen", "decision", "advice", "volgen"),
        ("Advice: follow", "decision", "advice", "follow"),
        ("! doorgaan", "decision", "", "doorgaan"),
        ("! besluit: doorgaan", "decision", "decision", "doorgaan"),
        ("!Afspraak: wekelijks", "decision", "agreement", "wekelijks"),
        ("> Actie: cijfers", "action", "", "cijfers"),
        ("> AP 3: cijfers", "action", "", "cijfers"),
        ("? Vraag: wie levert?", "question", "", "wie levert?"),
        ("! Voorbehoud VWS: geld", "reservation", "", "geld"),
        ("! besluit is genomen", "decision", "", "besluit is genomen"),
        ("Vraag: wie levert?", "question", "", "wie levert?"),
        ("? wie levert", "question", "", "wie levert"),
        ("Question: who?", "question", "", "who?"),
        ("Signaal: het loopt vol", "signal", "", "het loopt vol"),
        ("Signal: filling up", "signal", "", "filling up"),
        ("Toezegging: Kamerbrief", "commitment", "", "Kamerbrief"),
        ("Commitment: letter", "commitment", "", "letter"),
        ("Motie: uitvoeren", "motion", "", "uitvoeren"),
        ("Motion: carry out", "motion", "", "carry out"),
        ("Voorbehoud VWS: eerst toetsen", "reservation", "", "eerst toetsen"),
        ("Kanttekening: niet betrokken", "reservation", "", "niet betrokken"),
        ("Reservation VWS: legal check", "reservation", "", "legal check"),
        ("Feit: R is 1,12", "fact", "", "R is 1,12"),
        ("Fact: R is 1.12", "fact", "", "R is 1.12"),
        ("Optie: venstertijden", "option", "", "venstertijden"),
        ("Optie A: venstertijden", "option", "", "A: venstertijden"),
        ("Option: time slots", "option", "", "time slots"),
        ("Besluit MCC: doorgaan", "decision", "decision", "MCC: doorgaan"),
        ("Besluit: gaat in per 1 december", "decision", "decision", "gaat in per 1 december"),
        ("Motie Asscher: vaste cyclus", "motion", "", "Asscher: vaste cyclus"),
        ("Toezegging minister VWS: brief", "commitment", "", "minister VWS: brief"),
        ("Motie is besproken: niets", "note", "", "Motie is besproken: niets"),
        ("twee\r\nregels  hier", "note", "", "twee\nregels hier"),
        ("AP's doorgenomen", "note", "", "AP's doorgenomen"),
        ("Actie is nodig", "note", "", "Actie is nodig"),
        ("Vraag is nu: hoe verder?", "note", "", "Vraag is nu: hoe verder?"),
        (">150 per 100.000 is ernstig", "note", "", ">150 per 100.000 is ernstig"),
        ("Stap 3: knelpunten per groep", "note", "", "Stap 3: knelpunten per groep"),
        ("@VWS licht toe", "note", "", "VWS licht toe"),
        ("VWS levert vrijdag", "note", "", "VWS levert vrijdag"),
        ("@VWS meldde op 28 okt een tekort", "note", "", "VWS meldde op 28 okt een tekort"),
        ("Uitvraag is besproken", "note", "", "Uitvraag is besproken"),
        ("  tekst   met  ruimte ", "note", "", "tekst met ruimte"),
        ("<b>@VWS</b>", "note", "", "<b>VWS</b>"),
        ("", "note", "", ""),
    ],
)
def test_words_and_sigils_tell_the_kind(text: str, kind: str, outcome: str, shown: str) -> None:
    line = read(text)
    assert (line.kind, line.outcome, line.text) == (kind, outcome, shown)
    assert line.typed == text


@pytest.mark.parametrize(
    ("text", "shown", "people", "on"),
    [
        ("@VWS stuurt cijfers 12-11", "stuurt cijfers", ["VWS"], 12),
        ("Cijfers sturen @VWS vr 6 nov", "Cijfers sturen", ["VWS"], 6),
        ("Cijfers sturen, vr 6 nov, @VWS.", "Cijfers sturen", ["VWS"], 6),
        ("vrijdag @VWS belt NCTV", "belt NCTV", ["VWS"], 6),
        ("Lijst opvragen (@DGSC-19, vr 6 nov)", "Lijst opvragen", ["DGSC-19"], 6),
        ("@J&V: plan uiterlijk wo 4 nov", "plan", ["J&V"], 4),
        ("@JenV en @IenW: plan wo 4 nov", "plan", ["J&V", "I&W"], 4),
        ("@VWS/@SZW leveren vrijdag", "leveren", ["VWS", "SZW"], 6),
        ("@VWS/SZW leveren vrijdag", "leveren", ["VWS", "SZW"], 6),
        ("@VWS, SZW en BZK leveren vrijdag", "leveren", ["VWS", "SZW", "BZK"], 6),
        ("@VWS @VWS levert vrijdag", "levert", ["VWS"], 6),
        ("Plan maken @SZW i.s.m. @VWS vrijdag", "Plan maken", ["SZW", "VWS"], 6),
        ("Plan door @VWS uiterlijk vrijdag", "Plan", ["VWS"], 6),
        ('@"secretaris MLT3" stuurt verslag morgen', "stuurt verslag", ["secretary"], 3),
        ("@secretaris, verslag morgen", "verslag", ["secretary"], 3),
        ("Wij vragen @VWS om cijfers uiterlijk wo 4 nov", "Wij vragen VWS om cijfers", ["VWS"], 4),
        ("Cijfers naar @VWS sturen vrijdag", "Cijfers naar VWS sturen", ["VWS"], 6),
        ("Cijfers sturen naar @VWS vrijdag", "Cijfers sturen naar VWS", ["VWS"], 6),
        ("Cijfers uiterlijk vrijdag sturen @VWS", "Cijfers sturen", ["VWS"], 6),
        ("Memo vrijdag bespreken @VWS", "Memo vrijdag bespreken", ["VWS"], 6),
        ("cijfers @VWS z.s.m., uiterlijk vrijdag", "cijfers", ["VWS"], 6),
        ("Maandag besproken: @VWS levert uiterlijk wo 4 nov",
         "Maandag besproken: VWS levert", ["VWS"], 4),
        ("Cijfers t/m week 44 sturen @VWS vrijdag", "Cijfers t/m week 44 sturen", ["VWS"], 6),
        ("Notitie voor de MCC @VWS", "Notitie voor de MCC", ["VWS"], 5),
        ("Actie @VWS: cijfers vrijdag", "cijfers", ["VWS"], 6),
        ("Actie VWS: cijfers vrijdag", "cijfers", ["VWS"], 6),
        ("Actie: mail a@b.nl, @VWS vrijdag", "mail a@b.nl", ["VWS"], 6),
        ("@VWS sends figures by Friday", "sends figures", ["VWS"], 6),
        ("Toezegging: brief @VWS vóór 13 november", "brief", ["VWS"], 12),
        ("Vraag aan VWS: wie levert vóór vrijdag?", "wie levert?", ["VWS"], 5),
    ],
)  # fmt: skip
def test_owner_and_date_become_fields(text: str, shown: str, people: list[str], on: int) -> None:
    line = read(text)
    assert line.kind in {EntryKind.ACTION, EntryKind.COMMITMENT, EntryKind.QUESTION}
    assert (line.text, keys(line), line.flags) == (shown, people, ())
    assert line.due is not None
    assert line.due.on == date(2020, 11, on)
    assert text[line.due.start : line.due.end] == line.due.words


@pytest.mark.parametrize(
    "text",
    [
        "> sheets invullen @allen woensdag eind van de dag",
        "sheets invullen @all by Wednesday end of day",
        "@everyone: sheets invullen woensdag 17.30 uur",
        "Uitvraag: sheets invullen uiterlijk woensdag eind van de dag",
        "Actie: uitvraag sheets invullen woensdag eind van de dag",
        "uitvraag sheets invullen uiterlijk woensdag eind van de dag",
    ],
)
def test_a_request_to_all_has_no_single_owner(text: str) -> None:
    line = read(text)
    assert (line.kind, line.everyone, line.owner, line.flags) == ("action", True, None, ())
    assert line.text.endswith("sheets invullen")
    assert line.due is not None
    assert (line.due.on, line.due.time) == (date(2020, 11, 4), time(17, 30))


@pytest.mark.parametrize(
    ("text", "flagged", "shown"),
    [
        ("@XYZ levert uiterlijk vrijdag", ["unknown_owner"], "@XYZ levert"),
        ("Actie: @XYZ: cijfers morgen", ["unknown_owner"], "@XYZ: cijfers"),
        ("Actie: @VWS cijfers 30-2", ["date"], "cijfers 30-2"),
        ("@VWS cijfers wo 5 nov", ["date"], "cijfers wo 5 nov"),
        ("@VWS cijfers n.t.b.", ["date"], "cijfers"),
        ("@VWS cijfers, vóór de BWO", ["date"], "cijfers"),
        ("Actie: @VWS cijfers 28 okt", ["date"], "cijfers"),
        ("Actie: @VWS cijfers vrijdag of maandag", ["several_dates"], "cijfers vrijdag of maandag"),
        ("Actie: @VWS cijfers", ["no_date"], "cijfers"),
        ("Actie: cijfers morgen", ["no_owner"], "cijfers"),
        ("Actie: cijfers", ["no_owner", "no_date"], "cijfers"),
        ("Actie:", ["empty", "no_owner", "no_date"], ""),
        ("Actie: @VWS morgen", ["empty"], "VWS morgen"),
        ("Voorbehoud XYZ: nee", ["unknown_reservation"], "nee"),
        ("Tekst met \u202e erin", ["unsafe"], "Tekst met \u202e erin"),
    ],
)
def test_what_is_not_understood_is_flagged_and_stays(
    text: str, flagged: list[str], shown: str
) -> None:
    line = read(text)
    assert (codes(line), line.text) == (flagged, shown)
    assert all(str(flag.sentence) for flag in line.flags)


def test_an_impossible_date_leaves_no_date() -> None:
    assert read("Actie: @VWS cijfers 30-2").due is None


def test_a_date_to_be_determined_keeps_its_words() -> None:
    due = read("Actie: @VWS cijfers n.t.b.").due
    assert due is not None
    assert (due.words, due.on) == ("n.t.b.", None)


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("Voorbehoud VWS: eerst toetsen", "VWS"),
        ("Voorbehoud van SZW: eerst toetsen", "SZW"),
        ("Voorbehoud @BZK: eerst toetsen", "BZK"),
        ("Kanttekening J&V: eerst toetsen", "J&V"),
        ("Reservation by OCW: check first", "OCW"),
    ],
)
def test_a_reservation_is_somebodys(text: str, whose: str) -> None:
    line = read(text)
    assert line.reservation_by == organisation(whose)
    assert (line.owner, line.flags) == (None, ())


def test_what_was_recognised_is_read_back() -> None:
    line = read("Actie: @VWS en @SZW cijfers uiterlijk wo 4 nov 17u @XYZ")
    values = [(str(chip.value), chip.state) for chip in line.chips()]
    assert values[1:3] == [("VWS (lid MLT3)", ChipState.OK), ("SZW (lid MLT3)", ChipState.OK)]
    assert values[3][0] == "wo 4 nov 2020, 17:00"
    assert [state for _, state in values] == [ChipState.OK] * 4 + [ChipState.FLAGGED]


def test_a_pasted_block_is_read_line_by_line() -> None:
    block = (
        "Verslag\r\n> - Actie: @VWS cijfers morgen\r\n> > * sheets @SZW vrijdag\r\n\r\n----\r\n"
        "1. Besluit: doorgaan\r\na) gewone regel\n• Afspraak: wekelijks\n> gewoon geciteerd"
    )
    lines = read_block(block, on=MONDAY, directory=DIRECTORY, calendar=CALENDAR)
    assert [(line.kind, line.text) for line in lines] == [
        ("note", "Verslag"),
        ("action", "cijfers"),
        ("action", "sheets"),
        ("decision", "doorgaan"),
        ("note", "gewone regel"),
        ("decision", "wekelijks"),
        ("note", "gewoon geciteerd"),
    ]


def test_a_pasted_table_is_read_by_its_heading() -> None:
    block = (
        "Nr\tActie\tHouder\tTermijn\n1\tSheets invullen\tVWS, SZW\two 4 nov\n2\tMemo\tJ&V\tn.t.b."
    )
    sheets, memo = read_block(block, on=MONDAY, directory=DIRECTORY, calendar=CALENDAR)
    assert (sheets.text, keys(sheets), sheets.flags) == ("Sheets invullen", ["VWS", "SZW"], ())
    assert sheets.due is not None
    assert sheets.due.on == date(2020, 11, 4)
    assert (memo.text, keys(memo), codes(memo)) == ("Memo", ["J&V"], [FlagCode.DATE])


def test_a_pasted_row_without_heading_finds_its_owner() -> None:
    [line] = read_block(
        "Lijst opvragen\tDGSC-19\tvr 6 nov", on=MONDAY, directory=DIRECTORY, calendar=CALENDAR
    )
    assert (line.kind, line.text, keys(line)) == ("action", "Lijst opvragen", ["DGSC-19"])


def test_a_meeting_with_a_time_gives_the_point_that_time() -> None:
    calendar = Meetings({"MCC": (datetime(2020, 11, 6, 14),)})  # noqa: DTZ001  local as typed
    line = read_line(
        "@VWS notitie af vóór de MCC", on=MONDAY, directory=DIRECTORY, calendar=calendar
    )
    assert line.due is not None
    assert (line.due.on, line.due.time, line.text) == (date(2020, 11, 6), time(14), "notitie af")


PIECES = st.sampled_from(
    [
        *["@VWS", "@allen", "@XYZ", '@"secretaris', "Actie:", "Besluit:", "Voorbehoud", ">", "!"],
        *["?", ",", ".", ":", "(", ")", "uiterlijk", "wo", "4", "nov", "vóór", "de", "MCC"],
        *[
            "z.s.m.",
            "n.t.b.",
            "en",
            "met",
            "aan",
            "sturen",
            "12-11",
            "30-2",
            "uitvraag",
            "\t",
            "\n",
        ],
    ]
)


@given(text=st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=15).map(" ".join)))
def test_any_line_can_be_read_and_read_back(text: str) -> None:
    line = read(text)
    line.chips()
    if line.due is not None:
        assert text[line.due.start : line.due.end] == line.due.words
    for each in read_block(text, on=MONDAY, directory=DIRECTORY, calendar=CALENDAR):
        each.chips()


@pytest.mark.parametrize("unit", [" ", "\n", "(", "@VWS ", "@", ", ", "Actie: ", "> ", "voor "])
def test_a_long_line_is_read_to_its_end(unit: str) -> None:
    assert read(unit * 2_000).typed == unit * 2_000
