"""Databases made once in a run and copied by whoever needs one: a copy costs a hundredth.

Only on a server of the run's own: elsewhere nothing may be left behind, so everyone migrates.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import environ
import psycopg2

from tests.services.postgres import find_programs

ROOT = Path(__file__).resolve().parents[2]
MIGRATED, EXAMPLE = "migrated", "example"
COMMANDS = {MIGRATED: ("migrate", "--verbosity=0"), EXAMPLE: ("load_example",)}
BEFORE = {EXAMPLE: MIGRATED}
DUMP, KEPT = "dump.sql", 8


def can_copy() -> bool:
    """Whether the run started the server itself, or needs none."""
    return "TEST_OWN_DATABASE" in os.environ


def is_own_postgresql() -> bool:
    return can_copy() and "DATABASE_URL" in os.environ


def ready(kind: str) -> str:
    """The address of the database of this kind, made now by the first who asks; others wait."""
    with _alone(kind):
        if not _folder(kind).exists():
            _make(kind)
    return _url(f"ready_{kind}", _folder(kind))


def copied_as_test(test: dict[str, Any]) -> None:
    """Let the database that Django makes for tests, whose options are `test`, begin migrated."""
    if not can_copy():
        return
    found = ready(MIGRATED)
    if file := path_of(found):
        shutil.copy(file, test["NAME"])
    else:
        test["TEMPLATE"] = arguments_of(found)["dbname"]


def fill_new(kind: str, url: str, folder: Path) -> None:
    """Make the database of `url` with what `kind` holds; the key of its seals goes to `folder`."""
    if can_copy():
        _create(url, ready(kind))
        shutil.copy(_folder(kind) / "secret_key", folder)
    else:
        _fill(kind, url, folder)


def create_database(url: str) -> None:
    """Make the empty database of `url`; a file makes itself."""
    _create(url, "")


def dump_ready(kind: str) -> Path:
    """What the PostgreSQL database of this kind holds, for `psql` on another server."""
    url, dump = ready(kind), _folder(kind) / DUMP
    with _alone(kind):
        if not dump.exists():
            _dump(url, dump)
    return dump


def arguments_of(url: str) -> dict[str, Any]:
    """What psycopg2 wants to know of a server."""
    parts = environ.Env.db_url_config(url)
    names = {"NAME": "dbname", "HOST": "host", "PORT": "port", "USER": "user"}
    given = {ours: parts[theirs] for theirs, ours in names.items() if parts.get(theirs)}
    return given | ({"password": parts["PASSWORD"]} if parts.get("PASSWORD") else {})


def path_of(url: str) -> Path | None:
    """The file of an SQLite database."""
    return Path(url.removeprefix("sqlite:///")) if url.startswith("sqlite") else None


def _folder(kind: str) -> Path:
    return Path(os.environ["TEST_SERVICES"]) / kind


def _make(kind: str) -> None:
    """In a folder that gets its name when all is well."""
    building = _folder(kind).with_suffix(".building")
    shutil.rmtree(building, ignore_errors=True)
    url = _url(f"ready_{kind}", building)
    if kind == MIGRATED and path_of(url):
        kept_file()
    kept = _kept_from_before(url)
    if kind == MIGRATED and kept.exists():
        shutil.copytree(kept, building)
        _take_in(url, building / DUMP)
    else:
        building.mkdir()
        _fill(kind, url, building)
        if kind == MIGRATED:
            _keep(url, building, kept)
    building.rename(_folder(kind))


def kept_file() -> Path:
    """The SQLite database of these migrations, whatever the run is on; its key lies beside it."""
    kept, name = _kept_from_before("sqlite:///"), f"ready_{MIGRATED}.sqlite3"
    kept.parent.mkdir(parents=True, exist_ok=True)
    with _locked(kept.parent.with_suffix(".lock")):
        if not kept.exists():
            with TemporaryDirectory() as folder:
                url = f"sqlite:///{folder}/{name}"
                _fill(MIGRATED, url, Path(folder))
                _keep(url, Path(folder), kept)
    return kept / name


def _kept_from_before(url: str) -> Path:
    """Where what the same migrations made stands for the next run."""
    made_of = [*ROOT.glob("*/*/migrations/*.py"), *(ROOT / "requirements").glob("*.lock")]
    said = hashlib.sha256(b"".join(path.read_bytes() for path in sorted(made_of)))
    server = "sqlite" if path_of(url) else "postgresql"
    return ROOT / "build" / "migrated" / f"{server}-{said.hexdigest()[:16]}"


def _keep(url: str, made: Path, kept: Path) -> None:
    """Beside what other migrations made, of which the oldest goes."""
    building = kept.with_name(f"{kept.name}.{os.getpid()}")
    shutil.copytree(made, building)
    if path_of(url) is None:
        _dump(url, building / DUMP)
    newest_first = sorted(kept.parent.iterdir(), key=lambda path: -path.stat().st_mtime)
    for old in newest_first[KEPT:]:
        shutil.rmtree(old, ignore_errors=True)
    building.rename(kept)


def _take_in(url: str, dump: Path) -> None:
    """On a server the database is made of what was dumped; a file is there already."""
    if path_of(url) is None:
        create_database(url)
        _psql("psql", url, "-q", "-v", "ON_ERROR_STOP=1", "-f", str(dump))


def _dump(url: str, file: Path) -> None:
    _psql("pg_dump", url, "-f", str(file))


def _psql(program: str, url: str, *options: str) -> None:
    parts = arguments_of(url)
    server = ("-h", parts["host"], "-U", parts["user"])
    _run(str(find_programs() / program), *server, *options, parts["dbname"])


def _fill(kind: str, url: str, folder: Path) -> None:
    if kind in BEFORE:
        fill_new(BEFORE[kind], url, folder)
    else:
        create_database(url)
    _run(sys.executable, "manage.py", *COMMANDS[kind], DATABASE_URL=url, VAR_DIR=str(folder))


def _url(name: str, folder: Path) -> str:
    server = os.environ.get("DATABASE_URL", "")
    return f"{server.rpartition('/')[0]}/{name}" if server else f"sqlite:///{folder}/{name}.sqlite3"


def _create(url: str, template: str) -> None:
    if file := path_of(url):
        if source := path_of(template):
            shutil.copy(source, file)
        return
    parts = arguments_of(url)
    like = f' TEMPLATE "{arguments_of(template)["dbname"]}"' if template else ""
    with closing(psycopg2.connect(**{**parts, "dbname": "postgres"})) as connection:
        connection.autocommit = True
        connection.cursor().execute(f'CREATE DATABASE "{parts["dbname"]}"{like}')


def _alone(kind: str) -> AbstractContextManager[None]:
    return _locked(_folder(kind).with_suffix(".lock"))


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _run(*command: str, **environment: str) -> None:
    known = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    own = {"DJANGO_SETTINGS_MODULE": "coordination.settings", "DEBUG": "0"}
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=known | own | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(done.stdout + done.stderr)


if __name__ == "__main__":
    kept_file()
