"""The index behind SearchRow.stems: FTS5 on SQLite, GIN on PostgreSQL, the same hits on both.

Both take a stem as it stands: no second tokeniser decides what a word is.
"""

from typing import Any

from django.db import connection
from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL

TABLE = "search_searchrow"
INDEX = "search_row_stems"

_FTS = (
    f"CREATE VIRTUAL TABLE search_fts USING fts5(stems, content='{TABLE}', content_rowid='id', "
    "tokenize=\"unicode61 remove_diacritics 0 tokenchars '-&_'\")"
)
_ADD = "INSERT INTO search_fts(rowid, stems) VALUES (new.id, new.stems);"
_DROP = "INSERT INTO search_fts(search_fts, rowid, stems) VALUES ('delete', old.id, old.stems);"
TRIGGERS = {
    "search_fts_insert": f"AFTER INSERT ON {TABLE} BEGIN {_ADD} END",
    "search_fts_delete": f"AFTER DELETE ON {TABLE} BEGIN {_DROP} END",
    "search_fts_update": f"AFTER UPDATE ON {TABLE} BEGIN {_DROP} {_ADD} END",
}
# the cast keeps the stems whole; to_tsvector would cut "mlt3-2020-13" in its own way
_VECTOR = "array_to_tsvector(array_remove(string_to_array({stems}, ' '), ''))"


def install(to: Any) -> None:
    """Make what is missing; what stood there is indexed anew. After a rebuild of the table too."""
    with to.cursor() as cursor:
        if to.vendor == "postgresql":
            vector = _VECTOR.format(stems="stems")
            cursor.execute(f"CREATE INDEX IF NOT EXISTS {INDEX} ON {TABLE} USING gin (({vector}))")
            return
        cursor.execute("SELECT name FROM sqlite_master")
        standing = {row[0] for row in cursor.fetchall()}
        if {"search_fts", *TRIGGERS} <= standing:
            return
        if "search_fts" not in standing:
            cursor.execute(_FTS)
        for name in TRIGGERS.keys() - standing:
            cursor.execute(f"CREATE TRIGGER {name} {TRIGGERS[name]}")
        cursor.execute("INSERT INTO search_fts(search_fts) VALUES ('rebuild')")


def remove(to: Any) -> None:
    """Take the index away again."""
    with to.cursor() as cursor:
        if to.vendor == "postgresql":
            cursor.execute(f"DROP INDEX IF EXISTS {INDEX}")
            return
        for name in TRIGGERS:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
        cursor.execute("DROP TABLE IF EXISTS search_fts")


def having(rows: QuerySet[Any], stems: list[str]) -> QuerySet[Any]:
    """The rows in which every one of `stems` begins a stem; of no stems, none."""
    if not stems:
        return rows.none()
    if connection.vendor == "postgresql":
        vector = _VECTOR.format(stems=f"{TABLE}.stems")
        wanted = " & ".join(f"'{stem}':*" for stem in map(_quoted, stems))
        condition = RawSQL(f"{vector} @@ %s::tsquery", [wanted], BooleanField())  # noqa: S611  the words are parameters
        return rows.filter(condition)
    wanted = " ".join(f'"{stem}"*' for stem in map(_quoted, stems))
    found = "SELECT rowid FROM search_fts WHERE search_fts MATCH %s"
    return rows.filter(pk__in=RawSQL(found, [wanted]))  # noqa: S611  the words are parameters


def _quoted(stem: str) -> str:
    """A stem holds letters, digits, & and - only; anything else would be a mistake here."""
    return "".join(sign for sign in stem if sign.isalnum() or sign in "_&-")
