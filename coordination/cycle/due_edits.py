"""Rows of the list of due dates that are changed in place, by their kind.

Each is changed by the right of its own noun, and asks that itself.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.http import Http404

from coordination.actions.models import ActionPoint
from coordination.actions.row_forms import edit_point
from coordination.decisions.models import Decision
from coordination.decisions.permissions import Taken, amendable_among
from coordination.decisions.row_forms import edit_decision
from coordination.dossiers.permissions import led_by
from coordination.kit.http import get_visible
from coordination.kit.rows import RowEdit

from .due import DueItem
from .models import Deadline
from .row_forms import edit_deadline

POINT, REVIEW = "actions.point", "decisions.review"
DEADLINES = ("cycle.papers", "cycle.deadline")

Edit = Callable[..., RowEdit]
EDITS: dict[str, tuple[Any, Edit]] = {
    POINT: (
        ActionPoint.objects.select_related(
            "owner_organisation", "owner_person", "owner_post", "body", "dossier"
        ),
        edit_point,
    ),
    REVIEW: (Decision.objects.select_related("body", "post", "dossier"), edit_decision),
    **dict.fromkeys(
        DEADLINES,
        (
            Deadline.objects.select_related("dossier", "meeting", "organisation", "person", "post"),
            edit_deadline,
        ),
    ),
}


def edit_of(kind: str, pk: UUID, *, data: Any, by: Any, at: dt.datetime) -> RowEdit:
    """The row of this kind as it is changed; 404 for what she may not see and other kinds."""
    if kind not in EDITS:
        raise Http404
    rows, edit = EDITS[kind]
    return edit(get_visible(rows, by, pk=pk), data=data, by=by, at=at)


def changeable_among(items: Sequence[DueItem], user: Any) -> set[UUID]:
    """Those of `items` that are hers to change in their row: at most a query for each noun."""
    return {
        *_points([one for one in items if one.kind == POINT], user),
        *_reviews([one for one in items if one.kind == REVIEW], user),
        *_deadlines([one for one in items if one.kind in DEADLINES], user),
    }


def _owes(user: Any, item: DueItem) -> bool:
    """Hers by name or by post; where nobody is named, anyone's of the organisation."""
    if any(item.owner_names):
        return bool(item.person == user.pk)
    return bool(item.organisation == user.organisation_id)


def _points(items: Sequence[DueItem], user: Any) -> set[UUID]:
    if not user.may("actions.update"):
        return set()
    hers = {one.pk for one in items if _owes(user, one)}
    asked = {one.pk for one in items} - hers
    if asked and user.may("actions.manage"):
        managed = ActionPoint.objects.filter(pk__in=asked).managed_by(user)
        hers |= set(managed.values_list("pk", flat=True))
    return hers


def _reviews(items: Sequence[DueItem], user: Any) -> set[UUID]:
    rows = (Taken(one.pk, one.body, one.person, one.dossier) for one in items)
    return amendable_among(rows, user)


def _deadlines(items: Sequence[DueItem], user: Any) -> set[UUID]:
    owed = user.may("cycle.meet")
    hers = {one.pk for one in items if owed and _owes(user, one)}
    others = [one for one in items if one.pk not in hers]
    if others and user.may("cycle.plan"):
        kept = led_by(user).filter(pk__in={one.dossier for one in others}, closed_at=None)
        dossiers = set(kept.values_list("pk", flat=True))
        hers |= {one.pk for one in others if one.dossier in dossiers}
    return hers
