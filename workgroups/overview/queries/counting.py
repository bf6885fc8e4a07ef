"""The open dossiers counted per owner."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q

from coordination.dossiers.models import Dossier
from coordination.people.models import Organisation

from .issues import knows_silence, last_stirred, late_points


@dataclass(frozen=True)
class PerOwner:
    """How the open dossiers of one organisation stand."""

    organisation: Organisation
    dossiers: int
    without_primacy: int
    late: int
    silent: int | None


SILENT = 4
"""Weeks after which a dossier counts as silent, where nobody asks for another number."""


def per_owner(user: Any, *, now: datetime, today: date) -> list[PerOwner]:
    """The open dossiers she may see, counted per owner: three questions."""
    visible = Dossier.objects.visible_to(user).filter(closed_at=None).order_by()
    counted = visible.values("owner").annotate(
        number=Count("pk"), loose=Count("pk", filter=Q(primacy=None))
    )
    numbers = {key: (n, loose) for key, n, loose in counted.values_list("owner", "number", "loose")}
    late = dict(
        late_points(user, today)
        .filter(dossier__in=visible)
        .order_by()
        .values("dossier__owner")
        .annotate(number=Count("pk"))
        .values_list("dossier__owner", "number")
    )
    silent = _silent(visible, now) if knows_silence(user) else None
    found = Organisation.objects.filter(pk__in=numbers).order_by("kind", "code")
    return [
        PerOwner(
            one,
            *numbers[one.pk],
            late.get(one.pk, 0),
            None if silent is None else silent.get(one.pk, 0),
        )
        for one in found
    ]


def _silent(visible: Any, now: datetime) -> dict[Any, int]:
    quiet: dict[Any, int] = defaultdict(int)
    before = now - timedelta(weeks=SILENT)
    marked = visible.annotate(stirred_at=last_stirred()).filter(stirred_at__lt=before)
    for owner in marked.values_list("owner", flat=True):
        quiet[owner] += 1
    return quiet
