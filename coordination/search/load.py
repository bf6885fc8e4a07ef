"""The search rows of a load; the apps that have something to be found call it."""

from collections.abc import Iterable
from typing import Any

from coordination.example.bulk import Load

from .models import SearchRow
from .services import MOST_STEMS
from .stems import stem


def index_load(load: Load, rows: Iterable[Any], *, title: str) -> None:
    """One row for each of `rows`, found by the text in its field `title`."""
    load.keep(
        SearchRow(
            dossier_id=row.dossier_id,
            kind=row._meta.model_name,
            object_id=row.pk,
            title=str(getattr(row, title))[:250],
            url=row.get_absolute_url(),
            stems=" ".join(stem(str(getattr(row, title)))[:MOST_STEMS]),
            at=load.now,
        )
        for row in rows
    )
