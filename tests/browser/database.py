"""The database of the site, made by the run and read from outside the application."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg2

from tests.services.ready import arguments_of


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
        return psycopg2.connect(**arguments_of(self.url))


def new_database(server: str, name: str, folder: Path) -> SiteDatabase:
    """Of that name, a file in the folder or on the server, which is not made yet."""
    if not server.startswith("postgres"):
        return SiteDatabase(f"sqlite:///{folder / f'{name}.sqlite3'}")
    return SiteDatabase(f"{server.rpartition('/')[0]}/{name}")


def drop_database(server: str, database: SiteDatabase) -> None:
    if database.is_file:
        return
    name = database.url.rpartition("/")[2]
    with closing(psycopg2.connect(**arguments_of(server))) as connection:
        connection.autocommit = True
        connection.cursor().execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
