"""Files as they come: the layouts, and everything that can be wrong with one."""

import io
from datetime import UTC, date, datetime

import pytest

from escalation.regions.reading import Problem, Reading, day_at, read_figures
from escalation.regions.reading.problems import LISTED, SENTENCES
from escalation.regions.reading.reader import Codes

from .conftest import KNOWN

NOW = datetime(2020, 11, 4, 9, tzinfo=UTC)
CODES = Codes({"VR01", "VR19", "NL"}, {"positive_tests", "hospital_admissions"}, "NL")
RIVM = (
    "Version;Date_of_report;Date_of_publication;Municipality_code;Security_region_code;"
    "Total_reported;Deceased"
)
LONG = "date,region,indicator,value"
Figure = tuple[str, str, date, int]


def read(text: str | bytes, *, whole: bool = False, **more: object) -> Reading:
    raw = text.encode() if isinstance(text, str) else text
    known: dict[str, object] = {"known_at": KNOWN, **more}
    return read_figures(io.BytesIO(raw), codes=CODES, now=NOW, whole=whole, **known)  # type: ignore[arg-type]  # only known_at


def figures(reading: Reading) -> list[Figure]:
    assert reading.sums is not None
    return [
        (*key, day_at(place), value)
        for key in sorted(reading.sums.arrays)
        for place, value in reading.sums.figures(key)
    ]


def row(
    day: str, municipality: str, region: str, count: str, made: str = "2020-11-02 10:00:00"
) -> str:
    return f"4;{made};{day};{municipality};{region};{count};"


def table(*rows: str, header: str = RIVM) -> str:
    return "\r\n".join([header, *rows]) + "\r\n"


def made(when: str) -> bytes:
    return table(row("2020-10-30", "GM1", "VR01", "1", when)).encode()


def wrong(reading: Reading) -> list[tuple[int, str, str]]:
    return [(one.line, one.reason, one.value) for one in reading.problems.listed]


def test_municipalities_are_summed_to_their_region_and_the_country() -> None:
    found = read(
        table(
            row("2020-10-30", "GM0014", "VR01", "3"),
            row("2020-10-30", "GM0765", "VR01", "4"),
            row("2020-10-30", "GM0664", "VR19", "5"),
            row("2020-10-30", "", "", "2"),
        )
    )
    day = date(2020, 10, 30)
    assert figures(found) == [
        ("NL", "positive_tests", day, 1400),
        ("VR01", "positive_tests", day, 700),
        ("VR19", "positive_tests", day, 500),
    ]
    assert (found.rows, found.problems.total) == (4, 0)
    assert found.known_at == datetime(2020, 11, 2, 9, tzinfo=UTC)


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_mark_and_other_delimiters_read_alike(mark: bytes, delimiter: str) -> None:
    text = table(row("2020-10-30", "GM0014", "VR01", "3")).replace(";", delimiter)
    assert figures(read(mark + text.encode()))[0] == (
        "NL",
        "positive_tests",
        date(2020, 10, 30),
        300,
    )


def test_a_plain_list_is_kept_as_it_stands() -> None:
    found = read(f'{LONG}\n2020-10-30,VR01,positive_tests,"1,25"\n2020-10-31,NL,positive_tests,0')
    assert figures(found) == [
        ("NL", "positive_tests", date(2020, 10, 31), 0),
        ("VR01", "positive_tests", date(2020, 10, 30), 125),
    ]
    assert found.known_at == KNOWN


