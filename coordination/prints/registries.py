"""What can be printed: each app says in its printed.py of which nouns, and what changed since."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.utils.functional import Promise

from coordination.kit.registry import Registry


@dataclass(frozen=True)
class PrintKind:
    """`number` stands in the code for ever; a kind that goes leaves it unused.

    `rows` are those that a user may read now. `since` tells her in sentences what a print of that
    moment does not say yet, with the rights of today; None where there was nothing to print then.
    """

    number: int
    model: type[models.Model]
    name: str | Promise
    rows: Callable[[Any], models.QuerySet[Any]]
    title: Callable[[Any], str]
    since: Callable[[Any, Any, datetime], Sequence[str] | None]


kinds: Registry[PrintKind] = Registry("prints")


def kind_of(noun: models.Model) -> PrintKind:
    """The kind of which a print of `noun` is."""
    return next(kind for kind in kinds if isinstance(noun, kind.model))
