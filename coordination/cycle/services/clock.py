"""What the clock does by itself: every cadence planned six weeks ahead."""

import datetime as dt
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from coordination.people.models import User

from ..models import Cadence, Cycle
from .planning import AHEAD, NothingToPlan, Planned, plan_cadence


def plan_all(
    *, until: dt.date, at: dt.datetime, by: User | None = None
) -> list[tuple[Cadence, Planned]]:
    """What was planned of each cadence that was planned before, or of all where `by` asks.

    A cadence that nobody planned yet is left to who keeps it: the clock only goes on.
    """
    found = []
    for cadence in _cadences(until, at, going_on=by is None):
        try:
            found.append((cadence, plan_cadence(cadence=cadence, until=until, by=by, at=at)))
        except NothingToPlan:
            continue
    return found


def plan_six_weeks(*, at: dt.datetime) -> list[tuple[Cadence, Planned]]:
    """The next six weeks of every cadence that goes on."""
    return plan_all(until=timezone.localtime(at).date() + AHEAD, at=at)


def _cadences(until: dt.date, at: dt.datetime, *, going_on: bool) -> list[Cadence]:
    today = timezone.localtime(at).date()
    rows = Cadence.objects.filter(dossier__closed_at=None, anchor__lte=until)
    rows = rows.filter(Q(ends_on=None) | Q(ends_on__gte=today)).select_related("dossier")
    found = list(rows.order_by("outside", "anchor", "pk"))
    if not going_on:
        return found
    cycles = Cycle.objects.filter(cadence__in=found)
    planned = set(cycles.filter(skipped=False).values_list("cadence", flat=True))
    known = set(cycles.values_list("cadence", "number"))
    return [row for row in found if row.pk in planned and _goes_on(row, known, today, until)]


def _goes_on(
    cadence: Cadence, known: set[tuple[UUID, int]], today: dt.date, until: dt.date
) -> bool:
    """Some cycle between the two days stands nowhere yet; one skipped ahead hides none of them."""
    last = min(until, cadence.ends_on) if cadence.ends_on else until
    numbers = range(max(cadence.number_on(today), 1), cadence.number_on(last) + 1)
    return any((cadence.pk, number) not in known for number in numbers)
