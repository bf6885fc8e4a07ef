"""A file that was cut off between two lines, and what may be right but should be looked at."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from escalation.regions.reading import Reading

from .test_reading import LONG, figures, read, row, table, wrong

FIRST = date(2020, 10, 20)
DAYS = [FIRST + timedelta(days=number) for number in range(12)]
HOMES = {"GM0003": "VR01", "GM0014": "VR01", "GM0664": "VR19", "GM0703": "VR19"}
MADE = "2020-11-01 08:00:00"


def by_day(homes: dict[str, str] = HOMES, unknown: int = 0) -> list[str]:
    """As RIVM writes it: all municipalities of a day, then rows without one."""
    return [
        row(str(day), part, region, "2", MADE)
        for day in DAYS
        for part, region in [*homes.items(), *[("", "VR01")] * unknown]
    ]


def by_part() -> list[str]:
    return [
        row(str(day), part, region, "2", MADE) for part, region in HOMES.items() for day in DAYS
    ]


def reasons(reading: Reading) -> list[tuple[str, str]]:
    return [(one.reason, one.value) for one in reading.problems.warnings]


@pytest.mark.parametrize("rows", [by_day(), by_part(), by_day(unknown=2)])
def test_a_whole_file_gives_no_sign(rows: list[str]) -> None:
    found = read(table(*rows), whole=True)
    assert (wrong(found), reasons(found)) == ([], [])
    assert len(figures(found)) == 3 * len(DAYS)


@pytest.mark.parametrize("kept", [1, 2, 3])
def test_a_last_day_that_lacks_municipalities_refuses_the_file_or_only_that_day(kept: int) -> None:
    rows = by_day()[: 11 * 4 + kept]
    [problem] = wrong(read(table(*rows), whole=True))
    assert problem == (len(rows) + 1, "stopped", f"2020-10-31, {kept} / 4")
    found = read(table(*rows))
    assert {day for _region, _indicator, day, _value in figures(found)} == set(DAYS[:-1])


@pytest.mark.parametrize("kept", [1, 25, 40])
def test_a_municipality_that_stops_before_the_others_refuses_all_of_the_file(kept: int) -> None:
    """Those after it are not there either, so that no sum is sure."""
    rows = by_part()[: 24 + kept % 12]
    found = read(table(*rows))
    ended = DAYS[kept % 12 - 1]
    assert wrong(found) == [(len(rows) + 1, "stopped", f"GM0664, {ended}")]
    assert found.sums is None


def test_rows_without_a_municipality_that_were_always_there_are_missed() -> None:
    rows = by_day(unknown=3)[:-1]
    assert wrong(read(table(*rows), whole=True)) == [
        (len(rows) + 1, "stopped", "2020-10-31, 3 / 4")
    ]


def test_new_boundaries_are_no_sign_that_a_file_was_cut_off() -> None:
    """On 1 January 2021 GM0003 and others became GM1979; on 24 March 2022 GM0457 just ended."""
    merged = by_day()[:-4]
    last = {"GM0014": "VR01", "GM0664": "VR19", "GM0703": "VR19", "GM1979": "VR01"}
    merged += [row(str(DAYS[-1]), part, region, "2", MADE) for part, region in last.items()]
    later = [str(day) for day in DAYS[-3:]]
    ended = [one for one in by_day() if not ("GM0664" in one and any(d in one for d in later))]
    for rows in (merged, ended):
        found = read(table(*rows), whole=True)
        assert (wrong(found), reasons(found)) == ([], [])


def test_what_may_be_right_is_a_warning_and_keeps_nothing_out() -> None:
    found = read(table(*by_day()[: 6 * 4]), whole=True)
    assert wrong(found) == []
    assert reasons(found) == [("ends_early", "2020-10-25")]
    for day in (DAYS[0], DAYS[5], DAYS[-1]):
        rows = [one for one in by_day() if not (str(day) in one and "GM0014" in one)]
        assert reasons(read(table(*rows), whole=True)) == [("holes", "GM0014")]
    found = read(table(*by_day({"GM0014": "VR01"})).rstrip("\r\n"), whole=True)
    assert reasons(found) == [("no_end", "13"), ("no_regions", "VR19")]
    assert len(figures(found)) == 2 * len(DAYS)


def test_municipalities_without_a_region_count_for_the_country_and_are_named() -> None:
    homes = {**HOMES, "GM0703": ""}
    found = read(table(*by_day(homes)), whole=True)
    assert (wrong(found), reasons(found)) == ([], [("no_region", "GM0703")])
    sums = {region: value for region, _indicator, _day, value in figures(found)}
    assert {code: sums[code] for code in ("VR19", "NL")} == {"VR19": 200, "NL": 800}


@pytest.mark.parametrize(("kept", "lacking"), [(12, ""), (11, "VR19"), (10, "NL, VR19"), (9, "")])
def test_a_list_that_lacks_regions_on_its_last_day_is_kept_with_a_warning(
    kept: int, lacking: str
) -> None:
    """Cut off at the end of a line; at the end of a day it may well be all."""
    rows = [
        f"{day},{region},positive_tests,2" for day in DAYS[:4] for region in ("VR01", "NL", "VR19")
    ]
    found = read("\n".join([LONG, *rows[:kept]]) + "\n", whole=True)
    assert wrong(found) == []
    said = [("last_day", f"2020-10-23, positive_tests: {lacking}")] if lacking else []
    assert reasons(found) == said
    assert len(figures(found)) == kept


def without(*lost: tuple[str, date]) -> set[tuple[str, date]]:
    return {(region, day) for region in ("NL", "VR01", "VR19") for day in DAYS} - {
        *lost, *(("NL", day) for _region, day in lost)
    }  # fmt: skip


def read_days(raw: str | bytes) -> set[tuple[str, date]]:
    found = read(raw)
    assert found.problems.total
    assert reasons(found)[0][0] == "left_out"
    return {(region, day) for region, _indicator, day, _value in figures(found)}


@pytest.mark.parametrize(
    "broken",
    [
        lambda line: line.replace("GM0014;VR01;2", "GM0014;VR01;2;2"),
        lambda line: line.replace("GM0014;VR01;2", "GM0014;VR01"),
        lambda line: line.replace("GM0014", '"GM0014'),
        lambda line: line.replace("VR01", "VR26"),
        lambda line: line.replace(";2020-10-", ";10-2020-"),
        lambda line: "rubbish",
        lambda line: f"{line}\r\n{line[:-2]}7;",
    ],
)
@pytest.mark.parametrize("number", [5, 21, 41])
def test_the_sum_of_a_line_that_is_no_row_is_left_out(
    broken: Callable[[str], str], number: int
) -> None:
    """Too low without anybody seeing is worse than not there; the second of four, on a day."""
    rows = by_day()
    rows[number] = broken(rows[number])
    assert read_days(table(*rows)) == without(("VR01", DAYS[number // 4]))


@pytest.mark.parametrize("first", [0, 2])
def test_a_municipality_in_another_encoding_leaves_out_its_region_and_the_country(
    first: int,
) -> None:
    """As Súdwest-Fryslân stands in a file in Latin-1: each of its lines, the first one or not."""
    rows = [one.replace("GM0664", "GM0664-â") for one in by_day()[first:]]
    lost = [("VR19", day) for day in DAYS]
    lacks = {("VR01", DAYS[0])} if first else set()
    assert read_days(table(*rows).encode("latin-1")) == without(*lost) - lacks


@pytest.mark.parametrize("day_first", [True, False])
def test_a_municipality_with_a_comma_in_its_name_leaves_out_its_region_and_the_country(
    day_first: bool,
) -> None:
    """As Nuenen, Gerwen en Nederwetten in a file with commas: all its lines have a column more."""
    rows = [one.replace("GM0664", "GM0664,x") for one in by_day()]
    raw = table(*rows).replace(";", ",")
    if not day_first:
        lines = [line.split(",") for line in raw.splitlines()]
        raw = "\r\n".join(",".join([*line[2:], *line[:2]]) for line in lines) + "\r\n"
    assert read_days(raw) == without(*[("VR19", day) for day in DAYS])


def test_so_many_lines_lost_that_a_municipality_may_lack_altogether_are_refused() -> None:
    """One fewer, and every municipality has a row on some day."""
    rows = by_day()
    lost = [number for number, one in enumerate(rows) if "GM0664" in one]
    for number in lost:
        rows[number] = "rubbish"
    found = read(table(*rows))
    assert (found.sums, wrong(found)[-1]) == (None, (0, "unplaced", "12"))
    rows[lost[6]] = by_day()[lost[6]]
    assert read_days(table(*rows)) == without(*[("VR19", day) for day in DAYS if day != DAYS[6]])


def test_a_line_too_many_refuses_nothing_else() -> None:
    rows = by_day()
    rows.insert(7, "Bron: RIVM")
    found = read(table(*rows))
    assert (wrong(found), len(figures(found))) == ([(9, "columns", "1")], 3 * len(DAYS))
