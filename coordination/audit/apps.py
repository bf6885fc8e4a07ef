from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    name = "coordination.audit"
    label = "audit"
    events = {"sealed": _("sealed the record")}

    def ready(self) -> None:
        from . import triggers  # noqa: F401  registers the system check

        post_migrate.connect(put_triggers_back, sender=self)


def put_triggers_back(*, using: str, **kwargs: Any) -> None:
    """Rebuilding a table on SQLite drops its triggers."""
    from .triggers import TABLES, install

    connection = connections[using]
    if set(TABLES) <= set(connection.introspection.table_names()):
        install(connection)
