"""A database is that of an exercise or a real one, and stays it."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

REAL = (
    "This database holds an exercise, and Baken was started without EXERCISE=1. "
    "Start it with EXERCISE=1, or name the real database in DATABASE_URL or VAR_DIR."
)
PRACTICE = (
    "EXERCISE=1, and this database was used for real work: an exercise never touches that. "
    "Leave EXERCISE out, or give the exercise a database of its own in DATABASE_URL or VAR_DIR."
)


@register(Tags.database, "instance")
def belongs_here(*, databases: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Refuses the database of the other kind; run by migrate and by every process that starts."""
    return [
        Error(sentence, id="exercise.E001")
        for alias in databases or []
        if (sentence := refusal(alias))
    ]


def refusal(alias: str) -> str:
    """Why this database is not ours, or ""."""
    from coordination.audit.models import AuditEvent

    from .models import ClockSetting

    tables = connections[alias].introspection.table_names()
    practised = ClockSetting._meta.db_table in tables and ClockSetting.objects.using(alias).exists()
    if practised:
        return "" if settings.EXERCISE else REAL
    used = AuditEvent._meta.db_table in tables and AuditEvent.objects.using(alias).exists()
    return PRACTICE if settings.EXERCISE and used else ""


def begin_exercise(*, using: str, **kwargs: Any) -> None:
    """An empty database becomes that of an exercise: its clock starts at the real time."""
    from coordination.kit import clock

    from .models import ClockSetting

    tables = connections[using].introspection.table_names()
    rows = ClockSetting.objects.using(using)
    if settings.EXERCISE and ClockSetting._meta.db_table in tables and not rows.exists():
        now = clock.machine_now()
        rows.create(starts_at=now, story_at=now, speed=1)
