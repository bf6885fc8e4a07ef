"""What can be printed: each app says in its printed.py of which nouns, and what changed since."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import models
from django.urls import reverse
from django.utils.functional import Promise

from coordination.kit.registry import Registry

PAGES = 0
"""The kind of a page that is of no one object: it has a number of its own for ever."""


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


@dataclass(frozen=True)
class PrintedPage:
    """A list or an overview; what it was filtered by is not in its code.

    `action` is the right to read it; `since` tells as that of a kind does, without its object.
    """

    url_name: str
    title: str | Promise
    action: str
    since: Callable[[Any, datetime], Sequence[str]]

    @property
    def key(self) -> UUID:
        """Of its name: so a page that gets another name leaves its old prints unknown."""
        return uuid5(NAMESPACE_URL, self.url_name)

    def get_absolute_url(self) -> str:
        return reverse(self.url_name)


kinds: Registry[PrintKind] = Registry("prints")
pages: Registry[PrintedPage] = Registry("printed pages")


def kind_of(noun: models.Model) -> PrintKind:
    """The kind of which a print of `noun` is."""
    return next(kind for kind in kinds if isinstance(noun, kind.model))