@pytest.mark.parametrize(
    ("line", "reason", "value"),
    [
        ("30-10-2020,VR01,positive_tests,1", "day", "30-10-2020"),
        ("2020-13-30,VR01,positive_tests,1", "day", "2020-13-30"),
        ("1999-12-31,VR01,positive_tests,1", "early", "1999-12-31"),
        ("2020-11-02,VR01,positive_tests,1", "future", "2020-11-02"),
        ("2020-10-30,VR99,positive_tests,1", "region", "VR99"),
        ("2020-10-30,VR01,measles,1", "indicator", "measles"),
        ("2020-10-30,VR01,positive_tests,veel", "number", "veel"),
        ("2020-10-30,VR01,positive_tests,", "no_value", ""),
        ("2020-10-30,VR01,positive_tests,1.234", "decimals", "1.234"),
        ("2020-10-30T09:00,VR01,positive_tests,1", "day", "2020-10-30T09:00"),
        ("2020-10-30,VR01,positive_tests,NaN", "number", "NaN"),
        ("2020-10-30,VR01,positive_tests,-1", "negative", "-1"),
        ("2020-10-30,VR01,positive_tests,1e30", "too_large", "1e30"),
        ("2020-10-30,VR01,positive_tests", "columns", "3"),
        ("2020-10-30,VR01,positive_tests,1,2", "columns", "5"),
        ('2020-10-30,"VR01,positive_tests,1', "quotes", ""),
        ("2020-10-29,VR01,positive_tests,1", "twice", "VR01, positive_tests"),
    ],
)
def test_a_bad_line_is_named_and_the_others_are_read(line: str, reason: str, value: str) -> None:
    good = "2020-10-29,VR01,positive_tests,7"
    found = read(f"{LONG}\n{good}\n{line}\n2020-10-31,VR01,positive_tests,8\n")
    assert wrong(found) == [(3, reason, value)]
    assert [value for *_key, value in figures(found)] == [700, 800]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (b"", (0, "empty", "")),
        (b"\r\n\r\n", (0, "empty", "")),
        (table(header=RIVM).encode("utf-16"), (1, "utf_16", "")),
        (table(header=RIVM).encode("utf-16-le"), (1, "encoding", "")),
        (b"%PDF-1.7\n\xe2\xe3\xcf", (1, "layout", "date, region, indicator, value")),
        (b"x" * 20_000, (1, "long_line", "")),
        (b"PK\x03\x04" + b"\0" * 50, (1, "archive", "")),
        (LONG.encode() + b"\r2020-10-30,NL,positive_tests,1\r", (1, "line_ends", "")),
        (b"date,region,value\n", (1, "layout", "indicator")),
        (f"{LONG},date\n".encode(), (1, "doubled_column", "date")),
        (f"{LONG}\n".encode(), (1, "nothing", "")),
        (made("gisteren"), (2, "known_at", "gisteren")),
        (made("2020-12-31"), (2, "known_later", "2020-12-31")),
    ],
)  # fmt: skip
def test_a_file_that_is_no_table_is_refused_in_one_line(
    text: bytes, problem: tuple[int, str, str]
) -> None:
    found = read(text)
    assert (wrong(found), found.sums) == ([problem], None)


def test_a_list_of_which_nobody_says_when_it_was_known_is_refused() -> None:
    found = read(f"{LONG}\n2020-10-30,VR01,positive_tests,1\n", known_at=None)
    assert (wrong(found), found.sums) == ([(0, "no_known_at", "")], None)


def test_another_encoding_in_one_line_leaves_that_line_out() -> None:
    text = (
        f"{LONG},name\n2020-10-30,VR01,positive_tests,1,Fryslân\n2020-10-31,NL,positive_tests,2,x\n"
    )
    found = read(text.encode("latin-1"))
    assert wrong(found) == [(2, "encoding", "")]
    assert [value for *_key, value in figures(found)] == [200]


def test_a_file_that_was_cut_off_says_where() -> None:
    text = table(row("2020-10-29", "GM1", "VR01", "1"), row("2020-10-30", "GM1", "VR01", "1"))
    assert wrong(read(text[:-8])) == [(3, "cut_off", "5")]


def test_a_sum_that_lacks_a_row_is_left_out_and_not_too_low() -> None:
    found = read(
        table(
            row("2020-10-29", "GM1", "VR01", "1"),
            row("2020-10-30", "GM1", "VR01", "1"),
            row("2020-10-30", "GM2", "VR01", "twee"),
            row("2020-10-30", "GM1", "VR01", "9"),
            row("2020-10-30", "GM3", "VR19", "3"),
            row("2020-10-29", "GM3", "VR19", "3", "2020-11-01 10:00:00"),
        )
    )
    assert wrong(found) == [
        (4, "number", "twee"),
        (5, "twice", "GM1"),
        (7, "other_known_at", "2020-11-01 10:00:00"),
    ]
    assert figures(found) == [
        ("VR01", "positive_tests", date(2020, 10, 29), 100),
        ("VR19", "positive_tests", date(2020, 10, 30), 300),
    ]
    assert found.spoiled == 4


def test_the_list_of_problems_is_bounded_and_all_are_counted() -> None:
    text = f"{LONG}\n" + "2020-10-30,VR99,positive_tests,1\n" * 250
    found = read(text)
    assert (len(found.problems.listed), found.problems.total, found.rows) == (LISTED, 250, 250)
    stopped = read(text, whole=True)
    assert (stopped.problems.total, stopped.rows) == (LISTED, LISTED)


def test_every_reason_has_a_sentence_without_gaps() -> None:
    for reason in SENTENCES:
        assert "%" not in Problem(1, reason, "x").sentence


def test_how_far_it_is_comes_along_now_and_then() -> None:
    told: list[tuple[int, int]] = []
    text = f"{LONG}\n" + "2020-10-30,VR99,positive_tests,1\n" * 12_000
    read(text, progress=lambda size, rows: told.append((size, rows)))
    assert [rows for _size, rows in told] == [5_000, 10_000]
