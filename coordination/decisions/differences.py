"""The kept versions of a decision, each with what changed since the one before."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from coordination.dossiers.queries.wording import FieldChange, change_of

from .models import Decision

SHOWN = (
    "status",
    "outcome_name",
    "result",
    "referred_to",
    "text",
    "reason",
    "alternatives",
    "reservations",
    "review_on",
    "distribution",
    "embargo_until",
)


@dataclass(frozen=True)
class Version:
    """A version with who made it and when; the first one has no changes."""

    row: Any
    changes: list[FieldChange]


def read_versions(rows: Iterable[Any]) -> list[Version]:
    """Newest first, as `rows` come."""
    listed = list(rows)
    changed = [Version(new, _changes(old, new)) for new, old in pairwise(listed)]
    return changed + ([Version(listed[-1], [])] if listed else [])


def _changes(old: Any, new: Any) -> list[FieldChange]:
    fields: list[Any] = [Decision._meta.get_field(name) for name in SHOWN]
    changed = [f for f in fields if getattr(old, f.attname) != getattr(new, f.attname)]
    return [change_of(f, getattr(old, f.name), getattr(new, f.name)) for f in changed]
