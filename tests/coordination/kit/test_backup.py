"""There and back, in processes and databases of their own."""

import json
import os
import subprocess
import sys
import tarfile
import uuid
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tests.services import ready
from tests.services.postgres import find_programs

ROOT = settings.BASE_DIR
ENTER = """
from coordination.people.models import Organisation, User
ministry = Organisation.objects.create(
    code="VWS", name_nl="Ministerie", name_en="Ministry", kind="ministry"
)
User.objects.create(email="someone@example.gov", name="Secretary", organisation=ministry)
"""
HELD = "from coordination.mail.models import Hold; print(Hold.objects.get().reason)"
COUNT = "from coordination.people.models import User; print('users', User.objects.count())"


class Place:
    """An installation of its own: a folder and a database of the kind the run is on."""

    def __init__(self, folder: Path, database: str) -> None:
        self.folder = folder
        self.environment = dict(os.environ) | {
            "VAR_DIR": str(folder),
            "DATABASE_URL": database,
            "DJANGO_SETTINGS_MODULE": "coordination.settings",
            "PATH": f"{find_programs()}:{os.environ['PATH']}",
        }

    def manage(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def ask(self, question: str) -> str:
        return self.manage("shell", "--no-imports", "-c", question).stdout.strip()


def address_of(folder: Path) -> str:
    """Of a database that is not there yet, of the kind the run is on."""
    if connection.vendor == "sqlite":
        return f"sqlite:///{folder}/own.sqlite3"
    return os.environ["DATABASE_URL"].rpartition("/")[0] + f"/own_{uuid.uuid4().hex}"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    folder = tmp_path_factory.mktemp("first")
    made = Place(folder, address_of(folder))
    ready.fill_new(ready.MIGRATED, made.environment["DATABASE_URL"], folder)
    made.manage("shell", "--no-imports", "-c", ENTER)
    (folder / "media").mkdir()
    (folder / "media/paper").write_bytes(b"a paper")
    return made


@pytest.fixture
def other(tmp_path: Path) -> Place:
    folder = tmp_path / "second"
    folder.mkdir()
    made = Place(folder, address_of(folder))
    ready.create_database(made.environment["DATABASE_URL"])
    return made


def test_a_backup_comes_back_whole_and_never_over_others(
    place: Place, other: Place, tmp_path: Path
) -> None:
    archive = tmp_path / "baken.tar.gz"
    assert place.manage("backup", str(archive)).returncode == 0
    assert archive.stat().st_mode & 0o777 == 0o600

    assert other.manage("restore", str(archive)).returncode == 0
    assert other.ask(COUNT) == "users 1"
    assert (other.folder / "media/paper").read_bytes() == b"a paper"
    assert other.ask(HELD) == "restored from a backup"

    again = other.manage("restore", str(archive))
    assert "There are users in this database" in again.stderr
    assert other.manage("restore", str(archive), "--yes").returncode == 0
    assert other.ask(COUNT) == "users 1"


def test_a_changed_byte_is_refused_and_changes_nothing(
    place: Place, other: Place, tmp_path: Path
) -> None:
    archive, damaged = tmp_path / "baken.tar.gz", tmp_path / "damaged.tar.gz"
    place.manage("backup", str(archive))
    content = tmp_path / "content"
    with tarfile.open(archive) as packed:
        packed.extractall(content, filter="data")
    (content / "media/paper").write_bytes(b"another paper")
    manifest = json.loads((content / "manifest.json").read_text())
    with tarfile.open(damaged, "w:gz") as packed:
        for name in ("manifest.json", *manifest["files"]):
            packed.add(content / name, arcname=name)

    refused = other.manage("restore", str(damaged))
    assert "media/paper in the archive is damaged" in refused.stderr
    assert not (other.folder / "media").exists()
