"""A file of figures whose worker or database dies: nothing half, and read in the end, once."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.faults.giving import CODES
from tests.faults.ground import ROOT, Ground, ground_for
from tests.faults.names import MID_FILE, ORDER
from tests.services import ready

pytestmark = [pytest.mark.fault, pytest.mark.xdist_group("faults")]
DAYS = 120
STATE = "SELECT status, attempt, added FROM regions_observationimport ORDER BY created_at"
SILENT = "UPDATE regions_observationimport SET alive_at = ? WHERE status = 'running'"


@pytest.fixture(scope="module", params=["postgresql", "sqlite"])
def ground(request: pytest.FixtureRequest) -> Iterator[Ground]:
    content = ready.kept_file() if request.param == "sqlite" else None
    if request.param == "postgresql" and ready.is_own_postgresql():
        content = ready.dump_ready(ready.MIGRATED)
    with ground_for(request.param, most=1, content=content) as ground:
        yield ground


@pytest.fixture
def given(ground: Ground, tmp_path: Path) -> Ground:
    """One file that waits."""
    ground.database.execute("DELETE FROM regions_observation")
    ground.database.execute("DELETE FROM regions_observationimport")
    path = tmp_path / "cijfers.csv"
    days = [date(2020, 7, 1) + timedelta(days=number) for number in range(DAYS)]
    rows = [f"{day},{code},positive_tests,7" for code in CODES for day in days]
    path.write_text("\n".join(["date,region,indicator,value", *rows, ""]))
    ground.manage("faults", "figures", f"--file={path}")
    return ground


def worker(ground: Ground, **changes: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "manage.py", "import_observations", "--waiting"],
        cwd=ROOT,
        env=ground.environment(**changes),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def die_in_the_middle(ground: Ground) -> None:
    (ground.folder / ORDER).touch()
    assert worker(ground, FAULT_DIES=MID_FILE).wait(timeout=60) == -9


def figures(ground: Ground) -> tuple[int, int]:
    """All of them, and how many different ones."""
    asked = "SELECT count(*) FROM regions_observation"
    different = (
        "SELECT count(*) FROM (SELECT DISTINCT region_id, day FROM regions_observation) AS x"
    )
    return int(ground.database.value(asked)), int(ground.database.value(different))


def fall_silent(ground: Ground) -> None:
    """A minute later, without waiting for it."""
    assert ground.database.execute(SILENT, "2020-01-01 00:00:00+00:00") == 1


def test_a_worker_killed_while_it_adds_leaves_nothing_and_the_next_adds_all(given: Ground) -> None:
    die_in_the_middle(given)
    assert (given.database.rows(STATE), figures(given)) == ([("running", 1, 0)], (0, 0))
    assert worker(given).wait(timeout=60) == 0
    assert given.database.rows(STATE) == [("running", 1, 0)]
    fall_silent(given)
    assert worker(given).wait(timeout=60) == 0
    whole = DAYS * len(CODES)
    assert given.database.rows(STATE) == [("done", 2, whole)]
    assert figures(given) == (whole, whole)


@pytest.mark.parametrize("ground", ["postgresql"], indirect=True)
def test_two_workers_at_once_after_a_death_add_it_once(given: Ground) -> None:
    die_in_the_middle(given)
    fall_silent(given)
    both = [worker(given), worker(given)]
    assert [one.wait(timeout=60) for one in both] == [0, 0]
    whole = DAYS * len(CODES)
    assert (given.database.rows(STATE), figures(given)) == ([("done", 2, whole)], (whole, whole))


@pytest.mark.parametrize("ground", ["postgresql"], indirect=True)
def test_a_database_that_was_gone_for_a_moment_leaves_the_file_to_the_next(given: Ground) -> None:
    assert given.server is not None
    given.server.crash()
    assert worker(given).wait(timeout=60) != 0
    given.server.start()
    assert worker(given).wait(timeout=60) == 0
    assert given.database.rows(STATE) == [("done", 1, DAYS * len(CODES))]
