"""Copy a running database out, and put a copy back in its place."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.db import connection, connections

from coordination.kit.backup.refusals import BackupRefused

NAMES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}


def dump_database(folder: Path) -> str:
    """Write a consistent copy while others go on working; returns the kind of database."""
    target = folder / NAMES[connection.vendor]
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(target)) as copy, closing(_open_sqlite()) as source:
            source.backup(copy)
    else:
        _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")
    return connection.vendor


def load_database(folder: Path, kind: str) -> None:
    """Replace the database by the copy; when that fails, what was there stays."""
    if kind != connection.vendor:
        raise BackupRefused(
            f"The backup is of {kind} and this installation runs on {connection.vendor}."
        )
    connections.close_all()
    if kind == "sqlite":
        with closing(sqlite3.connect(folder / NAMES[kind])) as copy, closing(_open_sqlite()) as now:
            copy.backup(now)
    else:
        _replace_schema(folder / NAMES[kind])
    connections.close_all()


def has_content() -> bool:
    """Whether somebody is in the database; one with no tables or no users is empty."""
    users = get_user_model()
    if users._meta.db_table not in connection.introspection.table_names():
        return False
    return users._default_manager.exists()


def _open_sqlite() -> sqlite3.Connection:
    return sqlite3.connect(connection.settings_dict["NAME"], timeout=20)


def _replace_schema(dump: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER SCHEMA public RENAME TO before_restore")
        cursor.execute("CREATE SCHEMA public")
    try:
        _run("pg_restore", "--no-owner", "--no-privileges", "--single-transaction",
             "--exit-on-error", f"--dbname={_setting('NAME')}", str(dump))  # fmt: skip
    except BackupRefused:
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE")
            cursor.execute("ALTER SCHEMA before_restore RENAME TO public")
        raise
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA before_restore CASCADE")


def _run(program: str, *arguments: str) -> None:
    found = shutil.which(program)
    if found is None:
        raise BackupRefused(f"{program} is not on the PATH; install PostgreSQL's client programs.")
    done = subprocess.run(
        [found, *arguments], env=_environment(), capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise BackupRefused(f"{program} did not succeed: {done.stderr.strip()[-500:]}")


def _environment() -> dict[str, str]:
    # By environment, because a password on the command line is readable by everyone.
    known = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    own = {name: str(_setting(key)) for name, key in known.items() if _setting(key)}
    return dict(os.environ) | own | {"PGDATABASE": str(_setting("NAME"))}


def _setting(key: str) -> Any:
    return connection.settings_dict.get(key)
