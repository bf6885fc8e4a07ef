"""The database itself refuses to change the record."""

from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

TABLES = ("audit_auditevent", "audit_auditanchor")

POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the record cannot be changed: % on %', TG_OP, TG_TABLE_NAME;
END $$
"""


def wanted(vendor: str) -> dict[str, str]:
    """Name and definition of each trigger that must stand in a database of this vendor."""
    triggers = {}
    for table in TABLES:
        for verb in ("update", "delete"):
            if vendor == "postgresql":
                body = (
                    f"BEFORE {verb.upper()} ON {table} FOR EACH ROW "
                    "EXECUTE FUNCTION audit_refuse_change()"
                )
            else:
                body = (
                    f"BEFORE {verb.upper()} ON {table} BEGIN "
                    "SELECT RAISE(ABORT, 'the record cannot be changed'); END"
                )
            triggers[f"{table}_no_{verb}"] = body
        if vendor == "postgresql":
            triggers[f"{table}_no_truncate"] = (
                f"BEFORE TRUNCATE ON {table} FOR EACH STATEMENT "
                "EXECUTE FUNCTION audit_refuse_change()"
            )
        else:
            # INSERT OR REPLACE deletes the old row without firing the delete trigger.
            same = "id = NEW.id" + (
                " OR (stream = NEW.stream AND (seq = NEW.seq OR prev = NEW.prev))"
                if table == "audit_auditevent"
                else " OR at = NEW.at"
            )
            taken = f"EXISTS (SELECT 1 FROM {table} WHERE {same})"  # noqa: S608  our own names
            triggers[f"{table}_no_replace"] = (
                f"BEFORE INSERT ON {table} WHEN {taken} "
                "BEGIN SELECT RAISE(ABORT, 'the record cannot be changed'); END"
            )
    return triggers


def install(connection: Any) -> None:
    """Create the triggers that are missing; called after every migrate."""
    gone = missing(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql" and gone:
            cursor.execute(POSTGRESQL_FUNCTION)
        for name in gone:
            cursor.execute(f"CREATE TRIGGER {name} {wanted(connection.vendor)[name]}")


def remove(connection: Any) -> None:
    """Drop the triggers. For tests that flush and for restoring a backup only."""
    for name in wanted(connection.vendor):
        table = name.rsplit("_no_", 1)[0]
        on_table = f" ON {table}" if connection.vendor == "postgresql" else ""
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table}")


def missing(connection: Any) -> list[str]:
    """Names of the triggers that should stand here and do not."""
    query = (
        "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        standing = {row[0] for row in cursor.fetchall()}
    return [name for name in wanted(connection.vendor) if name not in standing]


@register(Tags.database)
def check_triggers(databases: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """An installation whose record could be changed does not start quietly."""
    found: list[CheckMessage] = []
    for alias in databases or ():
        connection = connections[alias]
        if TABLES[0] in connection.introspection.table_names() and missing(connection):
            found.append(
                Error(
                    "Triggers that protect the record are missing.",
                    hint="Run manage.py migrate; it puts them back.",
                    id="audit.E001",
                )
            )
    return found
