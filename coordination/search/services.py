"""Write the row an object is found by, in the transaction of the deed that changed it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models

from coordination.dossiers.models import Dossier
from coordination.kit.history import save_as

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


@dataclass(frozen=True)
class Findable:
    """A new object as it is found: what index_object asks for, of one of many."""

    obj: models.Model
    dossier: Dossier
    title: str
    text: str
    url: str
    hint: str = ""


def index_again(findable: Findable, *, at: datetime) -> None:
    """Make or renew the row of one object."""
    index_object(
        findable.obj,
        dossier=findable.dossier,
        title=findable.title,
        text=findable.text,
        url=findable.url,
        hint=findable.hint,
        at=at,
    )


def save_found(findable: Findable, *, by: Any, at: datetime) -> None:
    """Keep the next version of an object with its history row, and renew how it is found."""
    noun: Any = findable.obj
    noun.version += 1
    save_as(noun, by=by, at=at)
    index_again(findable, at=at)


def index_new(findable: Iterable[Findable], *, at: datetime) -> None:
    """Make the rows of many objects that were made in this deed and stand nowhere yet."""
    SearchRow.objects.bulk_create(
        SearchRow(
            dossier=one.dossier,
            kind=str(one.obj._meta.model_name),
            object_id=one.obj.pk,
            title=one.title[:250],
            hint=one.hint[:120],
            url=one.url,
            stems=" ".join(stem(f"{one.title} {one.hint} {one.text}")[:MOST_STEMS]),
            at=at,
        )
        for one in findable
    )


def forget_object(obj: models.Model) -> None:
    """Take `obj` out of the search; it may come back by indexing it again."""
    SearchRow.objects.filter(kind=obj._meta.model_name, object_id=obj.pk).delete()
