"""RIVM's layouts as they were in 2021: a week 53, municipalities that became one, rows without."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from escalation.ladder.models import Ladder
from tests.escalation.ladder.figures import ladder_dossier, published

__all__ = ["ladder_dossier", "published"]

FIRST, LAST = date(2020, 12, 21), date(2021, 10, 20)
MERGED = date(2021, 1, 1)
MADE = "2021-10-21 10:00:00"
TESTS = (
    "Version;Date_of_report;Date_of_publication;Municipality_code;Municipality_name;Province;"
    "Security_region_code;Security_region_name;Municipal_health_service;ROAZ_region;"
    "Total_reported;Deceased"
)
ADMISSIONS = (
    "Version;Date_of_report;Date_of_statistics;Municipality_code;Municipality_name;"
    "Security_region_code;Security_region_name;Hospital_admission_notification;Hospital_admission"
)


def homes(day: date) -> Iterator[tuple[str, str]]:
    """Three municipalities of Groningen become one; of cases without one RIVM knows the region."""
    yield from (
        [("GM1979", "VR01")]
        if day >= MERGED
        else [("GM0003", "VR01"), ("GM0010", "VR01"), ("GM0024", "VR01")]
    )
    yield from (("GM0664", "VR19"), ("", "VR19"), ("", ""))


def write(path: Path, head: str, row: str, last: date = LAST) -> Path:
    days = [FIRST + timedelta(days=number) for number in range((last - FIRST).days + 1)]
    rows = [
        row.format(day=day, part=part, region=region) for day in days for part, region in homes(day)
    ]
    path.write_text("\n".join([head, *rows, ""]))
    return path


@pytest.fixture
def files(tmp_path: Path, published: dict[str, Ladder]) -> list[str]:
    """30 tests a row and day, 2 admissions reported and 20 by the day of admission."""
    tests = f"3;{MADE};{{day}};{{part}};;;{{region}};;;;30;9999"
    admissions = f"2;{MADE};{{day}};{{part}};;{{region}};;2;20"
    return [
        str(write(tmp_path / "tests.csv", TESTS, tests)),
        str(write(tmp_path / "admissions.csv", ADMISSIONS, admissions)),
    ]


def said(command: str, *arguments: str) -> list[dict[str, Any]]:
    out = StringIO()
    call_command(command, *arguments, "--json", stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def of(region: str, on: str, *more: str) -> dict[str, Any]:
    [found] = [one for one in said("assess_regions", "--on", on, *more) if one["region"] == region]
    return {
        "level": found["level"],
        "ladder": found["ladder"],
        "reason": found["reason"],
        **{one["indicator"]: (one["from"], one["to"], one["value"]) for one in found["figures"]},
    }


def test_the_files_of_2021_are_read_whole_and_once(files: list[str]) -> None:
    first = said("import_observations", *files)
    assert [(one["status"], one["problems"]) for one in first] == [("done", [])] * 2
    again = said("import_observations", *files)
    assert [(one["added"], one["revised"]) for one in again] == [(0, 0)] * 2


def test_a_level_over_new_year_counts_the_week_53_and_the_merged_municipality(
    files: list[str],
) -> None:
    """28 December to 3 January: four days of three municipalities and three of one."""
    call_command("import_observations", *files, stdout=StringIO())
    rate = 30 * (4 * 3 + 3 * 1) / 585_866 * 100_000
    assert of("VR01", "2021-01-04") == {
        "level": 2, "ladder": "v1b", "reason": None,
        "positive_tests": ("2020-12-28", "2021-01-03", pytest.approx(rate, abs=1e-5)),
    }  # fmt: skip


def test_in_february_the_worst_of_two_figures_of_a_whole_week_decides(files: list[str]) -> None:
    """28 admissions in Zeeland are 73 per million; tests alone would give level 3."""
    call_command("import_observations", *files, stdout=StringIO())
    week = "2021-01-25", "2021-01-31"
    assert of("VR19", "2021-02-02") == {
        "level": 4, "ladder": "v2", "reason": None,
        "positive_tests": (*week, pytest.approx(30 * 2 * 7 / 383_488 * 100_000, abs=1e-5)),
        "hospital_admissions_reported": (
            *week, pytest.approx(2 * 2 * 7 / 383_488 * 1_000_000, abs=1e-5)
        ),
    }  # fmt: skip


def test_from_october_the_country_has_a_level_once_both_its_figures_are_there(
    files: list[str], tmp_path: Path
) -> None:
    """Intensive care comes from elsewhere, as a long list; between the two systems is none."""
    call_command("import_observations", *files, stdout=StringIO())
    assert of("VR01", "2021-09-22")["ladder"] is None
    lacking = of("NL", "2021-10-12")
    assert (lacking["level"], lacking["ladder"]) == (None, "v3")
    days = [date(2021, 10, 5) + timedelta(days=number) for number in range(7)]
    care = tmp_path / "care.csv"
    rows = [f"{day};NL;ic_admissions;26" for day in days]
    care.write_text("\n".join(["datum;regio;indicator;waarde", *rows, ""]))
    known = ("--known-at", "2021-10-12 09:00")
    call_command("import_observations", *known, str(care), stdout=StringIO())
    found = of("NL", "2021-10-12")
    # per day the whole country by the day of admission: 4 rows of 20; care decides
    assert (found["level"], found["hospital_admissions"][2], found["ic_admissions"][2]) == (
        3, 80.0, 26.0,
    )  # fmt: skip
    assert of("NL", "2021-10-12", "--known-at", "2021-10-11")["level"] is None


def test_a_list_that_does_not_say_when_it_was_known_is_refused_with_a_sentence(
    files: list[str], tmp_path: Path
) -> None:
    care = tmp_path / "care.csv"
    care.write_text("date,region,indicator,value\n2021-10-05,NL,ic_admissions,26\n")
    with pytest.raises(CommandError) as refused:
        call_command("import_observations", str(care), stdout=StringIO())
    assert "care.csv" in str(refused.value)
    with pytest.raises(CommandError) as absent:
        call_command("import_observations", str(tmp_path / "none.csv"), stdout=StringIO())
    assert "none.csv: No such file" in str(absent.value)
