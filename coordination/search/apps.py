from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


class SearchConfig(AppConfig):
    name = "coordination.search"
    label = "search"

    def ready(self) -> None:
        post_migrate.connect(put_index_back, sender=self)


def put_index_back(*, using: str, **kwargs: Any) -> None:
    """Rebuilding the table on SQLite drops the triggers that keep the index in step."""
    from .fulltext import TABLE, install

    connection = connections[using]
    if TABLE in connection.introspection.table_names():
        install(connection)
