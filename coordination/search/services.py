"""Write the row an object is found by, in the transaction of the deed that changed it."""

from datetime import datetime
from typing import Any

from django.db import models

from coordination.dossiers.models import Dossier

from .models import SearchRow
from .stems import stem

# PostgreSQL holds at most a megabyte of lexemes in a row
MOST_STEMS = 10_000


def index_object(
    obj: models.Model,
    *,
    dossier: Dossier,
    title: str,
    text: str,
    url: str,
    at: datetime,
    hint: str = "",
    classification: int = 0,
) -> None:
    """Make or renew the row of `obj`; `text` is what it can be found by beside its title.

    `hint` is its number or source. `classification` is its own, where that can be higher than
    its dossier's.
    """
    values: dict[str, Any] = {
        "dossier": dossier,
        "title": title[:250],
        "hint": hint[:120],
        "url": url,
        "stems": " ".join(stem(f"{title} {hint} {text}")[:MOST_STEMS]),
        "classification": classification,
        "at": at,
    }
    SearchRow.objects.update_or_create(kind=obj._meta.model_name, object_id=obj.pk, defaults=values)


def forget_object(obj: models.Model) -> None:
    """Take `obj` out of the search; it may come back by indexing it again."""
    SearchRow.objects.filter(kind=obj._meta.model_name, object_id=obj.pk).delete()
