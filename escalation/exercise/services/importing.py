import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from coordination.audit.deeds import deed, record
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.people.models import User

from ..models import Exercise, Inject
from ..permissions import can_lead
from .injects import InjectFacts, change_inject, plan_inject


@deed
def import_injects(
    *,
    exercise: Exercise,
    new: Sequence[InjectFacts],
    changed: Sequence[tuple[Inject, InjectFacts]],
    by: User,
    at: dt.datetime,
) -> None:
    """All of them or none. What stands there as it is in the list is no part of it."""
    if not can_lead(by, exercise):
        raise NotAllowed(_("Only who leads this exercise plans and releases its injects."))
    if not new and not changed:
        raise Refusal(_("There is nothing new in this list."))
    for facts in new:
        plan_inject(exercise=exercise, facts=facts, by=by, at=at)
    for inject, facts in changed:
        change_inject(inject=inject, facts=facts, version=inject.version, by=by, at=at)
    counts: dict[str, Any] = {"new": len(new), "changed": len(changed)}
    record("exercise.injects_imported", exercise, by=by, at=at, dossier=exercise.pk, **counts)
