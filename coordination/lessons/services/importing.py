import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from coordination.audit.deeds import deed, record
from coordination.dossiers.models import Dossier
from coordination.kit.refusals import Refusal
from coordination.people.models import User

from ..models import Lesson
from .keeping import LessonFacts, written


@dataclass(frozen=True)
class Brought:
    """A lesson of another instance."""

    origin: UUID
    facts: LessonFacts


@deed
def import_lessons(
    *, dossier: Dossier, brought: Sequence[Brought], by: User, at: dt.datetime
) -> list[Lesson]:
    """Those that do not stand here yet, open, in the dossier; the same ones again add nothing.

    Refuses where nothing is new, and who does not write in the dossier.
    """
    standing = set(
        Lesson.objects.filter(origin__in=[one.origin for one in brought]).values_list(
            "origin", flat=True
        )
    )
    new = {one.origin: one for one in brought if one.origin not in standing}
    if not new:
        raise Refusal(_("There is nothing new in this list."))
    made = [written(facts=one.facts, by=by, at=at, origin=one.origin) for one in new.values()]
    for lesson in made:
        record("lessons.added", lesson, by=by, at=at, dossier=dossier.pk, part=True)
    record("lessons.imported", dossier, by=by, at=at, dossier=dossier.pk, new=len(made))
    return made
