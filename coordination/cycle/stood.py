"""How what is due stood at a moment, over the histories of the nouns it is read from."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, OuterRef, Q, Subquery

from coordination.dossiers.asof import as_of


@dataclass(frozen=True)
class Stood:
    """What a source reads otherwise over the history of its model; the rest is as it is now."""

    rows: Q
    open: Q
    extra: Mapping[str, Any] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)


def the_one(model: type[Model], at: dt.datetime, key: str) -> Any:
    """The row of `model` that `key` of the row outside names, as it stood: for a subquery."""
    pk = model._meta.pk.attname
    return as_of(model, at).filter(**{pk: OuterRef(key)})


def read(rows: Any, path: str) -> Subquery:
    """One column of the first of `rows`."""
    return Subquery(rows.values(path)[:1])
