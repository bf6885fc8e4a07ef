"""What went up to ministers and what was settled below them; an app above adds its own.

settled_sources.add("ladder", cases_of_regions)

Ask a source through `coordination.cycle.queries.settled`, which counts and compares.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from coordination.kit.registry import Registry
from coordination.people.models import Body, Organisation, User


class Course(models.TextChoices):
    """Where it was decided, or is to be."""

    UP = "up", _("up to ministers")
    LOWER = "lower", _("settled by officials")


@dataclass(frozen=True, slots=True)
class Case:
    """One thing that went up, or was settled lower, at `at`.

    `body` is where it stood or who settled it; None where it went to an office, or where the
    reader may not know the body: `place` says in words what then stands in its stead. `why` is
    why ministers decide it, or why officials could. Of one `subject` a cycle counts the first.
    """

    course: Course
    at: dt.datetime
    title: str
    url: str
    why: str
    place: str
    body: Body | None = None
    organisation: Organisation | None = None
    classified: bool = False
    subject: UUID | None = None

    @property
    def body_key(self) -> str:
        return self.body.code if self.body else "-"

    @property
    def ministry_key(self) -> str:
        return self.organisation.code if self.organisation else "-"

    @property
    def unexplained(self) -> bool:
        """It went up and nobody said why ministers decide it."""
        return self.course == Course.UP and not self.why


@dataclass(frozen=True, slots=True)
class Wanted:
    """The cases somebody may see, from `first` until `last`; `at` is as of when, None for now."""

    user: User
    first: dt.datetime
    last: dt.datetime
    at: dt.datetime | None = None


settled_sources: Registry[Callable[[Wanted], list[Case]]] = Registry("what went up or was settled")
