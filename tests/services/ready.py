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
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import environ
import psycopg2

from tests.services.postgres import find_programs

ROOT = Path(__file__).resolve().parents[2]
MIGRATED, EXAMPLE = "migrated", "example"
COMMANDS = {MIGRATED: ("migrate", "--verbosity=0"), EXAMPLE: ("load_example",)}
BEFORE = {EXAMPLE: MIGRATED}


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
    url, dump = ready(kind), _folder(kind) / "dump.sql"
    with _alone(kind):
        if not dump.exists():
            parts = arguments_of(url)
            options = ["-h", parts["host"], "-U", parts["user"], "-f", str(dump)]
            _run(str(find_programs() / "pg_dump"), *options, parts["dbname"])
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
    kept = _kept_from_before() if kind == MIGRATED and path_of(url) else None
    if kept and kept.exists():
        shutil.copytree(kept, building)
    else:
        building.mkdir()
        _fill(kind, url, building)
        if kept:
            _keep(building, kept)
    building.rename(_folder(kind))


def _kept_from_before() -> Path:
    """Where a file that the same migrations made stands for the next run."""
    made_of = [*ROOT.glob("*/*/migrations/*.py"), *(ROOT / "requirements").glob("*.lock")]
    said = hashlib.sha256(b"".join(path.read_bytes() for path in sorted(made_of)))
    return ROOT / "build" / "migrated" / said.hexdigest()[:16]


def _keep(made: Path, kept: Path) -> None:
    """In place of what other migrations made."""
    building = kept.with_name(f"{kept.name}.{os.getpid()}")
    shutil.copytree(made, building)
    for other in kept.parent.iterdir():
        if other != building:
            shutil.rmtree(other, ignore_errors=True)
    building.rename(kept)


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


@contextmanager
def _alone(kind: str) -> Iterator[None]:
    with _folder(kind).with_suffix(".lock").open("w") as lock:
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
