"""The database of the site, made by the run and read from outside the application."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import environ
import psycopg2


@dataclass(frozen=True)
class SiteDatabase:
    """One database for one set of real processes."""

    url: str

    def execute(self, statement: str, *values: object) -> int:
        """Change rows; returns how many. Placeholders are question marks."""
        with closing(self._connect()) as connection:
            cursor = connection.cursor()
            cursor.execute(self._marked(statement), values)
            count: int = cursor.rowcount
            connection.commit()
        return count

    def value(self, question: str, *values: object) -> Any:
        """The first column of the first row."""
        with closing(self._connect()) as connection:
            cursor = connection.cursor()
            cursor.execute(self._marked(question), values)
            row = cursor.fetchone()
        assert row is not None
        return row[0]

    def rows(self, question: str, *values: object) -> list[tuple[Any, ...]]:
        """All rows."""
        with closing(self._connect()) as connection:
            cursor = connection.cursor()
            cursor.execute(self._marked(question), values)
            return list(cursor.fetchall())

    @property
    def is_file(self) -> bool:
        return self.url.startswith("sqlite")

    def _marked(self, statement: str) -> str:
        return statement if self.is_file else statement.replace("%", "%%").replace("?", "%s")

    def _connect(self) -> Any:
        if self.is_file:
            return sqlite3.connect(self.url.removeprefix("sqlite:///"), timeout=20)
        return psycopg2.connect(**_arguments(self.url))


def new_database(server: str, name: str, folder: Path) -> SiteDatabase:
    """A file in the folder, or a new database on the server that the run started."""
    if not server.startswith("postgres"):
        return SiteDatabase(f"sqlite:///{folder / f'{name}.sqlite3'}")
    with closing(psycopg2.connect(**_arguments(server))) as connection:
        connection.autocommit = True
        connection.cursor().execute(f'CREATE DATABASE "{name}"')
    return SiteDatabase(f"{server.rpartition('/')[0]}/{name}")


def drop_database(server: str, database: SiteDatabase) -> None:
    if database.is_file:
        return
    name = database.url.rpartition("/")[2]
    with closing(psycopg2.connect(**_arguments(server))) as connection:
        connection.autocommit = True
        connection.cursor().execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _arguments(url: str) -> dict[str, Any]:
    parts = environ.Env.db_url_config(url)
    names = {"NAME": "dbname", "HOST": "host", "PORT": "port", "USER": "user"}
    given = {ours: parts[theirs] for theirs, ours in names.items() if parts.get(theirs)}
    return given | ({"password": parts["PASSWORD"]} if parts.get("PASSWORD") else {})
