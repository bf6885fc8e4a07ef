"""What every noun shares. The kit has no tables of its own."""

import uuid
from typing import Any, Self

from django.db import models


class VisibleQuerySet(models.QuerySet[Any]):
    """A queryset that says who may see its rows; every fetch for a person passes here."""

    def visible_to(self, user: Any) -> Self:
        raise NotImplementedError

    def found_by(self, user: Any) -> Self:
        """Rows of which she may know all that they are found by, which can be fewer."""
        return self.visible_to(user)


class Noun(models.Model):
    """A row with a random name, so that an address tells nothing about its neighbours."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True


def both_or_neither(*fields: str) -> models.Q:
    """A moment and its person stand together: all of `fields` filled, or none."""
    filled = models.Q(**{f"{field}__isnull": False for field in fields})
    return filled | models.Q(**{f"{field}__isnull": True for field in fields})


def exactly_one(*fields: str) -> models.Q:
    """One of `fields` filled and the others empty."""
    return _one_of(fields)


def at_most_one(*fields: str) -> models.Q:
    """None or one of `fields` filled."""
    return _one_of(fields) | models.Q(**{f"{field}__isnull": True for field in fields})


def _one_of(fields: tuple[str, ...]) -> models.Q:
    condition = models.Q()
    for filled in fields:
        condition |= models.Q(**{f"{field}__isnull": field != filled for field in fields})
    return condition
