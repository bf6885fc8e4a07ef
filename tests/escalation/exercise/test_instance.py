"""A database is that of an exercise or a real one; started as the other it is refused."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings as own

from coordination.kit.processes.folders import installation_folder
from escalation.exercise.instance import PRACTICE, REAL
from tests.services.ready import kept_file

pytestmark = pytest.mark.once


def started(folder: Path, *arguments: str, **environment: str) -> tuple[int, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=own.BASE_DIR,
        env=kept | {"VAR_DIR": str(folder), "DEBUG": "0"} | environment,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def migrated(folder: Path) -> Path:
    """An installation whose database holds tables and no rows yet."""
    folder.mkdir()
    shutil.copy(kept_file(), folder / "baken.sqlite3")
    return folder


def test_neither_kind_is_started_in_the_database_of_the_other(tmp_path: Path) -> None:
    migrate = ("manage.py", "migrate", "--verbosity=0")
    web = ("-c", "import coordination.wsgi")
    worker = ("-m", "celery", "--app=coordination.celery", "worker", "--pool=solo")
    practice, real = migrated(tmp_path / "practice"), migrated(tmp_path / "real")

    empty = ("manage.py", "check", "--database=default")
    assert started(tmp_path / "empty", *empty, EXERCISE="1")[0] == 0

    assert started(practice, *migrate, EXERCISE="1") == (0, "")
    for command in (migrate, web, worker):
        code, said = started(practice, *command)
        assert (code, REAL in said) == (1, True)
    assert started(practice, *web, EXERCISE="1")[0] == 0

    assert started(real, *migrate)[0] == 0
    used = (
        "manage.py",
        "first_administrator",
        "beheer@example.gov",
        "Beheer",
        "--organisation=BZK",
    )
    assert started(real, *used)[0] == 0
    for command in (migrate, web, worker):
        code, said = started(real, *command, EXERCISE="1")
        assert (code, PRACTICE in said) == (1, True)
    assert started(real, *web)[0] == 0


def test_an_exercise_has_a_folder_of_its_own() -> None:
    assert installation_folder({"EXERCISE": "1"}) == own.BASE_DIR / "var/exercise"
    assert installation_folder({}) == own.BASE_DIR / "var"
    assert installation_folder({"EXERCISE": "1", "VAR_DIR": "/data"}) == Path("/data")
